import { InterfaceError, modelErrorClass, type Manager, type Model } from 'pagoda-plugin-sdk';
import { StoredSet } from './stored-set.ts';
import type { ModelRow, Table } from './table.ts';

/** What plugins hold as a model. Without `create` its objects come about in other ways. */
export function makeModel<Row extends ModelRow, One, Lookup, Creation, Order extends string>(
  table: Table<Row, One>,
  create?: (data: Creation) => Promise<One>,
): Model<One, Lookup, Creation, Order> {
  const { name } = table;
  const set = new StoredSet<Row, One, Lookup, Order>(table);
  const refuse = (): Promise<One> =>
    Promise.reject(new InterfaceError(`${name}.objects.create: the server makes these itself`));
  const objects: Manager<One, Lookup, Creation, Order> = {
    all: () => set,
    filter: (lookup) => set.filter(lookup),
    exclude: (lookup) => set.exclude(lookup),
    orderBy: (...fields) => set.orderBy(...fields),
    limit: (count) => set.limit(count),
    offset: (count) => set.offset(count),
    slice: (start, end) => set.slice(start, end),
    get: (lookup) => set.get(lookup),
    first: () => set.first(),
    count: () => set.count(),
    exists: () => set.exists(),
    create: create ?? refuse,
  };
  return Object.freeze({
    objects: Object.freeze(objects),
    DoesNotExist: modelErrorClass(name, 'DoesNotExist'),
    MultipleObjectsReturned: modelErrorClass(name, 'MultipleObjectsReturned'),
  });
}
