import { DataAccessError, DoesNotExist, modelErrorClass, type ModelName, type Models } from 'pagoda-plugin-sdk';
import type { Meter } from './meter.ts';
import { sampleRow, type Row } from './sample-rows.ts';

/** What the models of one call are like. */
export interface SampleWorld {
  /** How many objects a set holds that names no ids. */
  readonly rows: number;
  /** Every call rejects, as without a database. */
  readonly isBroken: boolean;
}

interface Query extends SampleWorld {
  readonly model: ModelName;
  readonly meter: Meter;
  readonly lookup: Row;
  readonly most: number;
}

const names: readonly ModelName[] = ['Entity', 'Entry', 'EntityAttr', 'Attribute', 'AttributeValue', 'User', 'Job'];

/** Models without a database: what is looked up is made to meet the conditions, and every call is counted. */
export function sampleModels(meter: Meter, world: SampleWorld): Models {
  const made = names.map((model) => {
    const query: Query = { ...world, model, meter, lookup: {}, most: Infinity };
    const create = (data: Row): Promise<Row> => ask(query, 'create', () => ({ ...rowOf(query, 901), ...data }));
    return [
      model,
      {
        objects: { ...steps(query), create },
        DoesNotExist: modelErrorClass(model, 'DoesNotExist'),
        MultipleObjectsReturned: modelErrorClass(model, 'MultipleObjectsReturned'),
        ...(model === 'Job' && { createNewJob: create }),
      },
    ];
  });
  // Typed by what plugins do with them; the samples answer all of it.
  return Object.fromEntries(made) as Models;
}

function steps(query: Query): object {
  const next = (change: Partial<Query>): object => setOf({ ...query, ...change });
  return {
    all: () => next({}),
    filter: (lookup: Row) => next({ lookup: { ...query.lookup, ...lookup } }),
    exclude: () => next({}),
    orderBy: () => next({}),
    limit: (most: number) => next({ most: Math.min(query.most, most) }),
    offset: () => next({}),
    slice: (start: number, end = Infinity) => next({ most: Math.min(query.most, end - start) }),
    get: (lookup: Row = {}) => {
      const whole = { ...query, lookup: { ...query.lookup, ...lookup } };
      return ask(whole, 'get', () => firstOf(whole));
    },
    first: () => ask(query, 'first', () => rowsOf(query)[0] ?? null),
    count: () => ask(query, 'count', () => rowsOf(query).length),
    exists: () => ask(query, 'exists', () => rowsOf(query).length > 0),
  };
}

/** Is read when it is awaited or iterated, each time anew. */
function setOf(query: Query): object {
  const read = (): Promise<readonly Row[]> => ask(query, 'filter', () => rowsOf(query));
  return {
    ...steps(query),
    // oxlint-disable-next-line unicorn/no-thenable -- Sets of models are awaited.
    then: (...handlers: Parameters<Promise<readonly Row[]>['then']>) => read().then(...handlers),
    async *[Symbol.asyncIterator]() {
      yield* await read();
    },
  };
}

function ask<Result>({ model, meter, isBroken }: Query, verb: string, result: () => Result): Promise<Result> {
  return meter.count(`${model}.objects.${verb}`, () => {
    if (isBroken) throw new DataAccessError('conformance suite: the database does not answer');
    return result();
  });
}

function firstOf(query: Query): Row {
  const [row] = rowsOf(query);
  if (row) return row;
  throw new DoesNotExist(query.model);
}

function rowsOf(query: Query): readonly Row[] {
  const ids = idsOf(query).slice(0, Math.max(0, query.most));
  return ids.map((id) => rowOf(query, id));
}

/** The ids that are asked for, or as many as there are. */
function idsOf({ lookup, rows }: Query): readonly number[] {
  const { id } = lookup;
  const wanted: unknown = typeof id === 'object' && id !== null ? Reflect.get(id, 'in') : id;
  if (wanted === undefined) return Array.from({ length: rows }, (_, index) => 101 + index);
  return [wanted]
    .flat()
    .filter((one): one is number => typeof one === 'number' && Number.isSafeInteger(one) && one > 0);
}

function rowOf({ model, meter, lookup }: Query, id: number): Row {
  return meet(sampleRow(model, id, meter), lookup);
}

/** Gives an object the values that it is looked up by. */
function meet(row: Row, lookup: Row): Row {
  for (const [key, wanted] of Object.entries(lookup)) {
    if (key === 'id' && typeof wanted === 'object') continue;
    if (typeof wanted !== 'object' || wanted === null) row[key] = wanted;
    else if (typeof row[key] === 'object' && row[key] !== null) meet(row[key] as Row, wanted as Row);
  }
  return row;
}
