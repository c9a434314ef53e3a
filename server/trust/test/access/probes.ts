/** What somebody without rights may try in order to find out about what he may not see. */
import type { Twin } from './twins.ts';

export interface Probe {
  readonly name: string;
  readonly query: string;
  readonly variables?: object;
}

type Ids = Pick<Twin, 'ids' | 'attributes' | 'versions' | 'userId'>;

const CONNECTION = 'totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { id name }';
const VALUE = `value { __typename ... on EntryValue { entry { id name } } ... on NamedEntryValue { name entry { id } }
  ... on EntryListValue { entries { id name } } ... on NamedEntryListValue { items { name entry { id } } } }`;

/** Every object that may not be seen, by its id. */
function unseenObjects({ ids, attributes }: Ids): [string, string][] {
  const named = ['Secret', 'Secret.x', 'secret', 'unseen', 'unseen thing', 'unseen deleted', 'hollow'];
  const ofEntries = ['secret.x', 'unseen.label', 'unseen thing.label', 'd.label', 'd.one', 'd.closed'];
  return [
    ...named.map((key): [string, string] => [key, ids[key] ?? '']),
    ...ofEntries.map((key): [string, string] => [key, attributes[key] ?? '']),
  ];
}

export function readProbes(known: Ids, cursors: Readonly<Record<string, string>>): Probe[] {
  const { ids, versions, userId } = known;
  const things = (args: string): string => `{ entries(entityName: "Thing", ${args}) { ${CONNECTION} } }`;
  const where = (filter: string): string[] => [
    things(`filter: ${filter}`),
    things(`filter: { not: ${filter} }`),
    things(`first: 1, filter: ${filter}`),
    `{ entity(id: ${ids['Thing']}) { entries(filter: ${filter}) { ${CONNECTION} } } }`,
    `{ entities { nodes { entries(first: 2, filter: { or: [{ name: { eq: "b" } }, { name: { contains: "hidden" } }] }) { totalCount nodes { name } } } } }`,
  ];
  const operands = ['unseen', 'secret', 'unseen thing', 'seen'].flatMap((key) =>
    ['one', 'many', 'named', 'listed', 'part', 'closed link'].flatMap((attr) =>
      [`refersTo: ${ids[key]}`, `eq: ${ids[key]}`, `in: [${ids[key]}, 2000000000]`].map(
        (operator) => `{ attrs: [{ attr: "${attr}", ${operator} }] }`,
      ),
    ),
  );
  const texts = ['one', 'many', 'named', 'listed', 'label', 'closed', 'closed link'].flatMap((attr) =>
    [
      'contains: "hidden"',
      'startsWith: "target"',
      'eq: "target hidden"',
      'eq: "hidden"',
      'isEmpty: true',
      'eq: null',
    ].map((operator) => `{ attrs: [{ attr: "${attr}", ${operator} }] }`),
  );
  const numbers = ['gt: 4', 'lt: 0', 'eq: 5', 'eq: -7', 'isEmpty: true', 'in: [5, -7, null]'].map(
    (operator) => `{ attrs: [{ attr: "n", ${operator} }] }`,
  );
  const orders = ['label', 'n', 'closed'].flatMap((attr) =>
    ['ASC', 'DESC'].flatMap((direction) =>
      ['first: 30', 'first: 2', 'last: 2'].map((page) =>
        things(`${page}, orderBy: [{ attr: "${attr}", direction: ${direction} }, { field: NAME }]`),
      ),
    ),
  );
  const pages = Object.values(cursors).flatMap((cursor) =>
    [`first: 2, after: "${cursor}"`, `last: 2, before: "${cursor}"`].map(
      (page) => `{ entries(${page}) { ${CONNECTION} } }`,
    ),
  );
  const queries = [
    ...unseenObjects(known).flatMap(([, id]) => [
      `{ entity(id: ${id}) { name } }`,
      `{ entry(id: ${id}) { name } }`,
      `{ entries(entity: ${id}, filter: { attrs: [{ attr: "x", isEmpty: true }] }, orderBy: [{ attr: "x" }]) { ${CONNECTION} } }`,
      `{ entries(entity: ${id}) { ${CONNECTION} } }`,
      `{ acl(id: ${id}) { isPublic parent { id } history { totalCount } } }`,
      `{ explainAccess(user: ${userId}, id: ${id}) { permission } }`,
      `{ explainAccess(user: ${ids['helper']}, id: ${id}) { permission } }`,
    ]),
    '{ entity(name: "Secret") { name } }',
    `{ entities { ${CONNECTION} } }`,
    `{ entities(first: 1) { ${CONNECTION} } }`,
    `{ entities(filter: { name: { contains: "secret" } }) { ${CONNECTION} } }`,
    `{ entities(orderBy: [{ field: CREATED_TIME }], first: 2) { totalCount nodes { id name attrs { name referral { id name } } } } }`,
    '{ entries(entityName: "Secret", orderBy: [{ attr: "x" }]) { totalCount } }',
    `{ entries { ${CONNECTION} } }`,
    `{ entries(first: 3) { ${CONNECTION} } }`,
    `{ entries(last: 3) { ${CONNECTION} } }`,
    '{ entries(filter: { isActive: false }) { totalCount nodes { id } } }',
    ...['CREATED_TIME', 'UPDATED_TIME'].map(
      (field) => `{ entries(first: 3, orderBy: [{ field: ${field}, direction: DESC }]) { totalCount nodes { id } } }`,
    ),
    ...['eq: "target hidden"', 'contains: "hidden"', 'startsWith: "entry"', 'in: ["thing hidden", "a"]'].map(
      (operator) => `{ entries(filter: { name: { ${operator} } }) { ${CONNECTION} } }`,
    ),
    ...pages,
    ...[...operands, ...texts, ...numbers].flatMap(where),
    ...orders,
    `{ entries(entityName: "Thing") { nodes { attrs(names: ["one", "many", "named", "listed", "part"]) { name } } } }`,
    `{ entries(entityName: "Thing", filter: { name: { in: ["a", "b", "c", "e"] } }) { nodes { id
      attrs(names: ["one", "many", "named", "listed", "part"]) { name text json ${VALUE} }
      history { totalCount nodes { id text json ${VALUE} } } } } }`,
    `{ entry(id: ${ids['a']}) { attr(name: "one") { text json ${VALUE} } } }`,
    ...['a', 'b', 'c', 'd', 'e'].flatMap((key) => [
      `{ entry(id: ${ids[key]}) { history { totalCount nodes { id text isLatest } } } }`,
      ...['label', 'one', 'closed', 'closed link'].map(
        (attr) =>
          `{ entry(id: ${ids[key]}) { history(attr: "${attr}", first: 1) { totalCount pageInfo { hasNextPage endCursor } nodes { id text } } } }`,
      ),
    ]),
    `{ entries { nodes { id history(first: 2) { totalCount nodes { id text } } referrals { totalCount nodes { id } } } } }`,
    `{ entry(id: ${ids['seen']}) { referrals { ${CONNECTION} } } }`,
    `{ entry(id: ${ids['seen']}) { referrals(first: 1) { ${CONNECTION} } } }`,
    ...['Secret', 'Thing', 'Nothing'].map(
      (name) => `{ entry(id: ${ids['seen']}) { referrals(entityName: "${name}") { ${CONNECTION} } } }`,
    ),
    `{ role(id: ${ids['role']}) { name description } }`,
    '{ role(name: "role hidden") { id } }',
    '{ roles { totalCount nodes { id name } } }',
    '{ roles(filter: { name: { contains: "hidden" } }) { totalCount nodes { id } } }',
    `{ user(id: ${ids['helper']}) { roles { role { name } } groups { group { name } } email } }`,
  ];
  void versions;
  return [...new Set(queries)].map((query) => ({ name: query, query }));
}

export function writeProbes(known: Ids): Probe[] {
  const { ids, versions } = known;
  const make = (mutation: string, input: object): Probe => ({
    name: `${mutation} ${JSON.stringify(input)}`,
    query: `mutation ($input: ${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!) {
      ${mutation}(input: $input, dryRun: true) { __typename errors { code message path } } }`,
    variables: { input },
  });
  const entry = (key: string): string => ids[key] ?? '';
  const ofObjects = unseenObjects(known).flatMap(([, id]) => [
    make('createEntry', { entity: id, name: 'new', attrs: [{ attr: 'x', value: 5 }] }),
    make('createEntries', { entity: id, entries: [{ name: 'new' }] }),
    make('updateEntry', { id, name: 'new' }),
    make('updateEntry', { id, attrs: [{ attr: 'label', value: 5 }] }),
    make('updateEntry', { id, expectedUpdatedTime: '2020-01-01T00:00:00Z' }),
    make('deleteEntry', { id }),
    make('deleteEntry', { id, expectedUpdatedTime: '2020-01-01T00:00:00Z' }),
    make('restoreEntry', { id }),
    make('copyEntry', { id, names: ['copy'] }),
    make('copyEntry', { id, names: ['a', 'a'] }),
    make('updateEntity', { id, note: 'x' }),
    make('updateEntity', { id, expectedUpdatedTime: '2020-01-01T00:00:00Z' }),
    make('updateEntity', { id: entry('Thing'), attrs: [{ id, note: 'x' }] }),
    make('updateEntity', { id: entry('Thing'), attrs: [{ id, isDeleted: true }] }),
    make('deleteEntity', { id }),
    make('setAcl', { id, isPublic: false }),
    make('setAcl', { id, isPublic: true, roles: [{ role: entry('role'), permission: 'FULL' }] }),
    make('createEntity', { name: 'New', attrs: [{ name: 'r', type: 'OBJECT', referral: [id] }] }),
    make('updateEntity', { id: entry('Thing'), attrs: [{ name: 'r', type: 'OBJECT', referral: [id] }] }),
    make('updateEntity', { id: entry('Thing'), attrs: [{ id: entry('Thing.one'), referral: [id] }] }),
  ]);
  const references = ['unseen', 'secret', 'unseen deleted', 'Secret'].flatMap((key) => {
    const id = entry(key);
    const values: [string, unknown][] = [
      ['one', id],
      ['many', [entry('seen'), id]],
      ['named', { name: 'x', id }],
      ['listed', [{ name: 'x', id }]],
    ];
    return values.flatMap(([attr, value]) => [
      make('createEntry', { entityName: 'Thing', name: 'new', attrs: [{ attr, value }] }),
      ...['a', 'b', 'c', 'e'].map((to) => make('updateEntry', { id: entry(to), attrs: [{ attr, value }] })),
    ]);
  });
  // Where the values may not be seen either.
  const unseenVersions = [
    'secret.x',
    'unseen.label',
    'unseen thing.one',
    'd.label',
    'd.one',
    'd.closed',
    'd.closed link',
  ];
  return [
    ...ofObjects,
    ...references,
    ...[...unseenVersions, 'b.one', 'a.one', 'a.many', 'c.named'].map((key) =>
      make('restoreValue', { version: versions[key] ?? '' }),
    ),
    make('createEntry', { entityName: 'Secret', name: 'new' }),
    make('createEntry', { entityName: 'Target', name: 'entry hidden' }),
    make('createEntry', { entityName: 'Thing', name: 'target hidden' }),
    make('updateEntry', { id: entry('seen'), name: 'hollow hidden' }),
    ...['a', 'b', 'c', 'e', 'seen'].map((key) => make('deleteEntry', { id: entry(key) })),
    ...['a', 'b', 'c', 'e'].map((key) => make('copyEntry', { id: entry(key), names: ['copy'] })),
    make('updateRole', { id: entry('role'), name: 'x' }),
    make('deleteRole', { id: entry('role') }),
    make('createEntity', { name: 'New', attrs: [] }),
    make('setAcl', { id: entry('Thing'), roles: [{ role: entry('role'), permission: 'READABLE' }] }),
  ];
}

/** About attributes of an entry that may be seen: an unseen one is listed, so these differ from a world in which it is empty. */
export function attributeProbes({ ids, attributes }: Ids): Probe[] {
  const values: [string, unknown][] = [
    ['label', 'hidden'],
    ['label', 'concealed'],
    ['label', 5],
    ['n', 5],
    ['n', -7],
    ['n', 'no number'],
    ['one', ids['seen']],
    ['one', ids['unseen']],
    ['closed', 'hidden'],
    ['closed', ['no text']],
    ['closed link', ids['seen']],
    ['closed link', ids['secret']],
  ];
  const update = `mutation ($input: UpdateEntryInput!) { updateEntry(input: $input, dryRun: true) { errors { code message path } } }`;
  const copy = `mutation ($input: CopyEntryInput!) { copyEntry(input: $input, dryRun: true) {
    entries { attrs { name text json isReadable } } errors { code message path } } }`;
  return [
    ...values.map(([attr, value]): Probe => ({
      name: `updateEntry ${attr} ${JSON.stringify(value)}`,
      query: update,
      variables: { input: { id: ids['d'], attrs: [{ attr, value }] } },
    })),
    { name: 'copyEntry', query: copy, variables: { input: { id: ids['d'], names: ['copy'] } } },
    {
      name: 'deleteEntry',
      query: `mutation { deleteEntry(input: { id: ${ids['d']} }, dryRun: true) { entry { attrs { text json } } errors { message } } }`,
    },
    {
      name: 'attributes',
      query: `{ entry(id: ${ids['d']}) { attrs { id name isReadable text json permission acl { id } ${VALUE} } } }`,
    },
    ...['d.label', 'd.closed'].map((key): Probe => ({
      name: `acl of ${key}`,
      query: `{ acl(id: ${attributes[key]}) { id } }`,
    })),
  ];
}
