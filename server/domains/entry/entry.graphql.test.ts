import { beforeAll, describe, expect, test } from '@jest/globals';
import { makeTestApp } from '../../test/app.ts';

const { data, graphql, makeUser } = await makeTestApp();

const CREATE_ENTITY = `mutation ($input: CreateEntityInput!) {
  createEntity(input: $input) { entity { id name attrs { id name type } } errors { code message path } }
}`;
const CREATE_ENTRY = `mutation ($input: CreateEntryInput!, $dryRun: Boolean) {
  createEntry(input: $input, dryRun: $dryRun) {
    entry { id name entity { name } createdUser { username } attrs { name type text json } }
    errors { code message path plugin }
  }
}`;
const VALUES = `
  __typename
  ... on StringValue { string } ... on TextValue { text } ... on BooleanValue { boolean } ... on NumberValue { number }
  ... on DateValue { date } ... on DateTimeValue { dateTime } ... on SelectValue { option { value label } }
  ... on EntryValue { entry { name } } ... on NamedEntryValue { name entry { name } } ... on GroupValue { group { name } }
  ... on RoleValue { role { name } } ... on StringListValue { strings } ... on NumberListValue { numbers }
  ... on SelectListValue { options { value label } } ... on EntryListValue { entries { name } }
  ... on NamedEntryListValue { items { name boolean entry { name } } } ... on GroupListValue { groups { name } }
  ... on RoleListValue { roles { name } }`;

async function createEntity(name: string, attrs: object[]): Promise<{ id: string }> {
  const { createEntity: payload } = await data(CREATE_ENTITY, { input: { name, attrs } });
  expect(payload.errors).toEqual([]);
  return payload.entity;
}

async function createEntry(input: object): Promise<{ id: string; name: string }> {
  const { createEntry: payload } = await data(CREATE_ENTRY, { input });
  expect(payload.errors).toEqual([]);
  return payload.entry;
}

let rackId: string;

beforeAll(async () => {
  ({ id: rackId } = await createEntity('Rack', [{ name: 'site', type: 'STRING' }]));
  await createEntity('Server', [
    { name: 'hostname', type: 'STRING' },
    { name: 'notes', type: 'TEXT' },
    { name: 'virtual', type: 'BOOLEAN' },
    { name: 'cores', type: 'NUMBER' },
    { name: 'bought', type: 'DATE' },
    { name: 'booted', type: 'DATETIME' },
    { name: 'stage', type: 'SELECT', choices: [{ value: 'p', label: 'Production' }, { label: 'Test' }] },
    {
      name: 'flags',
      type: 'MULTI_SELECT',
      choices: [
        { value: 'a', label: 'A' },
        { value: 'b', label: 'B' },
      ],
    },
    { name: 'rack', type: 'OBJECT', referral: [rackId] },
    { name: 'uplink', type: 'NAMED_OBJECT', referral: [rackId] },
    { name: 'racks', type: 'ARRAY_OBJECT', referral: [rackId] },
    { name: 'uplinks', type: 'ARRAY_NAMED_OBJECT', referral: [rackId] },
    { name: 'ports', type: 'ARRAY_NAMED_OBJECT_BOOLEAN', referral: [rackId] },
    { name: 'tags', type: 'ARRAY_STRING' },
    { name: 'sizes', type: 'ARRAY_NUMBER' },
  ]);
});

describe('entries over GraphQL', () => {
  test('every type of value goes in and comes out', async () => {
    const r1 = await createEntry({ entityName: 'Rack', name: 'R1' });
    const r2 = await createEntry({ entityName: 'Rack', name: 'R2' });
    const values: Record<string, unknown> = {
      hostname: 'a.example',
      notes: 'two\nlines',
      virtual: true,
      cores: 1.5,
      bought: '2026-03-01',
      booted: '2026-03-01T10:00:00+09:00',
      stage: 'p',
      flags: ['b', 'a'],
      rack: r1.id,
      uplink: { name: 'eth0', id: r1.id },
      racks: [r1.id, r2.id],
      uplinks: [{ name: 'eth1', id: r2.id }],
      ports: [{ name: 'p1', id: r2.id, boolean: true }],
      tags: ['x', 'y'],
      sizes: [1, null, 2.5],
    };
    const entry = await createEntry({
      entityName: 'server',
      name: 'srv-1',
      attrs: Object.entries(values).map(([attr, value]) => ({ attr, value })),
    });
    const read = await data(
      `query ($id: ID!) { entry(id: $id) { name attrs { name type text isReadable value { ${VALUES} } } one: attr(name: "CORES") { json } } }`,
      { id: entry.id },
    );
    expect(read.entry.one).toEqual({ json: 1.5 });
    expect(read.entry.attrs).toMatchSnapshot();
  });

  test('a refusal is data and lists everything', async () => {
    const { createEntry: payload } = await data(CREATE_ENTRY, {
      input: { entityName: 'Server', name: ' ', attrs: [{ attr: 'cores', value: true }, { attr: 'nope' }] },
    });
    expect(payload.entry).toBeNull();
    expect(payload.errors).toEqual([
      { code: 'REQUIRED', message: expect.any(String), path: ['name'], plugin: null },
      { code: 'INVALID', message: expect.stringContaining('cores'), path: ['attrs', '0', 'value'], plugin: null },
      { code: 'NOT_FOUND', message: expect.stringContaining('nope'), path: ['attrs', '1', 'attr'], plugin: null },
    ]);
  });

  test('a dry run answers with what it would have done and leaves nothing', async () => {
    const variables = { input: { entityName: 'Rack', name: 'Ghost' }, dryRun: true };
    const { createEntry: payload } = await data(CREATE_ENTRY, variables);
    expect(payload.entry).toMatchObject({ name: 'Ghost', createdUser: { username: 'admin' } });
    const found = await data('{ entries(entityName: "Rack", filter: { name: { eq: "Ghost" } }) { totalCount } }');
    expect(found.entries.totalCount).toBe(0);
  });

  test('a dry run sees in one operation what its earlier mutations did', async () => {
    const answer = await data(`mutation {
      e: createEntity(input: { name: "Dry" }, dryRun: true) { entity { id } errors { code } }
      x: createEntry(input: { entityName: "Dry", name: "one" }, dryRun: true) { entry { name entity { name } } errors { code } }
    }`);
    expect(answer.x).toEqual({ entry: { name: 'one', entity: { name: 'Dry' } }, errors: [] });
    expect(await data('{ entity(name: "Dry") { id } }')).toEqual({ entity: null });
  });

  test('mixing dry and real mutations in one operation is refused', async () => {
    const answer = await graphql(`
      mutation {
        a: createEntity(input: { name: "MixA" }, dryRun: true) {
          errors {
            code
          }
        }
        b: createEntity(input: { name: "MixB" }) {
          errors {
            code
          }
        }
      }
    `);
    expect(answer.errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
    expect(await data('{ entity(name: "MixB") { id } }')).toEqual({ entity: null });
  });

  test('a new entity is known to the rest of its operation', async () => {
    const answer = await data(`mutation {
      createEntity(input: { name: "Fresh", attrs: [{ name: "a", type: STRING }] }) { entity { name entries { totalCount } } errors { code } }
      createEntry(input: { entityName: "Fresh", name: "x", attrs: [{ attr: "a", value: "v" }] }) { entry { attrs { text } } errors { code } }
    }`);
    expect(answer.createEntity.entity).toEqual({ name: 'Fresh', entries: { totalCount: 0 } });
    expect(answer.createEntry.entry).toEqual({ attrs: [{ text: 'v' }] });
  });

  test('two updates that expect the same state: the second gets a conflict', async () => {
    const entry = await createEntry({ entityName: 'Rack', name: 'contested' });
    const { entry: before } = await data('query ($id: ID!) { entry(id: $id) { updatedTime } }', { id: entry.id });
    const update = (name: string) =>
      data(
        `mutation ($input: UpdateEntryInput!) { updateEntry(input: $input) { entry { name updatedTime } errors { code } } }`,
        { input: { id: entry.id, name, expectedUpdatedTime: before.updatedTime } },
      );
    const answers = await Promise.all([update('first'), update('second')]);
    const codes = answers.map((answer) => answer.updateEntry.errors.map((error: { code: string }) => error.code));
    expect(codes).toHaveLength(2);
    expect(codes.flat()).toEqual(['CONFLICT']);
  });

  test('history, restore of a value, deletion, restore and copy', async () => {
    const rack = await createEntry({ entityName: 'Rack', name: 'H', attrs: [{ attr: 'site', value: 'one' }] });
    const id = rack.id;
    await data(
      `mutation ($id: ID!) { updateEntry(input: { id: $id, attrs: [{ attr: "site", value: "two" }] }) { errors { code } } }`,
      { id },
    );
    const HISTORY = `query ($id: ID!) { entry(id: $id) { history { totalCount nodes {
      id json text isLatest user { username } attribute { name json } value { __typename } } } } }`;
    const { entry } = await data(HISTORY, { id });
    expect(entry.history.totalCount).toBe(2);
    expect(entry.history.nodes).toEqual([
      expect.objectContaining({
        json: 'two',
        isLatest: true,
        user: { username: 'admin' },
        attribute: { name: 'site', json: 'two' },
      }),
      expect.objectContaining({ json: 'one', isLatest: false, text: 'one', value: { __typename: 'StringValue' } }),
    ]);
    const version = entry.history.nodes[1].id;
    const restored = await data(
      `mutation ($version: ID!) { restoreValue(input: { version: $version }) { entry { attr(name: "site") { json } } errors { code } } }`,
      { version },
    );
    expect(restored.restoreValue).toEqual({ entry: { attr: { json: 'one' } }, errors: [] });
    const deleted = await data(
      `mutation ($id: ID!) { deleteEntry(input: { id: $id }) { entry { name isActive } errors { code } } }`,
      { id },
    );
    expect(deleted.deleteEntry.entry).toEqual({
      name: expect.stringMatching(/^H_deleted_\d{8}_\d{6}$/),
      isActive: false,
    });
    const again = await data(`mutation ($id: ID!) { deleteEntry(input: { id: $id }) { errors { code } } }`, { id });
    expect(again.deleteEntry.errors).toEqual([{ code: 'NOT_FOUND' }]);
    const back = await data(
      `mutation ($id: ID!) { restoreEntry(input: { id: $id }) { entry { name isActive } errors { code } } }`,
      { id },
    );
    expect(back.restoreEntry).toEqual({ entry: { name: 'H', isActive: true }, errors: [] });
    const copied = await data(
      `mutation ($id: ID!) { copyEntry(input: { id: $id, names: ["H2"] }) { entries { name attr(name: "site") { json } } errors { code } } }`,
      { id },
    );
    expect(copied.copyEntry).toEqual({ entries: [{ name: 'H2', attr: { json: 'one' } }], errors: [] });
  });

  test('the anonymous get nothing, and read-only users change nothing', async () => {
    const anonymous = await graphql('{ entries { totalCount } }', {}, null);
    expect(anonymous.errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    expect(anonymous.errors?.[0]?.message).toContain('Authorization: Token');
    const reader = await makeUser({ username: 'reader', isReadonly: true });
    const denied = await graphql(CREATE_ENTRY, { input: { entityName: 'Rack', name: 'no' } }, reader.token);
    expect(denied.data.createEntry.errors).toEqual([expect.objectContaining({ code: 'PERMISSION_DENIED' })]);
  });

  test('a forged cursor, an id of another kind and a wrong page size are told', async () => {
    const racks = await data('{ entities(filter: { name: { eq: "rack" } }) { edges { cursor } } }');
    const cursor = racks.entities.edges[0].cursor;
    for (const after of ['x', '', 'bnVsbA', cursor]) {
      const answer = await graphql('query ($after: String) { entries(after: $after) { nodes { id } } }', { after });
      expect(answer.errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
    }
    const named = await graphql(
      '{ entries(entityName: "server", filter: { attrs: [{ attr: "rack", refersTo: "r1" }] }) { totalCount } }',
    );
    expect(named.errors?.[0]?.message).toContain('"r1" is no id; `eq` and `contains` take names');
    const many = await graphql('{ entries(first: 101) { nodes { id } } }');
    expect(many.errors?.[0]?.message).toContain('100');
    expect(
      await data(`{ entry(id: "${rackId}") { id } entity(id: "999999999") { id } other: entry(id: "abc") { id } }`),
    ).toEqual({
      entry: null,
      entity: null,
      other: null,
    });
  });
});

test('an entity that does not exist looks like one without entries, whatever is asked of it', async () => {
  const answer = await data(`{
    entries(entityName: "Nothing", filter: { attrs: [{ attr: "a", eq: 1 }] }, orderBy: [{ attr: "a" }]) { totalCount nodes { id } }
  }`);
  expect(answer.entries).toEqual({ totalCount: 0, nodes: [] });
});
