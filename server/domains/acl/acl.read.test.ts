import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Actor } from '../../context.ts';
import { query, sql } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { listStatements } from '../../test/statements.ts';
import { createEntity } from '../entity/index.ts';
import { createEntries, createEntry } from '../entry/index.ts';
import { makePeople } from './test/people.ts';

const testApp = await makeTestApp({ PAGODA_MAX_COST: '1000000' });
const { app, admin, graphql, makeUser } = testApp;
const { makeRole, give } = makePeople(testApp);

interface Person {
  readonly actor: Actor;
  readonly token: string;
}
let ann: Person;
let bob: Person;
let roles: Readonly<Record<'anns' | 'bobs', number>>;
let ids: Readonly<Record<'entity' | 'attr' | 'entry' | 'attribute', string>>;

const run = async <Row>(statement: ReturnType<typeof sql>): Promise<Row[]> =>
  query<Row>((await app.contextFor(null)).em, statement);

beforeAll(async () => {
  [ann, bob] = [await makeUser({ username: 'ann' }), await makeUser({ username: 'bob' })];
  roles = { anns: await makeRole('anns'), bobs: await makeRole('bobs') };
  await give(roles.anns, { user: ann.actor.id });
  await give(roles.bobs, { user: bob.actor.id });
  const ctx = await app.contextFor(admin);
  const target = await createEntity(ctx, { name: 'Target', attrs: [{ name: 'label', type: 'STRING' }] });
  const targets = await createEntries(ctx, {
    entityName: 'Target',
    entries: Array.from({ length: 100 }, (_, n) => ({ name: `t ${n}`, attrs: [{ attr: 'label', value: `l ${n}` }] })),
  });
  await createEntity(ctx, {
    name: 'Page',
    attrs: [
      { name: 'label', type: 'STRING' },
      { name: 'to', type: 'OBJECT', referral: [String(target.id)] },
    ],
  });
  await createEntries(ctx, {
    entityName: 'Page',
    entries: targets.map(({ id }, n) => ({
      name: `p ${String(n).padStart(3, '0')}`,
      attrs: [
        { attr: 'label', value: `l ${n}` },
        { attr: 'to', value: id },
      ],
    })),
  });
  await run(sql`insert into acl (object_id, kind, is_public, default_permission)
    select id, 4, id % 2 = 0, 4 from entry where name like 't %' or name like 'p %'`);
  const entity = await createEntity(ctx, {
    name: 'Rack',
    attrs: [
      { name: 'label', type: 'STRING' },
      { name: 'unset', type: 'STRING' },
    ],
  });
  const entry = await createEntry(ctx, { entityName: 'Rack', name: 'one', attrs: [{ attr: 'label', value: 'x' }] });
  const [attribute] = await run<{ id: number }>(
    sql`select id from attribute where entry_id = ${entry.id} and entity_attr_id = ${entity.attrs[0]?.id}`,
  );
  ids = {
    entity: String(entity.id),
    attr: String(entity.attrs[0]?.id),
    entry: String(entry.id),
    attribute: String(attribute?.id),
  };
});

async function setAcl(id: string, acl: object, token?: string): Promise<void> {
  const { data } = await graphql(
    'mutation ($input: SetAclInput!) { setAcl(input: $input) { errors { message } } }',
    { input: { id, ...acl } },
    token,
  );
  expect(data.setAcl.errors).toEqual([]);
}
const grant = (role: number, permission: string) => ({ role: String(role), permission });

describe('permission', () => {
  const FIELDS = `{ entry(id: $id) { permission acl { id permission } attrs { name permission acl { id } }
    entity { permission acl { id } attrs { name permission acl { id } } } } }`;
  const ask = async (token: string) =>
    (await graphql(`query ($id: ID!) ${FIELDS}`, { id: ids.entry }, token)).data.entry;

  test('is that of the whole chain, and NOTHING for what may not be read', async () => {
    await setAcl(ids.entity, { isPublic: false, roles: [grant(roles.anns, 'FULL'), grant(roles.bobs, 'WRITABLE')] });
    await setAcl(ids.attribute, { isPublic: false, roles: [grant(roles.anns, 'READABLE')] });
    await setAcl(ids.entry, { isPublic: false, defaultPermission: 'FULL' });
    const label = { id: ids.attribute };
    expect(await ask(ann.token)).toMatchObject({
      permission: 'FULL',
      acl: { id: ids.entry, permission: 'FULL' },
      attrs: [
        { name: 'label', permission: 'READABLE', acl: label },
        { name: 'unset', permission: 'FULL', acl: null },
      ],
      entity: { permission: 'FULL', acl: { id: ids.entity }, attrs: [{ permission: 'FULL' }, { permission: 'FULL' }] },
    });
    expect(await ask(bob.token)).toMatchObject({
      permission: 'WRITABLE',
      acl: { permission: 'WRITABLE' },
      attrs: [
        { name: 'label', permission: 'NOTHING', acl: null },
        { name: 'unset', permission: 'WRITABLE', acl: null },
      ],
      entity: { permission: 'WRITABLE' },
    });
    await setAcl(ids.attr, { isPublic: false, roles: [grant(roles.anns, 'FULL')] });
    const { entity, attrs } = await ask(bob.token);
    expect(attrs[0]).toEqual({ name: 'label', permission: 'NOTHING', acl: null });
    expect(entity.attrs[0]).toMatchObject({ permission: 'NOTHING', acl: null });
    const hidden = await graphql(
      `{ attr: acl(id: ${ids.attr}) { id } attribute: acl(id: ${ids.attribute}) { id } }`,
      {},
      bob.token,
    );
    expect(hidden.data).toEqual({ attr: null, attribute: null });
    await setAcl(ids.attr, { isPublic: true });
  });
});

describe('acl', () => {
  test('shows the roles of others only to who has FULL', async () => {
    const text = `{ acl(id: ${ids.entity}) { roles { role { name } permission } } }`;
    const anns = (await graphql(text, {}, ann.token)).data.acl.roles;
    expect(anns).toEqual([
      { role: { name: 'anns' }, permission: 'FULL' },
      { role: { name: 'bobs' }, permission: 'WRITABLE' },
    ]);
    expect((await graphql(text, {}, bob.token)).data.acl.roles).toEqual([anns[1]]);
  });

  test('has its parents up to the entity', async () => {
    const text = `{ acl(id: ${ids.attribute}) { parent { id parent { id parent { id } } } } }`;
    expect((await graphql(text)).data.acl).toEqual({
      parent: { id: ids.entry, parent: { id: ids.entity, parent: null } },
    });
  });

  test('of what does not exist and of what may not be seen costs the same statements', async () => {
    const { token } = await makeUser({ username: 'stranger' });
    const statements = async (id: string) => {
      const text = 'query ($id: ID!) { acl(id: $id) { name permission roles { permission } } }';
      await graphql(text, { id }, token);
      return listStatements(async () => {
        expect(await graphql(text, { id }, token)).toEqual({ status: 200, data: { acl: null } });
      });
    };
    const missing = await statements('999999');
    for (const id of Object.values(ids)) expect(await statements(id)).toEqual(missing);
  });

  test('and changing it likewise', async () => {
    const { token } = await makeUser({ username: 'another stranger' });
    const statements = async (id: string) => {
      const text = 'mutation ($id: ID!) { setAcl(input: { id: $id, isPublic: true }) { acl { id } errors { code } } }';
      await graphql(text, { id }, token);
      return listStatements(async () => {
        expect((await graphql(text, { id }, token)).data.setAcl.errors).toEqual([{ code: 'NOT_FOUND' }]);
      });
    };
    const missing = await statements('999999');
    for (const id of Object.values(ids)) expect(await statements(id)).toEqual(missing);
    await setAcl(ids.entity, { isPublic: true });
    await setAcl(ids.attribute, { roles: [grant(roles.anns, 'NOTHING')] });
    expect(await statements(ids.attribute)).toEqual(await statements('999999'));
    await setAcl(ids.entity, { isPublic: false });
  });
});

describe('history', () => {
  const HISTORY = `query ($id: ID!, $first: Int, $after: String) { acl(id: $id) { history(first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { id time user { username } changes { target role { name } roleName before after } } } } }`;
  const read = async (variables: object, token?: string) => (await graphql(HISTORY, variables, token)).data.acl.history;

  test('tells what was changed by whom, newest first', async () => {
    const ctx = await app.contextFor(admin);
    const entry = await createEntry(ctx, { entityName: 'Target', name: 'told' });
    const id = String(entry.id);
    const passing = await makeRole('passing');
    await setAcl(id, {
      isPublic: false,
      defaultPermission: 'READABLE',
      roles: [grant(roles.anns, 'FULL'), grant(passing, 'WRITABLE')],
    });
    await setAcl(id, { roles: [grant(roles.anns, 'FULL')] });
    await setAcl(id, { isPublic: true, roles: [grant(roles.anns, 'READABLE')] }, ann.token);
    await setAcl(id, { roles: [grant(passing, 'NOTHING')] });
    await run(sql`update role set is_active = false, name = 'passed' where id = ${passing}`);
    const { nodes, totalCount } = await read({ id });
    const time = expect.stringMatching(/^20.*Z$/);
    const one = { id: expect.any(String), time };
    expect(totalCount).toBe(3);
    expect(nodes).toEqual([
      {
        ...one,
        user: { username: 'admin' },
        changes: [{ target: 'ROLE', role: null, roleName: 'passing', before: 'WRITABLE', after: 'NOTHING' }],
      },
      {
        ...one,
        user: { username: 'ann' },
        changes: [
          { target: 'IS_PUBLIC', role: null, roleName: null, before: false, after: true },
          { target: 'ROLE', role: { name: 'anns' }, roleName: 'anns', before: 'FULL', after: 'READABLE' },
        ],
      },
      {
        ...one,
        user: { username: 'admin' },
        changes: [
          { target: 'IS_PUBLIC', role: null, roleName: null, before: true, after: false },
          { target: 'DEFAULT_PERMISSION', role: null, roleName: null, before: 'NOTHING', after: 'READABLE' },
          { target: 'ROLE', role: { name: 'anns' }, roleName: 'anns', before: 'NOTHING', after: 'FULL' },
          { target: 'ROLE', role: null, roleName: 'passing', before: 'NOTHING', after: 'WRITABLE' },
        ],
      },
    ]);
    const first = await read({ id, first: 2 });
    expect(first.nodes).toEqual(nodes.slice(0, 2));
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect((await read({ id, first: 2, after: first.pageInfo.endCursor })).nodes).toEqual(nodes.slice(2));
  });

  test('is empty for who has no FULL', async () => {
    await setAcl(ids.entity, { isPublic: false, roles: [grant(roles.bobs, 'WRITABLE')] });
    expect((await read({ id: ids.entity })).totalCount).toBeGreaterThan(0);
    expect(await read({ id: ids.entity }, bob.token)).toEqual({
      totalCount: 0,
      nodes: [],
      pageInfo: { hasNextPage: false, endCursor: null },
    });
  });
});

describe('a page of 100 entries', () => {
  const page = (fields: string) =>
    `query ($n: Int) { entries(entityName: "Page", first: $n) { nodes { name attr(name: "to") { value { ... on EntryValue { entry { name ${fields} } } } } ${fields} } } }`;
  const countOf = async (fields: string, token: string, n = 100) => {
    const ask = () => graphql(page(fields), { n }, token);
    const { data, errors } = await ask();
    expect(errors).toBeUndefined();
    expect(data.entries.nodes).toHaveLength(n);
    return (await listStatements(ask)).length;
  };

  test.each([
    ['permission', 1],
    ['acl { isPublic defaultPermission }', 1],
    ['permission acl { isPublic permission roles { permission } parent { isPublic permission } }', 2],
    ['attrs { name permission }', 1],
    ['acl { history { totalCount nodes { user { username } } } }', 3],
  ])('and of those they refer to costs few statements more with %s', async (fields, most) => {
    const base = await countOf(fields.startsWith('attrs') ? 'attrs { name }' : '', ann.token);
    expect((await countOf(fields, ann.token)) - base).toBeLessThanOrEqual(most);
    expect(await countOf(fields, ann.token, 10)).toBe(await countOf(fields, ann.token));
  });

  test('costs a superuser none more for permissions', async () => {
    expect(await countOf('permission attrs { permission }', testApp.token)).toBe(
      await countOf('attrs { name }', testApp.token),
    );
  });
});
