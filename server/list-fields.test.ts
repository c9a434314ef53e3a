/** However many rows a list brings or stands below: the number of SQL statements is the same. Lists are found in the SDL. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { query } from './db/index.ts';
import { createEntity } from './domains/entity/index.ts';
import { createEntries, createEntry, updateEntry } from './domains/entry/index.ts';
import { makeTestApp } from './test/app.ts';
import { listFields } from './test/list-fields.ts';
import { listStatements } from './test/statements.ts';

const { app, admin, data, makeUser } = await makeTestApp({ PAGODA_MAX_COST: '1000000000' });

/** Errors are what was found in the input, plugins what the process has loaded: nobody has to be asked for them. */
const WITHOUT_ROWS = [/Payload\.errors$/, /^UserError\.path$/, /^Query\.plugins$/, /^Plugin\./];

const ENTRY = 'name createdUser { username } entity { name } attrs { text value { __typename } }';
const below = (selection: string) =>
  `query ($n: Int) { entries(entityName: "Hub", first: $n) { nodes { ${selection} } } }`;
const sized = (selection: string) =>
  `query ($name: String) { entries(entityName: "Hub", filter: { name: { eq: $name } }) { nodes { ${selection} } } }`;
/** A list in a value: long in one entry, and short in each of many. */
const inValue = (attr: string, selection: string) =>
  [sized, below].map((make) => make(`attr(name: "${attr}") { text value { ${selection} } }`));
const referring = (selection: string) =>
  `query ($n: Int) { entries(entityName: "Leaf", first: $n) { nodes { ${selection} } } }`;

const ofUsers = (selection: string) => `query ($n: Int) { users(first: $n) { nodes { ${selection} } } }`;
const ofGroups = (selection: string) => `query ($n: Int) { groups(first: $n) { nodes { ${selection} } } }`;
const ofRoles = (selection: string) => `query ($n: Int) { roles(first: $n) { nodes { ${selection} } } }`;
const ofJobs = (selection: string) => `query ($n: Int) { jobs(first: $n) { totalCount nodes { id ${selection} } } }`;

const QUERIES: Readonly<Record<string, readonly string[]>> = {
  'Query.entities': [
    `query ($n: Int) { entities(first: $n) { totalCount nodes { name createdUser { username } attrs { name } } } }`,
  ],
  'Query.entries': [
    `query ($n: Int) { entries(entityName: "Hub", first: $n) { totalCount nodes { ${ENTRY} } } }`,
    `query ($n: Int) { entries(first: $n, orderBy: [{ field: UPDATED_TIME }]) { edges { cursor node { ${ENTRY} } } } }`,
  ],
  'Query.users': [
    `query ($n: Int) { users(first: $n) { totalCount nodes { username email createdTime tokenLifetime parentUser { username } } } }`,
  ],
  'Query.groups': [
    `query ($n: Int) { groups(first: $n) { totalCount nodes { name isActive createdTime parentGroup { name } } } }`,
  ],
  'Query.roles': [
    `query ($n: Int) { roles(first: $n) { totalCount nodes { name description isActive isEditable createdTime } } }`,
  ],
  'User.coUsers': [ofUsers('coUsers { username email }')],
  'User.tokens': [ofUsers('tokens { note expiresTime }')],
  'User.groups': [ofUsers('groups { isDirect group { name parentGroup { name } } }')],
  'User.roles': [ofUsers('roles { isDirect isAdmin role { name description adminUsers { username } } }')],
  'UserRole.viaGroups': [ofUsers('roles { viaGroups { name members { username } } }')],
  'Group.children': [ofGroups('children { name }')],
  'Group.members': [ofGroups('members { username email groups { group { name } } }')],
  'Role.users': [ofRoles('users { username email }')],
  'Role.groups': [ofRoles('groups { name parentGroup { name } }')],
  'Role.adminUsers': [ofRoles('adminUsers { username roles { role { name } } }')],
  'Role.adminGroups': [ofRoles('adminGroups { name members { username } }')],
  'Entity.attrs': [`query ($n: Int) { entities(first: $n) { nodes { attrs { name type referral { name } } } } }`],
  'Entity.entries': [
    `query ($n: Int) { entity(name: "Hub") { entries(first: $n) { totalCount nodes { ${ENTRY} } } } }`,
    `query ($n: Int) { entities(first: $n) { nodes { entries(first: 3) { totalCount nodes { ${ENTRY} } } } } }`,
    `query ($n: Int) { entities(first: $n, filter: { name: { startsWith: "many" } }) { nodes {
      entries(first: 3, orderBy: [{ attr: "label", direction: DESC }], filter: { attrs: [{ attr: "label", contains: "a" }] }) {
        totalCount edges { cursor node { ${ENTRY} } } } } } }`,
  ],
  'EntityAttr.referral': [
    `query ($n: Int) { entities(first: $n) { nodes { attrs { referral { name createdUser { username } entries(first: 1) { totalCount nodes { name } } } } } } }`,
  ],
  'EntityAttr.choices': [`query ($n: Int) { entities(first: $n) { nodes { attrs { choices { value label } } } } }`],
  'Entry.attrs': [below(`attrs { id text json value { __typename } entityAttr { name } }`)],
  'Entry.history': [
    `query ($n: Int) { entries(entityName: "Hub", filter: { name: { eq: "size 100" } }) { nodes { history(first: $n) { totalCount nodes { text time user { username } attribute { text } } } } } }`,
    below(`history(first: 3) { totalCount nodes { text user { username } attribute { text } value { __typename } } }`),
    below(`history(first: 3, attr: "tags") { nodes { isLatest text } }`),
  ],
  'Entry.referrals': [
    `query ($n: Int) { entries(entityName: "Leaf", first: 1) { nodes { referrals(first: $n) { totalCount nodes { ${ENTRY} } } } } }`,
    referring(`referrals(first: 3, entityName: "Hub") { totalCount nodes { ${ENTRY} } }`),
    referring(
      `referrals(first: 2) { nodes { name history(first: 2) { nodes { text user { username } } } attr(name: "many") { value { ... on EntryListValue { entries { referrals(first: 2) { totalCount nodes { name } } } } } } } }`,
    ),
  ],
  'StringListValue.strings': inValue('tags', '... on StringListValue { strings }'),
  'NumberListValue.numbers': inValue('numbers', '... on NumberListValue { numbers }'),
  'SelectListValue.options': inValue('picks', '... on SelectListValue { options { label } }'),
  'EntryListValue.entries': inValue('many', `... on EntryListValue { entries { ${ENTRY} } }`),
  'NamedEntryListValue.items': inValue('named', `... on NamedEntryListValue { items { name entry { ${ENTRY} } } }`),
  'GroupListValue.groups': inValue('groups', '... on GroupListValue { groups { name } }'),
  'RoleListValue.roles': inValue('roles', '... on RoleListValue { roles { name } }'),
  'Acl.roles': [sized, below].map((make) => make('acl { permission roles { permission role { name } } }')),
  'Acl.history': [
    sized('acl { history(first: 100) { totalCount nodes { time user { username } } } }'),
    below(
      'acl { parent { history(first: 2) { totalCount } } history(first: 3) { totalCount nodes { user { username } } } }',
    ),
  ],
  'AclChange.changes': [sized, below].map((make) =>
    make('acl { history(first: 3) { nodes { changes { target role { name } before after } } } }'),
  ),
  'AccessExplanation.steps': [
    `query ($user: ID!, $leaf: ID!) { explainAccess(user: $user, id: $leaf) { steps { rule permission } } }`,
  ],
  'AccessStep.via': [
    `query ($user: ID!, $leaf: ID!) { explainAccess(user: $user, id: $leaf) { steps { role { name } via { name } } } }`,
  ],
  // Users apart: whether those of jobs and those of entries are asked for together depends on what the database answers first.
  'Query.jobs': [
    ofJobs(`startedAt target { ... on Entry { ${ENTRY} } ... on Entity { name } }`),
    ofJobs('user { username }'),
  ],
  'Job.events': [ofJobs('events(first: 100) { seq job { id user { username } } }')],
  'CreateEntriesPayload.entries': [
    `mutation ($entries: [NewEntryInput!]!) { createEntries(input: { entityName: "Hub", entries: $entries }, dryRun: true) {
      entries { ${ENTRY} history(first: 2) { nodes { text } } } errors { message } } }`,
  ],
  'CopyEntryPayload.entries': [
    `mutation ($id: ID!, $names: [String!]!) { copyEntry(input: { id: $id, names: $names }, dryRun: true) {
      entries { ${ENTRY} referrals(first: 2) { totalCount } } errors { message } } }`,
  ],
};

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);
const pad = (index: number): string => String(index).padStart(3, '0');
let sourceId = 0;
let leafIds: number[] = [];
const deepUsers = new Map<number, number>();

function valuesFor(numbers: readonly number[]): { attr: string; value: unknown }[] {
  const leaves = numbers.map((number) => leafIds[number]);
  return [
    { attr: 'label', value: `label ${numbers[0]}` },
    { attr: 'one', value: leafIds[0] },
    { attr: 'tags', value: numbers.map((number) => `tag ${number}`) },
    { attr: 'numbers', value: numbers },
    { attr: 'picks', value: numbers.map((number) => `v${number}`) },
    { attr: 'many', value: leaves },
    { attr: 'named', value: leaves.map((id, index) => ({ name: `n${index}`, id })) },
    { attr: 'groups', value: numbers.map((number) => number + 1) },
    { attr: 'roles', value: numbers.map((number) => number + 1) },
  ];
}

const NEW_HUB = (prefix: string) => (index: number) => ({
  name: `${prefix} ${pad(index)}`,
  attrs: valuesFor([index, (index + 1) % 100]),
});

function variablesFor(n: number): object {
  const names = range(n).map((index) => `copy ${index}`);
  const user = String(deepUsers.get(n));
  return {
    n,
    user,
    leaf: String(leafIds[0]),
    name: `size ${n}`,
    id: String(sourceId),
    names,
    entries: range(n).map(NEW_HUB('new')),
  };
}

beforeAll(async () => {
  const ctx = await app.contextFor(admin);
  await query(
    ctx.em,
    `insert into "group" (name, name_key) select 'g ' || n, 'g ' || n from generate_series(1, 100) n`,
  );
  await query(ctx.em, `insert into role (name, name_key) select 'r ' || n, 'r ' || n from generate_series(1, 100) n`);
  for (const index of range(100)) await makeUser({ username: `user ${index}` });
  // Everybody is in five groups below others, in five roles, and the co-user of another.
  for (const statement of [
    `update "group" set parent_id = id - 50 where id > 50`,
    `update "user" u set parent_user_id = u.id - 1 where id > 1`,
    `insert into group_member (user_id, group_id) select u.id, 1 + (u.id * 7 + n * 13) % 100 from "user" u, generate_series(1, 5) n`,
    `insert into role_user (user_id, role_id, is_admin) select u.id, 1 + (u.id * 3 + n * 17) % 100, n % 2 = 0 from "user" u, generate_series(1, 5) n`,
    `insert into role_group (group_id, role_id, is_admin) select g.id, 1 + (g.id + n) % 100, n = 2 from "group" g, generate_series(1, 2) n`,
  ]) {
    await query(ctx.em, statement);
  }
  const leaf = await createEntity(ctx, { name: 'Leaf', attrs: [{ name: 'label', type: 'STRING' }] });
  const referral = [String(leaf.id)];
  await createEntity(ctx, {
    name: 'Hub',
    attrs: [
      { name: 'label', type: 'STRING' },
      { name: 'one', type: 'OBJECT', referral },
      { name: 'tags', type: 'ARRAY_STRING' },
      { name: 'numbers', type: 'ARRAY_NUMBER' },
      {
        name: 'picks',
        type: 'MULTI_SELECT',
        choices: range(100).map((n) => ({ value: `v${n}`, label: `Choice ${n}` })),
      },
      { name: 'many', type: 'ARRAY_OBJECT', referral },
      { name: 'named', type: 'ARRAY_NAMED_OBJECT', referral },
      { name: 'groups', type: 'ARRAY_GROUP' },
      { name: 'roles', type: 'ARRAY_ROLE' },
    ],
  });
  const entries = range(100).map((index) => ({ name: `leaf ${pad(index)}`, attrs: [{ attr: 'label', value: 'x' }] }));
  leafIds = (await createEntries(ctx, { entityName: 'Leaf', entries })).map(({ id }) => id);
  const hubs = await createEntries(ctx, { entityName: 'Hub', entries: range(100).map(NEW_HUB('hub')) });
  sourceId = hubs[0]?.id ?? 0;
  for (const n of [10, 100]) {
    const { id } = await createEntry(ctx, { entityName: 'Hub', name: `size ${n}`, attrs: valuesFor(range(n)) });
    for (const turn of range(n))
      await updateEntry(ctx, { id: String(id), attrs: [{ attr: 'label', value: `${turn}` }] });
  }
  for (const index of range(100)) {
    const { id } = await createEntity(ctx, {
      name: `Many ${pad(index)}`,
      attrs: [
        { name: 'label', type: 'STRING' },
        { name: 'to', type: 'OBJECT', referral },
        { name: 'pick', type: 'SELECT', choices: [{ value: 'a', label: 'A' }] },
      ],
    });
    const attrs = [
      { attr: 'label', value: `a ${index}` },
      { attr: 'to', value: leafIds[index] },
    ];
    await createEntries(ctx, {
      entity: String(id),
      entries: [
        { name: 'a', attrs },
        { name: 'b', attrs },
      ],
    });
  }
});

/** Jobs on different targets, and as many events as each of them has. */
beforeAll(async () => {
  const { em } = await app.contextFor(admin);
  await query(
    em,
    `insert into job (user_id, operation, operation_name, target_id, status, last_seq)
    select u.id, 1, 'TEST', e.id, 'PROCESSING', 100 from "user" u join entry e on e.name = 'hub ' || lpad((u.id % 100)::text, 3, '0')`,
  );
  await query(
    em,
    `insert into job_event (job_id, seq, attempt, kind, status)
    select j.id, n, 1, 'STATUS', 'PROCESSING' from job j, generate_series(1, 100) n`,
  );
});

/** Lists with as many roles and changes as the entries have values, and users who have a role through as many groups. */
beforeAll(async () => {
  const { em } = await app.contextFor(admin);
  await query(
    em,
    `insert into acl (object_id, kind, is_public) select id, 4, false from entry where entity_id in
    (select id from entity where name = 'Hub') or id = $1`,
    [leafIds[0]],
  );
  await query(
    em,
    `insert into acl_role (object_id, role_id, level) select e.id, r.id, 4 from entry e join role r
    on r.id <= case e.name when 'size 100' then 100 when 'size 10' then 10 else 2 end where e.name ~ '^(size|hub) '`,
  );
  await query(
    em,
    `insert into acl_change (object_id, user_id, changes) select g.object_id, 1, (
      select json_agg(json_build_object('target', 'role', 'role', o.role_id, 'name', '', 'before', 1, 'after', 4))
      from acl_role o where o.object_id = g.object_id) from acl_role g`,
  );
  await query(
    em,
    `insert into "group" (name, name_key) select 'deep ' || n, 'deep ' || n from generate_series(1, 100) n`,
  );
  await query(
    em,
    `update "group" g set parent_id = p.id from "group" p
    where g.name ~ '^deep ' and p.name = 'deep ' || (substr(g.name, 6)::int - 1)`,
  );
  await query(em, `insert into role_group (group_id, role_id) select id, 1 from "group" where name = 'deep 1'`);
  await query(em, `insert into acl_role (object_id, role_id, level) values ($1, 1, 2)`, [leafIds[0]]);
  for (const n of [10, 100]) {
    const { actor } = await makeUser({ username: `deep ${n}` });
    deepUsers.set(n, actor.id);
    await query(em, `insert into group_member (user_id, group_id) select $1, id from "group" where name = $2`, [
      actor.id,
      `deep ${n}`,
    ]);
  }
});

test('every list field of the schema stands here', () => {
  const fields = listFields().filter((field) => !WITHOUT_ROWS.some((pattern) => pattern.test(field)));
  expect(Object.keys(QUERIES).toSorted()).toEqual(fields.toSorted());
});

describe('10 rows and 100 rows cost the same statements', () => {
  const cases = Object.entries(QUERIES).flatMap(([field, queries]) =>
    queries.map((text, index): [string, string] => [`${field} ${index + 1}`, text]),
  );
  test.each(cases)('%s', async (_field, text) => {
    const run = async (n: number) => {
      const variables = variablesFor(n);
      await data(text, variables);
      return (await listStatements(() => data(text, variables))).map((statement) => statement.slice(0, 60));
    };
    const few = await run(10);
    expect(few.length).toBeGreaterThan(0);
    expect(await run(100)).toHaveLength(few.length);
  });
});
