import { describe, expect, test } from '@jest/globals';
import { makeTestApp, type TestApp } from '../../test/app.ts';
import { makePeople } from './test/people.ts';

const open = await makeTestApp();
const closed = await makeTestApp({ PAGODA_NEW_ENTITIES_PUBLIC: 'false' });

const CREATE = `mutation ($input: CreateEntityInput!) { createEntity(input: $input) {
  entity { id permission acl { isPublic defaultPermission roles { role { id } permission } history { nodes { user { username } changes { target before after } } } } }
  errors { code path } } }`;

async function creatorOf(testApp: TestApp, username: string) {
  const { actor, token } = await testApp.makeUser({ username });
  const people = makePeople(testApp);
  const role = await people.makeRole(`role of ${username}`);
  await people.give(role, { user: actor.id });
  const create = async (input: object, as: string = token) => {
    const { errors, data } = await testApp.graphql(CREATE, { input }, as);
    expect(errors).toBeUndefined();
    return data.createEntity;
  };
  return { create, role: String(role) };
}

describe('a new entity', () => {
  test('is open to everybody', async () => {
    const { create } = await creatorOf(open, 'ann');
    expect((await create({ name: 'Open' })).entity).toMatchObject({
      permission: 'FULL',
      acl: { isPublic: true, defaultPermission: 'NOTHING', roles: [], history: { nodes: [] } },
    });
  });

  test('can be closed from the beginning', async () => {
    const { create, role } = await creatorOf(open, 'bob');
    const acl = { isPublic: false, defaultPermission: 'READABLE', roles: [{ role, permission: 'FULL' }] };
    const { entity } = await create({ name: 'Closed', acl });
    expect(entity).toMatchObject({
      permission: 'FULL',
      acl: {
        isPublic: false,
        defaultPermission: 'READABLE',
        roles: [{ role: { id: role }, permission: 'FULL' }],
        history: {
          nodes: [
            {
              user: { username: 'bob' },
              changes: [
                { target: 'IS_PUBLIC', before: true, after: false },
                { target: 'DEFAULT_PERMISSION', before: 'NOTHING', after: 'READABLE' },
                { target: 'ROLE', before: 'NOTHING', after: 'FULL' },
              ],
            },
          ],
        },
      },
    });
  });

  test('is not made with a list that nobody could change, or with roles that are not the own', async () => {
    const { create, role } = await creatorOf(open, 'carl');
    const { role: other } = await creatorOf(open, 'dora');
    const needed = [{ code: 'REQUIRED', path: ['acl', 'roles'] }];
    expect((await create({ name: 'C', acl: { isPublic: false } })).errors).toEqual(needed);
    const writable = [{ role, permission: 'WRITABLE' }];
    expect((await create({ name: 'C', acl: { isPublic: false, roles: writable } })).errors).toEqual(needed);
    const foreign = [{ role: other, permission: 'FULL' }];
    expect(await create({ name: '', acl: { isPublic: false, roles: foreign } })).toEqual({
      entity: null,
      errors: [
        { code: 'REQUIRED', path: ['name'] },
        { code: 'NOT_FOUND', path: ['acl', 'roles', '0', 'role'] },
      ],
    });
    expect((await create({ name: 'C', acl: { isPublic: false } }, open.token)).errors).toEqual([]);
  });
});

describe('where new entities are closed', () => {
  test('a creator gives one to a role of his, or opens it', async () => {
    const { create, role } = await creatorOf(closed, 'ann');
    expect((await create({ name: 'One' })).errors).toEqual([{ code: 'REQUIRED', path: ['acl', 'roles'] }]);
    const { entity } = await create({ name: 'One', acl: { roles: [{ role, permission: 'FULL' }] } });
    expect(entity).toMatchObject({ permission: 'FULL', acl: { isPublic: false, defaultPermission: 'NOTHING' } });
    const { token: stranger } = await closed.makeUser({ username: 'stranger' });
    expect((await closed.graphql(`{ entity(id: ${entity.id}) { name } }`, {}, stranger)).data.entity).toBeNull();
    expect((await create({ name: 'Two', acl: { isPublic: true } })).entity.acl.isPublic).toBe(true);
  });

  test('a superuser need not', async () => {
    const { create } = await creatorOf(closed, 'eve');
    expect((await create({ name: 'Three' }, closed.token)).entity.acl.isPublic).toBe(false);
  });
});
