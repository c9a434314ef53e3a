/** What lists must not let anybody work out: conditions, orders, counts and cursors. */
import type { Dice } from './dice.ts';
import { ask, inOneOperation, type Visit } from './door.ts';
import { LABELS, type PlainColumn, type PlainEntity, type PlainEntry } from './plain-world.ts';
import { idsIn } from './read-doors.ts';
import { byName, idsOf, type View } from './view.ts';

/** A condition as GraphQL takes it, and what it means. */
interface Condition {
  readonly filter: Readonly<Record<string, unknown>>;
  readonly holds: (view: View, entry: PlainEntry) => boolean;
}

const OF_ENTITY =
  'query ($entity: ID, $filter: EntryFilter) { entries(entity: $entity, filter: $filter, first: 1000) { totalCount nodes { id } } }';

export async function filters(visit: Visit, dice: Dice, rounds: number): Promise<void> {
  const { view, user, comparison } = visit;
  for (let round = 0; round < rounds; round += 1) {
    const entity = dice.pick(view.world.entities.filter(({ columns }) => columns.length > 0));
    const condition = combined(dice, view, entity);
    const { entries } = await ask(visit, OF_ENTITY, { entity: String(entity.id), filter: condition.filter });
    const found = new Set(idsIn(entries.nodes));
    const text = JSON.stringify(condition.filter);
    const candidates = view.activeEntries(entity.entries);
    const wanted = candidates.filter((entry) => condition.holds(view, entry));
    for (const entry of entity.entries)
      comparison.compare(user, `filter ${text}`, `entry ${entry.id}`, wanted.includes(entry), found.has(entry.id));
    comparison.compare(user, `filter ${text}`, 'totalCount', wanted.length, entries.totalCount);
  }
}

function combined(dice: Dice, view: View, entity: PlainEntity): Condition {
  const one = onAttribute(dice, view, dice.pick(entity.columns));
  switch (dice.below(5)) {
    case 0:
      return { filter: { not: one.filter }, holds: (seen, entry) => !one.holds(seen, entry) };
    case 1: {
      const other = onAttribute(dice, view, dice.pick(entity.columns));
      return {
        filter: { or: [one.filter, { not: other.filter }] },
        holds: (seen, entry) => one.holds(seen, entry) || !other.holds(seen, entry),
      };
    }
    case 2: {
      const part = dice.pick(['red', 'wine', '1', '2 ']);
      return {
        filter: { and: [{ name: { contains: part } }, one.filter] },
        holds: (seen, entry) => entry.name.includes(part) && one.holds(seen, entry),
      };
    }
    default:
      return one;
  }
}

const fold = (text: string): string => text.toLowerCase();

function onAttribute(dice: Dice, view: View, column: PlainColumn): Condition {
  const make = (operator: object, holds: (value: unknown, seen: View) => boolean): Condition => ({
    filter: { attrs: [{ attr: column.name, ...operator }] },
    holds: (seen, entry) => holds(seen.valueOf(seen.attributeOf(entry, column)), seen),
  });
  if (dice.isOneIn(4)) {
    const isEmpty = dice.isOneIn(2);
    // A boolean without a value is false, so it is never empty.
    return make({ isEmpty }, (value) => (column.type !== 'BOOLEAN' && value === null) === isEmpty);
  }
  switch (column.type) {
    case 'STRING': {
      const text = dice.pick(['red', 'wine', 'Blue', 'e']);
      return dice.isOneIn(2)
        ? make({ eq: text }, (value) => value !== null && fold(String(value)) === fold(text))
        : make({ contains: text }, (value) => value !== null && fold(String(value)).includes(fold(text)));
    }
    case 'NUMBER': {
      const number = dice.below(12) / 2 - 2;
      const held = (value: unknown, test: (held: number) => boolean): boolean => value !== null && test(Number(value));
      return dice.pick([
        make({ eq: number }, (value) => held(value, (one) => one === number)),
        make({ gt: number }, (value) => held(value, (one) => one > number)),
        make({ lt: number }, (value) => held(value, (one) => one < number)),
      ]);
    }
    case 'BOOLEAN': {
      const eq = dice.isOneIn(2);
      return make({ eq }, (value) => (value === true) === eq);
    }
    case 'DATE': {
      const date = `2026-01-0${1 + dice.below(9)}`;
      return dice.pick([
        make({ eq: date }, (value) => value === date),
        make({ before: date }, (value) => value !== null && String(value) < date),
        make({ after: date }, (value) => value !== null && String(value) > date),
      ]);
    }
    case 'SELECT': {
      const choice = dice.pick(Object.keys(LABELS));
      return dice.isOneIn(2)
        ? make({ eq: choice }, (value) => value === choice)
        : make({ contains: 'u' }, (value) => value !== null && fold(LABELS[String(value)] ?? '').includes('u'));
    }
    case 'GROUP':
    case 'ROLE': {
      const { name } = dice.pick<{ readonly name: string }>(
        column.type === 'GROUP' ? view.world.groups : view.world.roles,
      );
      return make({ eq: name }, (value, seen) => seen.memberName(column, value) === name);
    }
    case 'OBJECT':
    case 'ARRAY_OBJECT':
    case 'NAMED_OBJECT':
      return onReference(dice, column, make, referredTo(column) ?? view.world.beacon);
  }

  /** One that is really referred to, whoever may see it. */
  function referredTo(of: PlainColumn): PlainEntry | undefined {
    const held = of.entity.entries.flatMap((entry) => idsOf(of, view.attributeOf(entry, of).versions.at(-1)?.value));
    const id = held[dice.below(held.length || 1)];
    return view.world.entries.find((entry) => entry.id === id);
  }
}

function onReference(
  dice: Dice,
  column: PlainColumn,
  make: (operator: object, holds: (value: unknown, seen: View) => boolean) => Condition,
  target: PlainEntry,
): Condition {
  const id = String(target.id);
  const part = target.name.slice(-4);
  const shows = (value: unknown, seen: View, test: (shown: PlainEntry) => boolean): boolean =>
    seen.targetsOf(column, value).some(test);
  const label = (value: unknown): string =>
    column.type === 'NAMED_OBJECT' ? fold((value as { name: string } | null)?.name ?? '') : '';
  const isNamed = (value: unknown, seen: View): boolean =>
    label(value) === target.name || shows(value, seen, ({ name }) => name === target.name);
  return dice.pick([
    make({ refersTo: id }, (value, seen) => shows(value, seen, (one) => one === target)),
    make({ eq: id }, (value, seen) => shows(value, seen, (one) => one === target)),
    make({ in: [id] }, (value, seen) => shows(value, seen, (one) => one === target)),
    make({ eq: target.name }, isNamed),
    make(
      { contains: part },
      (value, seen) => label(value).includes(part) || shows(value, seen, ({ name }) => name.includes(part)),
    ),
    make(
      { startsWith: target.name },
      (value, seen) =>
        label(value).startsWith(target.name) || shows(value, seen, ({ name }) => name.startsWith(target.name)),
    ),
  ]);
}

const ORDERED = ['STRING', 'NUMBER', 'BOOLEAN', 'DATE', 'SELECT'];

/** By each column that has an order, in both directions. */
export async function orders(visit: Visit): Promise<void> {
  const { view, user, comparison } = visit;
  const cases = view.world.entities
    .flatMap(({ columns }) => columns)
    .filter(({ type }) => ORDERED.includes(type))
    .flatMap((column) => [
      { column, direction: 'ASC' as const },
      { column, direction: 'DESC' as const },
    ]);
  const fields = cases.map(
    ({ column, direction }) => `entries(entity: ${column.entity.id}, first: 1000,
      orderBy: [{ attr: "${column.name}", direction: ${direction} }, { field: NAME }]) { nodes { id } }`,
  );
  const data = await ask(visit, inOneOperation('query', fields));
  for (const [index, { column, direction }] of cases.entries()) {
    const wanted = ordered(view, column, direction).map(({ id }) => id);
    const got = idsIn(data[`f${index}`].nodes);
    for (const [place, id] of wanted.entries())
      comparison.compare(user, `order by ${column.name} ${direction}`, `place ${place}`, id, got[place]);
    comparison.compare(user, `order by ${column.name} ${direction}`, 'length', wanted.length, got.length);
  }
}

function ordered(view: View, column: PlainColumn, direction: 'ASC' | 'DESC'): PlainEntry[] {
  const keyOf = (entry: PlainEntry): string | number | boolean | null => {
    const value = view.valueOf(view.attributeOf(entry, column));
    return column.type === 'BOOLEAN' ? value === true : (value as string | number | null);
  };
  return view.activeEntries(column.entity.entries).toSorted((left, right) => {
    const [one, other] = [keyOf(left), keyOf(right)];
    if (one === other) return byName(left, right);
    if (one === null || other === null) return one === null ? 1 : -1;
    return one < other === (direction === 'ASC') ? -1 : 1;
  });
}

const PAGE = `query ($entity: ID, $after: String, $orderBy: [EntryOrder!]) {
  entries(entity: $entity, first: 5, after: $after, orderBy: $orderBy) {
    totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`;
const BACKWARD = PAGE.replace('first: 5, after', 'last: 5, before').replace(
  'hasNextPage endCursor',
  'hasPreviousPage startCursor',
);

/** Page by page, forwards and backwards, through an order by a column. */
export async function cursors(visit: Visit, dice: Dice): Promise<void> {
  const { view, user, comparison } = visit;
  const columns = view.world.entities.flatMap((entity) => entity.columns).filter(({ type }) => ORDERED.includes(type));
  const column = dice.pick(columns.filter(({ entity }) => view.reads(entity)));
  const direction = dice.pick(['ASC', 'DESC'] as const);
  const wanted = ordered(view, column, direction).map(({ id }) => id);
  const orderBy = [{ attr: column.name, direction }, { field: 'NAME' }];
  const door = `pages by ${column.entity.name} ${column.name} ${direction}`;
  const got: number[] = [];
  const variables = { entity: String(column.entity.id), orderBy };
  for (let after: string | null = null; ;) {
    const { entries } = await ask(visit, PAGE, { ...variables, after });
    comparison.compare(user, door, 'totalCount', wanted.length, entries.totalCount);
    got.push(...idsIn(entries.nodes));
    comparison.compare(user, door, 'hasNextPage', got.length < wanted.length, entries.pageInfo.hasNextPage);
    if (!entries.pageInfo.hasNextPage || got.length > wanted.length) break;
    after = entries.pageInfo.endCursor;
  }
  comparison.compare(user, door, 'all', wanted, got);
  const { entries: last } = await ask(visit, BACKWARD, { ...variables, after: null });
  comparison.compare(user, `${door}, last`, 'page', wanted.slice(-5), idsIn(last.nodes));
  comparison.compare(user, `${door}, last`, 'hasPreviousPage', wanted.length > 5, last.pageInfo.hasPreviousPage);
}

/** A cursor that somebody else got, at an entry that this user may not see. */
export async function foreignCursors(visit: Visit, cursorsByName: ReadonlyMap<PlainEntry, string>): Promise<void> {
  const { view, user, comparison } = visit;
  const all = [...cursorsByName];
  const fields = all.map(([, cursor]) => `entries(first: 1000, after: "${cursor}") { totalCount nodes { id } }`);
  const data = await ask(visit, inOneOperation('query', fields));
  const seen = view.activeEntries(view.world.entries);
  for (const [index, [entry]] of all.entries()) {
    const { nodes, totalCount } = data[`f${index}`];
    const wanted = seen.filter((one) => byName(one, entry) > 0).map(({ id }) => id);
    comparison.compare(user, 'entries after a cursor', `entry ${entry.id}`, wanted, idsIn(nodes));
    comparison.compare(user, 'entries after a cursor', 'totalCount', seen.length, totalCount);
  }
}
