import type { Pool } from 'pg';

/** What a value of the stored documents refers to. */
export interface Targets {
  readonly entry: Set<number>;
  readonly group: Set<number>;
  readonly role: Set<number>;
}

/** What stands in the answer for what is referred to; null for what is gone. */
export interface Referred {
  entry(id: number): object | null;
  group(id: number): object | null;
  role(id: number): object | null;
}

type Collect = (value: never, targets: Targets) => void;
type Render = (value: never, referred: Referred) => object | null;

/** One typed column of an entity, with what to do with its values. */
export interface Column {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly code: number;
  readonly collect: Collect | null;
  readonly render: Render;
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

interface Named {
  readonly name: string;
  readonly id: number | null;
  readonly boolean?: boolean;
}

interface ColumnType {
  readonly name: string;
  readonly collect?: Collect;
  readonly render: (choices: readonly Choice[]) => Render;
}

type Value<T> = T | null | undefined;

const always = (render: Render) => () => render;
const addOne = (kind: keyof Targets) => (id: Value<number>, targets: Targets) => void (id && targets[kind].add(id));
const addAll = (kind: keyof Targets) => (ids: Value<readonly number[]>, targets: Targets) => {
  for (const id of ids ?? []) targets[kind].add(id);
};
const addNamed = (named: Value<Named>, targets: Targets) => void (named?.id && targets.entry.add(named.id));
const addAllNamed = (all: Value<readonly Named[]>, targets: Targets) => {
  for (const { id } of all ?? []) if (id !== null) targets.entry.add(id);
};

function isThere<T>(value: T | null): value is T {
  return value !== null;
}

function findChoice(choices: readonly Choice[], value: string): Choice {
  return choices.find((choice) => choice.value === value) ?? { value, label: value };
}

const renderNamed = (named: Value<Named>, { entry }: Referred) => ({
  name: named?.name ?? '',
  entry: named?.id ? entry(named.id) : null,
});

const renderNamedList =
  (hasFlag: boolean) =>
  (all: Value<readonly Named[]>, { entry }: Referred) => ({
    items: (all ?? [])
      .map(({ name, id, boolean }) => ({
        name,
        boolean: hasFlag ? boolean === true : null,
        id,
        entry: id ? entry(id) : null,
      }))
      .filter((item) => item.id === null || item.entry !== null)
      .map((item) => ({ name: item.name, boolean: item.boolean, entry: item.entry })),
  });

/** By the code in `entity_attr.type`. */
const TYPES: Readonly<Record<number, ColumnType>> = {
  2: { name: 'STRING', render: always((value: Value<string>) => ({ string: value ?? '' })) },
  4: { name: 'TEXT', render: always((value: Value<string>) => ({ text: value ?? '' })) },
  8: { name: 'BOOLEAN', render: always((value: Value<boolean>) => ({ boolean: value === true })) },
  256: { name: 'NUMBER', render: always((value: Value<number>) => (value == null ? null : { number: value })) },
  32: { name: 'DATE', render: always((value: Value<string>) => (value ? { date: value } : null)) },
  128: { name: 'DATETIME', render: always((value: Value<string>) => (value ? { dateTime: value } : null)) },
  512: {
    name: 'SELECT',
    render: (choices) => (value: Value<string>) => (value ? { option: findChoice(choices, value) } : null),
  },
  1536: {
    name: 'MULTI_SELECT',
    render: (choices) => (values: Value<readonly string[]>) => ({
      options: (values ?? []).map((value) => findChoice(choices, value)),
    }),
  },
  1: {
    name: 'OBJECT',
    collect: addOne('entry'),
    render: always((id: Value<number>, { entry }: Referred) => (id ? { entry: entry(id) } : null)),
  },
  16: {
    name: 'GROUP',
    collect: addOne('group'),
    render: always((id: Value<number>, { group }: Referred) => (id ? { group: group(id) } : null)),
  },
  64: {
    name: 'ROLE',
    collect: addOne('role'),
    render: always((id: Value<number>, { role }: Referred) => (id ? { role: role(id) } : null)),
  },
  1025: {
    name: 'ARRAY_OBJECT',
    collect: addAll('entry'),
    render: always((ids: Value<readonly number[]>, { entry }: Referred) => ({
      entries: (ids ?? []).map(entry).filter(isThere),
    })),
  },
  1040: {
    name: 'ARRAY_GROUP',
    collect: addAll('group'),
    render: always((ids: Value<readonly number[]>, { group }: Referred) => ({
      groups: (ids ?? []).map(group).filter(isThere),
    })),
  },
  1088: {
    name: 'ARRAY_ROLE',
    collect: addAll('role'),
    render: always((ids: Value<readonly number[]>, { role }: Referred) => ({
      roles: (ids ?? []).map(role).filter(isThere),
    })),
  },
  1026: { name: 'ARRAY_STRING', render: always((value: Value<readonly string[]>) => ({ strings: value ?? [] })) },
  1280: { name: 'ARRAY_NUMBER', render: always((value: Value<readonly number[]>) => ({ numbers: value ?? [] })) },
  2049: { name: 'NAMED_OBJECT', collect: addNamed, render: always(renderNamed) },
  2057: { name: 'NAMED_OBJECT_BOOLEAN', collect: addNamed, render: always(renderNamed) },
  3073: { name: 'ARRAY_NAMED_OBJECT', collect: addAllNamed, render: always(renderNamedList(false)) },
  3081: { name: 'ARRAY_NAMED_OBJECT_BOOLEAN', collect: addAllNamed, render: always(renderNamedList(true)) },
};

interface ColumnRow {
  readonly id: number;
  readonly entity_id: number;
  readonly name: string;
  readonly type: number;
  readonly choices: readonly Choice[];
}

/** The active columns of every entity, in order. Read once: the schema is what a server may remember. */
export async function readColumns(pool: Pool): Promise<ReadonlyMap<number, readonly Column[]>> {
  const { rows } = await pool.query<ColumnRow>(
    'select id, entity_id, name, type, choices from entity_attr where is_active order by entity_id, index, id',
  );
  const byEntity = new Map<number, Column[]>();
  for (const { id, entity_id: entityId, name, type: code, choices } of rows) {
    const type = TYPES[code];
    if (!type) throw new Error(`The bare server does not know attributes of type ${code}.`);
    const column = { id, name, type: type.name, code, collect: type.collect ?? null, render: type.render(choices) };
    byEntity.set(entityId, [...(byEntity.get(entityId) ?? []), column]);
  }
  return byEntity;
}
