import { beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { codes, grant, makeSociety, type Objects } from './test/society.ts';

const testApp = await makeTestApp();
const { data, graphql, makeUser } = testApp;
const { people, roles, run, makeRole, makeGroup, join, give, makeObjects, setAcl } = await makeSociety(testApp);
let ids: Objects;

beforeEach(async () => {
  ids = await makeObjects();
});

const OK = expect.objectContaining({ errors: [] });

describe('an object stays changeable by somebody', () => {
  const DENIED = [['PERMISSION_DENIED', '']];

  test('so it is closed only while some role of somebody has FULL', async () => {
    const close = { id: ids.entry, isPublic: false };
    expect(codes(await setAcl(close, people.ann))).toEqual(DENIED);
    expect(codes(await setAcl({ ...close, roles: [grant(roles.annsA, 'WRITABLE')] }, people.ann))).toEqual(DENIED);
    expect(await setAcl({ ...close, defaultPermission: 'FULL' }, people.ann)).toEqual(OK);
    expect(codes(await setAcl({ id: ids.entry, defaultPermission: 'READABLE' }, people.ann))).toEqual(DENIED);
    expect(
      await setAcl({ id: ids.entry, defaultPermission: 'READABLE', roles: [grant(roles.annsA, 'FULL')] }, people.ann),
    ).toEqual(OK);
    expect(codes(await setAcl({ id: ids.entry, roles: [grant(roles.annsA, 'NOTHING')] }, people.ann))).toEqual(DENIED);
    expect(codes(await setAcl({ id: ids.entry, roles: [grant(roles.annsA, 'READABLE')] }, people.ann))).toEqual(DENIED);
    expect(await setAcl({ id: ids.entry, roles: [grant(roles.annsB, 'FULL')] }, people.ann)).toEqual(OK);
    expect(await setAcl({ id: ids.entry, roles: [grant(roles.annsA, 'NOTHING')] }, people.ann)).toEqual(OK);
    expect(await setAcl({ id: ids.entry, isPublic: true, roles: [grant(roles.annsB, 'NOTHING')] }, people.ann)).toEqual(
      OK,
    );
  });

  test('and a role that nobody has who can log in does not count', async () => {
    const idle = await makeRole(`idle ${ids.serial}`);
    const { actor: gone } = await makeUser({ username: `gone ${ids.serial}` });
    await give(idle, { user: gone.id });
    await run(sql`update "user" set is_active = false where id = ${gone.id}`);
    const holders = [grant(idle, 'FULL'), grant(roles.empty, 'FULL')];
    await setAcl({ id: ids.entry, isPublic: false, roles: [...holders, grant(roles.annsA, 'FULL')] });
    expect(codes(await setAcl({ id: ids.entry, roles: [grant(roles.annsA, 'NOTHING')] }, people.ann))).toEqual(DENIED);
    const group = await makeGroup(`last ${ids.serial}`);
    await give(idle, { group });
    const below = await makeGroup(`below ${ids.serial}`, group);
    await join(people.bob.actor, below);
    await run(sql`update "group" set is_active = false where id = ${below}`);
    expect(codes(await setAcl({ id: ids.entry, roles: [grant(roles.annsA, 'NOTHING')] }, people.ann))).toEqual(DENIED);
    await run(sql`update "group" set is_active = true where id = ${below}`);
    expect(await setAcl({ id: ids.entry, roles: [grant(roles.annsA, 'NOTHING')] }, people.ann)).toEqual(OK);
  });

  test('nor does one that only those have who read', async () => {
    const reading = await makeRole(`reading ${ids.serial}`);
    const { actor: auditor } = await makeUser({ username: `auditor ${ids.serial}`, isReadonly: true });
    await give(reading, { user: auditor.id });
    const holders = [grant(reading, 'FULL'), grant(roles.annsA, 'FULL')];
    await setAcl({ id: ids.entry, isPublic: false, roles: holders });
    expect(codes(await setAcl({ id: ids.entry, roles: [grant(roles.annsA, 'NOTHING')] }, people.ann))).toEqual(DENIED);
    await run(sql`update "user" set is_readonly = false where id = ${auditor.id}`);
    expect(await setAcl({ id: ids.entry, roles: [grant(roles.annsA, 'NOTHING')] }, people.ann)).toEqual(OK);
  });

  test('but a superuser may close it to everybody', async () => {
    expect(await setAcl({ id: ids.entry, isPublic: false })).toEqual(OK);
    expect(
      (await graphql(`{ entry(id: ${ids.entry}) { name } acl(id: ${ids.entry}) { id } }`, {}, people.ann.token)).data,
    ).toEqual({ entry: null, acl: null });
  });

  test.each(['entity', 'attr', 'entry', 'attribute'] as const)(
    'also when both of its last holders leave an %s at once',
    async (kind) => {
      const id = ids[kind];
      await setAcl({ id, isPublic: false, roles: [grant(roles.annsA, 'FULL'), grant(roles.bobs, 'FULL')] });
      const answers = await Promise.all([
        setAcl({ id, roles: [grant(roles.annsA, 'NOTHING')] }, people.ann),
        setAcl({ id, roles: [grant(roles.bobs, 'NOTHING')] }, people.bob),
      ]);
      expect(answers.map(({ errors }) => errors.length).toSorted((one, other) => one - other)).toEqual([0, 1]);
      const { acl } = await data(`{ acl(id: ${id}) { roles { permission } } }`);
      expect(acl.roles).toEqual([{ permission: 'FULL' }]);
    },
  );
});

describe('a role that is deleted at the same moment', () => {
  const remove = async (role: number, token: string) =>
    (
      await graphql(
        'mutation ($id: ID!) { deleteRole(input: { id: $id }) { errors { code } } }',
        { id: String(role) },
        token,
      )
    ).data.deleteRole;
  const leaving = async () => {
    const role = await makeRole(`leaving ${Math.random()}`);
    await give(role, { user: people.ann.actor.id, isAdmin: true });
    return role;
  };

  test('is not left as the last holder', async () => {
    for (const id of [ids.entry, ids.entity]) {
      const role = await leaving();
      await setAcl({ id, isPublic: false, roles: [grant(role, 'FULL'), grant(roles.annsA, 'FULL')] });
      const [changed, removed] = await Promise.all([
        setAcl({ id, roles: [grant(roles.annsA, 'NOTHING')] }, people.ann),
        remove(role, people.ann.token),
      ]);
      expect([changed.errors.length, removed.errors.length].toSorted((one, other) => one - other)).toEqual([0, 1]);
    }
  });

  test('gets nothing any more', async () => {
    const role = await leaving();
    await Promise.all([setAcl({ id: ids.entry, roles: [grant(role, 'FULL')] }), remove(role, testApp.token)]);
    expect(await run(sql`select object_id from acl_role where role_id = ${role}`)).toEqual([]);
  });
});
