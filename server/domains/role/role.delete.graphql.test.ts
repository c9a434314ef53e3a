import { describe, expect, test } from '@jest/globals';
import { query } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { makeMutate, problemsOf } from '../../test/mutate.ts';

const { app, data, graphql, makeGroup, makeRole, makeUser } = await makeTestApp();
const mutate = makeMutate({ graphql });
const run = async <Row>(text: string, values: readonly unknown[] = []) =>
  query<Row>((await app.contextFor(null)).em, text, values);

const ROLE = 'role { id name isActive users { username } }';

const change = (name: 'createRole' | 'updateRole' | 'deleteRole', input: object, token?: string) =>
  mutate(name, input, ROLE, token);
const id = ({ id: number }: { readonly id: number }) => String(number);
const { actor: ann, token: annToken } = await makeUser({ username: 'Ann' });
const { actor: bob, token: bobToken } = await makeUser({ username: 'bob' });
const top = await makeGroup({ name: 'top' });
await makeGroup({ name: 'low', parent: top, members: [bob] });

describe('deleting', () => {
  const SET = 'mutation ($input: SetAclInput!) { setAcl(input: $input) { errors { code message } } }';
  const makeEntity = async (name: string) =>
    (
      await data(
        `mutation ($name: String!) { createEntity(input: { name: $name, attrs: [{ name: "a", type: STRING }] }) { entity { id attrs { id } } errors { code } } }`,
        { name },
      )
    ).createEntity.entity;
  const close = async (object: string, roles: readonly { role: string; permission: string }[]) => {
    const { setAcl } = await data(SET, { input: { id: object, isPublic: false, defaultPermission: 'NOTHING', roles } });
    expect(setAcl.errors).toEqual([]);
  };
  const sees = async (name: string, token: string) =>
    (await graphql('query ($name: String) { entity(name: $name) { id } }', { name }, token)).data.entity !== null;

  test('takes away what the role gave, with history, at once', async () => {
    const role = await makeRole({ name: 'Doomed', users: [bob], admins: [ann] });
    const entity = await makeEntity('Closed');
    const { createEntry } = await data(
      'mutation { createEntry(input: { entityName: "Closed", name: "e" }) { entry { id } errors { code } } }',
    );
    const objects = [entity.id, entity.attrs[0].id, createEntry.entry.id];
    await close(objects[0], [{ role: id(role), permission: 'READABLE' }]);
    await close(objects[1], [{ role: id(role), permission: 'WRITABLE' }]);
    await close(objects[2], [{ role: id(role), permission: 'READABLE' }]);
    expect(await sees('Closed', bobToken)).toBe(true);
    const { role: deleted, errors } = await change('deleteRole', { id: id(role) }, annToken);
    expect([errors, deleted]).toMatchObject([
      [],
      { isActive: false, name: expect.stringMatching(/^Doomed_deleted_\d{8}_\d{6}$/), users: [] },
    ]);
    expect(await sees('Closed', bobToken)).toBe(false);
    for (const table of ['acl_role', 'role_user', 'role_group'])
      expect(await run(`select 1 from ${table} where role_id = $1`, [role.id])).toEqual([]);
    const last = await run<{ object_id: number; user_id: number; changes: unknown }>(
      'select distinct on (object_id) object_id, user_id, changes from acl_change where object_id = any($1::int[]) order by object_id, id desc',
      [objects.map(Number)],
    );
    expect(last).toEqual(
      [2, 4, 2].map((before, index) => ({
        object_id: Number(objects[index]),
        user_id: ann.id,
        changes: [{ target: 'role', role: role.id, name: 'Doomed', before, after: 1 }],
      })),
    );
    expect(problemsOf(await change('deleteRole', { id: id(role) }))).toEqual(['NOT_FOUND id']);
    expect((await change('createRole', { name: 'doomed', adminUsers: [id(ann)] }, annToken)).errors).toEqual([]);
  });

  test('the last through which something can be opened stays, but for a superuser', async () => {
    const role = await makeRole({ name: 'last holder', admins: [ann] });
    const second = await makeRole({ name: 'second holder', groups: [top] });
    const empty = await makeRole({ name: 'nobody there', adminGroups: [await makeGroup({ name: 'without members' })] });
    const entity = await makeEntity('Locked');
    const full = (each: { id: number }) => ({ role: id(each), permission: 'FULL' });
    await close(entity.id, [full(role), full(empty)]);
    expect(problemsOf(await change('deleteRole', { id: id(role) }, annToken))).toEqual(['IN_USE id']);
    await close(entity.id, [full(role), full(empty), full(second)]);
    expect((await change('deleteRole', { id: id(role) }, annToken)).errors).toEqual([]);
    expect((await change('deleteRole', { id: id(second) })).errors).toEqual([]);
    expect(await sees('Locked', bobToken)).toBe(false);
  });

  test('one that holds full permission on what is open anyway goes', async () => {
    const role = await makeRole({ name: 'of an open one', admins: [ann] });
    const entity = await makeEntity('Open');
    await close(entity.id, [{ role: id(role), permission: 'FULL' }]);
    await data(SET, { input: { id: entity.id, isPublic: true } });
    expect((await change('deleteRole', { id: id(role) }, annToken)).errors).toEqual([]);
  });

  test('of two holders that are deleted at once one stays', async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      const roles = [
        await makeRole({ name: `h a ${turn}`, admins: [ann] }),
        await makeRole({ name: `h b ${turn}`, admins: [ann] }),
      ];
      const entity = await makeEntity(`Twice ${turn}`);
      await close(
        entity.id,
        roles.map((each) => ({ role: id(each), permission: 'FULL' })),
      );
      const outcomes = await Promise.all(roles.map((each) => change('deleteRole', { id: id(each) }, annToken)));
      expect(outcomes.map((outcome) => problemsOf(outcome)[0] ?? 'gone').toSorted()).toEqual(['IN_USE id', 'gone']);
    }
  });

  test('a deleted role or group is missing to values and to filters', async () => {
    const role = await makeRole({ name: 'held role' });
    const group = await makeGroup({ name: 'held group' });
    const attrs = '[{ name: "r", type: ROLE }, { name: "g", type: ARRAY_GROUP }]';
    await data(`mutation { createEntity(input: { name: "Holder", attrs: ${attrs} }) { errors { code } } }`);
    const CREATE =
      'mutation ($name: String!, $attrs: [AttrInput!]) { createEntry(input: { entityName: "Holder", name: $name, attrs: $attrs }) { errors { code path } } }';
    const values = [
      { attr: 'r', value: role.id },
      { attr: 'g', value: [group.id] },
    ];
    expect((await data(CREATE, { name: 'a', attrs: values })).createEntry.errors).toEqual([]);
    const total = async (attr: string, eq: unknown) =>
      (
        await data('query ($filter: EntryFilter) { entries(entityName: "Holder", filter: $filter) { totalCount } }', {
          filter: { attrs: [{ attr, eq }] },
        })
      ).entries.totalCount;
    expect([await total('r', 'held role'), await total('g', 'HELD group')]).toEqual([1, 1]);
    await change('deleteRole', { id: id(role) });
    await data('mutation ($id: ID!) { deleteGroup(input: { id: $id }) { errors { code } } }', { id: id(group) });
    expect([await total('r', 'held role'), await total('g', 'HELD group')]).toEqual([0, 0]);
    const { entries } = await data(
      '{ entries(entityName: "Holder") { nodes { attrs { text value { ... on RoleValue { role { id } } ... on GroupListValue { groups { id } } } } } } }',
    );
    expect(entries.nodes[0].attrs).toEqual([
      { text: '', value: { role: null } },
      { text: '', value: { groups: [] } },
    ]);
    expect((await data(CREATE, { name: 'b', attrs: values })).createEntry.errors).toEqual([
      { code: 'NOT_FOUND', path: ['attrs', '0', 'value'] },
      { code: 'NOT_FOUND', path: ['attrs', '1', 'value'] },
    ]);
  });
});
