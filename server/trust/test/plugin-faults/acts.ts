import type { HookName } from 'pagoda-plugin-sdk';

/** What calls a hook: how it looks like at each door. */
export interface Act {
  /** For one, over GraphQL and the command line. */
  readonly one: Operation;
  /** For three. */
  readonly many: Operation;
  /** What another plugin does with the models, or what it shows of them. */
  readonly other: Operation;
  /** What must be there: three entries, or three entities. */
  readonly needs: 'entries' | 'chain' | 'deleted entries' | 'deleted chain' | 'entities' | 'nothing';
}

/** `$ids0` and so on are of what is needed. */
export interface Operation {
  readonly query: string;
  /** How often the hook is called. */
  readonly calls: number;
}

const ENTRY = 'entry { name isActive attrs { name json } } errors { code message path plugin }';
const ENTRIES = 'entries { name isActive attrs { name json } } errors { code message path plugin }';
const ENTITY = 'entity { name note isActive attrs { name } } errors { code message path plugin }';
const NEW = `attrs: [{ attr: "text", value: "new" }, { attr: "part", value: $ids0 }]`;

const fields = (field: (index: number) => string): string =>
  [0, 1, 2].map((index) => `m${index}: ${field(index)}`).join(' ');

/** The same field for one and, three times, for many. */
function alike(field: (index: number) => string, kind: 'mutation' | 'query' = 'mutation'): Pick<Act, 'one' | 'many'> {
  return {
    one: { query: `${kind} { ${field(0)} }`, calls: 1 },
    many: { query: `${kind} { ${fields(field)} }`, calls: 3 },
  };
}

const byOther = (act: string, shown = 'name isActive attrs { name json }'): Operation => ({
  query: `mutation { ${act}(id: "$ids0") { ${shown} } }`,
  calls: 1,
});

const createEntry: Act = {
  needs: 'entries',
  one: {
    query: `mutation { createEntry(input: { entityName: "Server", name: "new", ${NEW} }) { ${ENTRY} } }`,
    calls: 1,
  },
  many: {
    query: `mutation { createEntries(input: { entityName: "Server", entries: [
      { name: "new a", ${NEW} } { name: "new b", ${NEW} } { name: "new c" } ] }) { ${ENTRIES} } }`,
    calls: 3,
  },
  other: byOther('otherCreatesEntry'),
};
const updateEntry: Act = {
  needs: 'entries',
  ...alike(
    (index) =>
      `updateEntry(input: { id: $ids${index}, name: "changed ${index}", attrs: [{ attr: "text", value: "changed" }] }) { ${ENTRY} }`,
  ),
  other: byOther('otherSavesEntry'),
};
const deleteEntry: Act = {
  needs: 'entries',
  ...alike((index) => `deleteEntry(input: { id: $ids${index} }) { ${ENTRY} }`),
  other: byOther('otherDeletesEntry'),
};
const restoreEntry: Act = {
  needs: 'deleted entries',
  ...alike((index) => `restoreEntry(input: { id: $ids${index} }) { ${ENTRY} }`),
  other: byOther('otherRestoresEntry'),
};
/** One operation that takes three with it. */
const inChain = (act: Act, needs: Act['needs']): Act => ({
  ...act,
  needs,
  one: { ...act.one, calls: 3 },
  many: { ...act.one, calls: 3 },
  other: { ...act.other, calls: 3 },
});
const createEntity: Act = {
  needs: 'nothing',
  ...alike(
    (index) =>
      `createEntity(input: { name: "Rack ${index}", note: "n", attrs: [{ name: "a", type: STRING }] }) { ${ENTITY} }`,
  ),
  other: { query: `mutation { otherCreatesEntity { name note } }`, calls: 1 },
};
const updateEntity: Act = {
  needs: 'entities',
  ...alike(
    (index) =>
      `updateEntity(input: { id: $ids${index}, note: "changed", attrs: [{ name: "b", type: STRING }] }) { ${ENTITY} }`,
  ),
  other: byOther('otherSavesEntity', 'name note'),
};
const deleteEntity: Act = {
  needs: 'entities',
  ...alike((index) => `deleteEntity(input: { id: $ids${index} }) { ${ENTITY} }`),
  other: byOther('otherDeletesEntity', 'name isActive'),
};

/** Each hook by what calls it. */
export const ACTS: Readonly<Record<HookName, Act>> = {
  'entry.before_create': createEntry,
  'entry.after_create': createEntry,
  'entry.validate': createEntry,
  'entry.before_update': updateEntry,
  'entry.after_update': updateEntry,
  'entry.before_delete': deleteEntry,
  'entry.after_delete': inChain(deleteEntry, 'chain'),
  'entry.before_restore': restoreEntry,
  'entry.after_restore': inChain(restoreEntry, 'deleted chain'),
  'entity.before_create': createEntity,
  'entity.after_create': createEntity,
  'entity.before_update': updateEntity,
  'entity.after_update': updateEntity,
  'entity.before_delete': deleteEntity,
  'entity.after_delete': deleteEntity,
  'entry.get_attrs': {
    needs: 'entries',
    one: { query: 'query { entry(id: $ids0) { name attrs { name json text extensions } } }', calls: 1 },
    many: {
      query: 'query { entries(entityName: "Server") { totalCount nodes { name attrs { name json text } } } }',
      calls: 3,
    },
    other: { query: 'query { otherShows(ids: [$ids0, $ids1, $ids2]) { name attrs { name json } } }', calls: 3 },
  },
  'entity.get_attrs': {
    needs: 'entities',
    one: { query: 'query { entity(id: $ids0) { name attrs { name type extensions } } }', calls: 1 },
    many: {
      query: 'query { entities(filter: { name: { in: ["a", "b", "c"] } }) { nodes { name attrs { name type } } } }',
      calls: 3,
    },
    other: { query: 'query { otherShowsEntity(id: $ids0) { name attrs { name type } } }', calls: 1 },
  },
};
