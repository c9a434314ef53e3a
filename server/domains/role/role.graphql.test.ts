import { describe, expect, test } from '@jest/globals';
import { query } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { makeMutate, problemsOf } from '../../test/mutate.ts';
import { countStatements } from '../../test/statements.ts';

const { app, data, graphql, makeGroup, makeRole, makeUser } = await makeTestApp();
const mutate = makeMutate({ graphql });
const run = async <Row>(text: string, values: readonly unknown[] = []) =>
  query<Row>((await app.contextFor(null)).em, text, values);

const MEMBERS = 'users { username } groups { name } adminUsers { username } adminGroups { name }';
const ROLE = `role { id name description isActive isEditable ${MEMBERS} }`;

const change = (name: 'createRole' | 'updateRole' | 'deleteRole', input: object, token?: string) =>
  mutate(name, input, ROLE, token);
const id = ({ id: number }: { readonly id: number }) => String(number);
const find = async (role: { readonly id: number }, token?: string) =>
  (
    await graphql(
      `query ($id: ID) { role(id: $id) { name description isEditable ${MEMBERS} } }`,
      { id: id(role) },
      token,
    )
  ).data.role;

const { actor: ann, token: annToken } = await makeUser({ username: 'Ann' });
const { actor: bob, token: bobToken } = await makeUser({ username: 'bob' });
const { actor: gone } = await makeUser({ username: 'gone' });
const { actor: reader, token: readerToken } = await makeUser({ username: 'reader', isReadonly: true });
const { token: stranger } = await makeUser({ username: 'stranger' });
await run('update "user" set is_active = false where id = $1', [gone.id]);
const top = await makeGroup({ name: 'top' });
const low = await makeGroup({ name: 'low', parent: top, members: [bob, reader] });

describe('creating', () => {
  test('whoever may write makes roles that he administers, and sees them at once', async () => {
    const made = await change(
      'createRole',
      { name: ' rack admin ', description: 'd', users: [id(bob)], groups: [id(low)], adminUsers: [id(ann)] },
      annToken,
    );
    expect(made).toEqual({
      role: {
        id: expect.any(String),
        name: 'rack admin',
        description: 'd',
        isActive: true,
        isEditable: true,
        users: [{ username: 'bob' }],
        groups: [{ name: 'low' }],
        adminUsers: [{ username: 'Ann' }],
        adminGroups: [],
      },
      errors: [],
    });
    expect(problemsOf(await change('createRole', { name: 'RACK admin', adminUsers: [id(ann)] }, annToken))).toEqual([
      'DUPLICATE name',
    ]);
    expect((await change('createRole', { name: 'top', adminGroups: [id(top)] }, bobToken)).errors).toEqual([]);
  });

  test('everything that is wrong is told', async () => {
    const input = {
      name: ' ',
      description: 'a\0',
      users: [id(ann), 'x'],
      groups: ['999999'],
      adminUsers: [id(gone), id(ann)],
    };
    expect(problemsOf(await change('createRole', input))).toEqual([
      'REQUIRED name',
      'INVALID description',
      'NOT_FOUND users 1',
      'NOT_FOUND adminUsers 0',
      'INVALID users',
      'NOT_FOUND groups 0',
    ]);
    expect(problemsOf(await change('createRole', { name: 'x'.repeat(201), adminUsers: [id(ann)] }))).toEqual([
      'TOO_LONG name',
    ]);
  });

  test.each<[string, object, string[]]>([
    ['without an administrator', { users: [id(ann)] }, ['REQUIRED adminUsers']],
    [
      'whose administrators are others',
      { adminUsers: [id(bob)], adminGroups: [id(top)], users: [id(ann)] },
      ['REQUIRED adminUsers'],
    ],
    ['with a user who is both', { users: [id(ann)], adminUsers: [id(ann)] }, ['INVALID users']],
    [
      'with a group that is both',
      { groups: [id(low)], adminGroups: [id(low)], adminUsers: [id(ann)] },
      ['INVALID groups'],
    ],
  ])('one %s is refused', async (_what, members, expected) => {
    const answer = await change('createRole', { name: 'refused', ...members }, annToken);
    expect([answer.role, problemsOf(answer)]).toEqual([null, expected]);
  });

  test('a superuser need not be among the administrators', async () => {
    expect((await change('createRole', { name: 'of ann', adminUsers: [id(ann)] })).errors).toEqual([]);
  });

  test('who may only read makes none', async () => {
    expect(problemsOf(await change('createRole', { name: 'no', adminUsers: [id(reader)] }, readerToken))).toEqual([
      'PERMISSION_DENIED',
    ]);
  });

  test('of one name at once makes one', async () => {
    const input = { adminUsers: [id(ann)] };
    const outcomes = await Promise.all(
      ['Same', 'same', 'SAME'].map((name) => change('createRole', { name, ...input }, annToken)),
    );
    expect(outcomes.map((outcome) => problemsOf(outcome)[0] ?? 'made').toSorted()).toEqual([
      'DUPLICATE name',
      'DUPLICATE name',
      'made',
    ]);
  });
});

describe('who sees what', () => {
  test.each([
    ['a member', { users: [ann] }, annToken, false],
    ['an administrator', { admins: [ann] }, annToken, true],
    ['a member by the group above', { groups: [top] }, bobToken, false],
    ['an administrator by the group above', { adminGroups: [top] }, bobToken, true],
    ['an administrator who may only read', { adminGroups: [top] }, readerToken, false],
  ])('%s finds the role', async (what, members, token, isEditable) => {
    const role = await makeRole({ name: `seen by ${what}`, description: 'what for', ...members });
    expect(await find(role, token)).toMatchObject({ description: 'what for', isEditable });
    const { roles } = (
      await graphql(
        '{ roles(filter: { name: { startsWith: "seen by" } }, first: 100) { totalCount nodes { id } } }',
        {},
        token,
      )
    ).data;
    const ids = roles.nodes.map((node: { id: string }) => node.id);
    expect(ids.filter((each: string) => each === id(role))).toEqual([id(role)]);
    expect(roles.totalCount).toBe(ids.length);
    expect(await find(role, stranger)).toBeNull();
    const missing = await graphql('{ role(id: "999999") { id } }', {}, stranger);
    expect(missing.data).toEqual({ role: null });
    const byName = await graphql(
      'query ($name: String) { role(name: $name) { id } }',
      { name: role.name.toUpperCase() },
      token,
    );
    expect(byName.data.role).toEqual({ id: id(role) });
  });

  test('a stranger learns the name from values alone', async () => {
    const role = await makeRole({ name: 'in a value', description: 'secret', users: [ann], groups: [low] });
    await data(
      `mutation { createEntity(input: { name: "Held", attrs: [{ name: "role", type: ROLE }] }) { errors { code } } }`,
    );
    await data(
      `mutation ($value: JSON) { createEntry(input: { entityName: "Held", name: "a", attrs: [{ attr: "role", value: $value }] }) { errors { code } } }`,
      { value: role.id },
    );
    const held = `{ entries(entityName: "Held") { nodes { attr(name: "role") { text value { ... on RoleValue { role { name description isEditable isActive ${MEMBERS} } } } } } } }`;
    const look = async (token: string) => (await graphql(held, {}, token)).data.entries.nodes[0].attr;
    const nothing = { users: [], groups: [], adminUsers: [], adminGroups: [] };
    expect(await look(stranger)).toEqual({
      text: 'in a value',
      value: { role: { name: 'in a value', description: '', isEditable: false, isActive: true, ...nothing } },
    });
    expect((await look(annToken)).value.role).toMatchObject({ description: 'secret', users: [{ username: 'Ann' }] });
    const roles = async (token: string) =>
      (await graphql('{ user(username: "ann") { roles { role { name } } } }', {}, token)).data.user.roles.map(
        ({ role }: { role: { name: string } }) => role.name,
      );
    expect(await roles(annToken)).toContain('in a value');
    expect(await roles(stranger)).toEqual([]);
    expect(await roles(bobToken)).toContain('in a value');
  });

  test('each role of a user is there once, however the user belongs to it', async () => {
    const { actor } = await makeUser({ username: 'many ways' });
    const under = await makeGroup({ name: 'a under', parent: top, members: [actor] });
    await makeRole({ name: 'm one', users: [actor], groups: [under], adminGroups: [top] });
    await makeRole({ name: 'm two', groups: [top, under] });
    await makeRole({ name: 'm three', admins: [actor] });
    const { user } = await data(
      '{ user(username: "many ways") { roles { role { name } isDirect isAdmin viaGroups { name } } } }',
    );
    expect(user.roles.filter(({ role }: { role: { name: string } }) => role.name.startsWith('m '))).toEqual([
      { role: { name: 'm one' }, isDirect: true, isAdmin: true, viaGroups: [{ name: 'a under' }, { name: 'top' }] },
      { role: { name: 'm three' }, isDirect: true, isAdmin: true, viaGroups: [] },
      { role: { name: 'm two' }, isDirect: false, isAdmin: false, viaGroups: [{ name: 'a under' }, { name: 'top' }] },
    ]);
  });
});

test('a page of roles costs who is no superuser the same statements, however long it is', async () => {
  const { actor, token } = await makeUser({ username: 'of many' });
  for (let n = 0; n < 20; n += 1) await makeRole({ name: `p ${n}`, users: [actor], adminGroups: [top] });
  const page = `query ($n: Int) { roles(first: $n) { totalCount nodes { description isEditable ${MEMBERS} } } }`;
  const cost = (n: number) => countStatements(() => graphql(page, { n }, token));
  await cost(2);
  expect(await cost(20)).toBe(await cost(2));
});

describe('changing', () => {
  test('leaves what is not mentioned, and those who cannot log in', async () => {
    const role = await makeRole({ name: 'kept', description: 'd', users: [bob], groups: [low], admins: [ann] });
    await run('insert into role_user (user_id, role_id) values ($1, $2)', [gone.id, role.id]);
    const before = await find(role);
    expect((await change('updateRole', { id: id(role) }, annToken)).role).toMatchObject(before);
    const answer = await change(
      'updateRole',
      { id: id(role), name: 'Kept', users: [], adminUsers: [id(ann), id(bob)] },
      annToken,
    );
    expect(answer).toMatchObject({
      errors: [],
      role: {
        name: 'Kept',
        description: 'd',
        users: [],
        adminUsers: [{ username: 'Ann' }, { username: 'bob' }],
        groups: [{ name: 'low' }],
      },
    });
    expect(await run('select user_id from role_user where role_id = $1 and not is_admin', [role.id])).toEqual([
      { user_id: gone.id },
    ]);
    expect(problemsOf(await change('updateRole', { id: id(role), users: [id(bob)] }, annToken))).toEqual([
      'INVALID users',
    ]);
    expect(problemsOf(await change('updateRole', { id: id(role), adminUsers: [id(bob)] }, annToken))).toEqual([
      'REQUIRED adminUsers',
    ]);
    expect(problemsOf(await change('updateRole', { id: id(role), adminUsers: [] }))).toEqual(['REQUIRED adminUsers']);
    expect((await change('updateRole', { id: id(role), adminUsers: [id(bob)], users: [] }, bobToken)).errors).toEqual(
      [],
    );
    expect(problemsOf(await change('updateRole', { id: id(role), name: 'mine' }, annToken))).toEqual(['NOT_FOUND id']);
  });

  test('is for administrators: members are denied, strangers find nothing', async () => {
    const role = await makeRole({ name: 'guarded', users: [ann], adminGroups: [top] });
    const other = await makeRole({ name: 'elsewhere' });
    for (const name of ['updateRole', 'deleteRole'] as const) {
      expect(problemsOf(await change(name, { id: id(role) }, annToken))).toEqual(['PERMISSION_DENIED id']);
      expect(problemsOf(await change(name, { id: id(role) }, readerToken))).toEqual(['PERMISSION_DENIED']);
      const [hidden, missing] = [
        await change(name, { id: id(role) }, stranger),
        await change(name, { id: '999999' }, stranger),
      ];
      expect(hidden.errors[0].message.replace(id(role), 'N')).toBe(missing.errors[0].message.replace('999999', 'N'));
      expect(problemsOf(hidden)).toEqual(['NOT_FOUND id']);
      expect(problemsOf(await change(name, { id: id(other) }, annToken))).toEqual(['NOT_FOUND id']);
    }
    expect((await change('updateRole', { id: id(role), description: 'by group' }, bobToken)).role.description).toBe(
      'by group',
    );
  });

  test('counts from the next request on, for rights and for the list of roles', async () => {
    const role = await makeRole({ name: 'at once', admins: [ann] });
    expect(await find(role, bobToken)).toBeNull();
    await change('updateRole', { id: id(role), users: [id(bob)] }, annToken);
    expect(await find(role, bobToken)).toMatchObject({ name: 'at once' });
    await change('updateRole', { id: id(role), users: [] }, annToken);
    expect(await find(role, bobToken)).toBeNull();
  });
});
