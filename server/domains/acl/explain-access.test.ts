import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Actor } from '../../context.ts';
import { query, sql } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { createEntity } from '../entity/index.ts';
import { createEntry } from '../entry/index.ts';
import { makePeople } from './test/people.ts';

const testApp = await makeTestApp();
const { app, admin, graphql, makeUser } = testApp;
const { makeRole, makeGroup, join, give } = makePeople(testApp);

interface Person {
  readonly actor: Actor;
  readonly token: string;
}
let ann: Person;
let bob: Person;
let reader: Person;
let ids: Readonly<Record<'entity' | 'attr' | 'entry' | 'attribute', string>>;
let roles: Readonly<Record<'own' | 'far' | 'other', number>>;

const run = async <Row>(statement: ReturnType<typeof sql>): Promise<Row[]> =>
  query<Row>((await app.contextFor(null)).em, statement);

beforeAll(async () => {
  [ann, bob, reader] = [
    await makeUser({ username: 'ann' }),
    await makeUser({ username: 'bob' }),
    await makeUser({ username: 'reader', isReadonly: true }),
  ];
  roles = { own: await makeRole('own'), far: await makeRole('far'), other: await makeRole('other') };
  const top = await makeGroup('top');
  const middle = await makeGroup('middle', top);
  const bottom = await makeGroup('bottom', middle);
  await join(ann.actor, bottom);
  await join(reader.actor, bottom);
  await give(roles.own, { user: ann.actor.id });
  await give(roles.far, { group: top, isAdmin: true });
  await give(roles.other, { user: bob.actor.id });
  const ctx = await app.contextFor(admin);
  const entity = await createEntity(ctx, { name: 'Rack', attrs: [{ name: 'label', type: 'STRING' }] });
  const attrs = [{ attr: 'label', value: 'x' }];
  const entry = await createEntry(ctx, { entity: String(entity.id), name: 'one', attrs });
  const [attribute] = await run<{ id: number }>(sql`select id from attribute where entry_id = ${entry.id}`);
  ids = {
    entity: String(entity.id),
    attr: String(entity.attrs[0]?.id),
    entry: String(entry.id),
    attribute: String(attribute?.id),
  };
  await setAcl('entity', { isPublic: false, defaultPermission: 'WRITABLE', roles: [[roles.own, 'FULL']] });
  await setAcl('entry', { isPublic: false, roles: [[roles.far, 'READABLE']] });
  await setAcl('attribute', {
    isPublic: false,
    roles: [
      [roles.own, 'WRITABLE'],
      [roles.far, 'WRITABLE'],
    ],
  });
});

async function setAcl(
  kind: keyof typeof ids,
  acl: Readonly<Record<string, unknown>> & { roles: readonly (readonly [number, string])[] },
) {
  const grants = acl.roles.map(([role, permission]) => ({ role: String(role), permission }));
  const { data } = await graphql('mutation ($input: SetAclInput!) { setAcl(input: $input) { errors { message } } }', {
    input: { id: ids[kind], ...acl, roles: grants },
  });
  expect(data.setAcl.errors).toEqual([]);
}

const EXPLAIN = `query ($user: ID!, $id: ID!) { explainAccess(user: $user, id: $id) {
  user { username } object { id name kind } permission decidedBy { id }
  steps { id name kind permission rule role { name } isAdmin via { name } } } }`;

const explain = (user: Actor | string, id: string, token?: string) =>
  graphql(EXPLAIN, { user: typeof user === 'string' ? user : String(user.id), id }, token);

async function stepsOf(user: Actor, id: string) {
  const { data, errors } = await explain(user, id);
  expect(errors).toBeUndefined();
  return data.explainAccess;
}

describe('explainAccess', () => {
  test('shows the whole chain, the roles and the groups through which somebody has them', async () => {
    const direct = { isAdmin: false, via: [] };
    expect(await stepsOf(ann.actor, ids.attribute)).toEqual({
      user: { username: 'ann' },
      object: { id: ids.attribute, name: 'label', kind: 'ATTRIBUTE' },
      permission: 'READABLE',
      decidedBy: { id: ids.entry },
      steps: [
        {
          id: ids.entity,
          name: 'Rack',
          kind: 'ENTITY',
          permission: 'FULL',
          rule: 'ROLE',
          role: { name: 'own' },
          ...direct,
        },
        {
          id: ids.attr,
          name: 'label',
          kind: 'ENTITY_ATTR',
          permission: 'FULL',
          rule: 'PUBLIC',
          role: null,
          isAdmin: null,
          via: [],
        },
        {
          id: ids.entry,
          name: 'one',
          kind: 'ENTRY',
          permission: 'READABLE',
          rule: 'ROLE',
          role: { name: 'far' },
          isAdmin: true,
          via: [{ name: 'bottom' }, { name: 'middle' }, { name: 'top' }],
        },
        {
          id: ids.attribute,
          name: 'label',
          kind: 'ATTRIBUTE',
          permission: 'WRITABLE',
          rule: 'ROLE',
          role: { name: 'own' },
          ...direct,
        },
      ],
    });
  });

  test('says what a default gives, and that nothing gives anything', async () => {
    const { permission, decidedBy, steps } = await stepsOf(bob.actor, ids.entry);
    expect({ permission, decidedBy }).toEqual({ permission: 'NOTHING', decidedBy: { id: ids.entry } });
    expect(steps).toMatchObject([
      { permission: 'WRITABLE', rule: 'DEFAULT', role: null },
      { permission: 'NOTHING', rule: 'NONE', role: null },
    ]);
  });

  test('says where somebody may only read', async () => {
    const { permission, decidedBy, steps } = await stepsOf(reader.actor, ids.entry);
    expect({ permission, decidedBy }).toEqual({ permission: 'READABLE', decidedBy: { id: ids.entity } });
    expect(steps).toMatchObject([
      { permission: 'READABLE', rule: 'READ_ONLY' },
      { permission: 'READABLE', rule: 'ROLE' },
    ]);
  });

  test('says who is a superuser, also one who may only read', async () => {
    const { actor } = await makeUser({ username: 'root', isSuperuser: true, isReadonly: true });
    const { permission, steps } = await stepsOf(actor, ids.entry);
    expect(permission).toBe('FULL');
    expect(steps).toMatchObject([
      { permission: 'FULL', rule: 'SUPERUSER' },
      { permission: 'FULL', rule: 'SUPERUSER' },
    ]);
  });

  test('is for those who have FULL', async () => {
    expect((await explain(bob.actor, ids.entity, ann.token)).data.explainAccess.permission).toBe('WRITABLE');
    for (const id of [ids.entity, ids.attr]) {
      const { data, errors } = await explain(ann.actor, id, bob.token);
      expect([data.explainAccess, errors?.[0]?.extensions?.['code']]).toEqual([null, 'PERMISSION_DENIED']);
    }
  });

  test('is null for what does not exist, may not be seen or cannot be, and for users who are gone', async () => {
    const { actor: gone } = await makeUser({ username: 'gone' });
    await run(sql`update "user" set is_active = false where id = ${gone.id}`);
    for (const id of ['999999', 'x', ids.entry, ids.attribute]) {
      expect(await explain(ann.actor, id, bob.token)).toEqual({ status: 200, data: { explainAccess: null } });
    }
    for (const user of [gone, '999999', 'x']) {
      expect(await explain(user, ids.entity, ann.token)).toEqual({ status: 200, data: { explainAccess: null } });
    }
  });

  test('agrees with what the user gets, before and after a role and a group are gone', async () => {
    const text = `{ entity(id: ${ids.entity}) { permission } entry(id: ${ids.entry}) { permission attr(name: "label") { permission } } }`;
    const held = async () => (await graphql(text, {}, ann.token)).data;
    const explained = async (id: string) => (await stepsOf(ann.actor, id)).permission;
    expect(await held()).toEqual({
      entity: { permission: 'FULL' },
      entry: { permission: 'READABLE', attr: { permission: await explained(ids.attribute) } },
    });
    await run(sql`update role set is_active = false where id = ${roles.own}`);
    expect(await held()).toMatchObject({ entity: { permission: 'WRITABLE' }, entry: { permission: 'READABLE' } });
    expect(await explained(ids.entity)).toBe('WRITABLE');
    await run(sql`update "group" set is_active = false where name = 'bottom'`);
    expect(await held()).toEqual({ entity: { permission: 'WRITABLE' }, entry: null });
    expect(await explained(ids.entry)).toBe('NOTHING');
  });
});
