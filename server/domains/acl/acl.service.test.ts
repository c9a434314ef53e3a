import { beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { codes, grant, makeSociety, type Objects } from './test/society.ts';

const testApp = await makeTestApp();
const { data, graphql } = testApp;
const { people, roles, run, makeRole, give, makeObjects, setAcl } = await makeSociety(testApp);
let ids: Objects;

beforeEach(async () => {
  ids = await makeObjects();
});

const OK = expect.objectContaining({ errors: [] });

describe('setAcl', () => {
  test.each(['entity', 'attr', 'entry', 'attribute'] as const)('changes what is sent of an %s', async (kind) => {
    const first = await setAcl({ id: ids[kind], isPublic: false, roles: [grant(roles.annsA, 'WRITABLE')] });
    const parents = { entity: null, attr: ids.entity, entry: ids.entity, attribute: ids.entry };
    const kinds = { entity: 'ENTITY', attr: 'ENTITY_ATTR', entry: 'ENTRY', attribute: 'ATTRIBUTE' };
    const names = { entity: `E ${ids.serial}`, attr: 'label', entry: 'one', attribute: 'label' };
    expect(first).toEqual({
      errors: [],
      acl: {
        id: ids[kind],
        name: names[kind],
        kind: kinds[kind],
        isPublic: false,
        defaultPermission: 'NOTHING',
        permission: 'FULL',
        roles: [{ role: { id: String(roles.annsA) }, permission: 'WRITABLE' }],
        parent: parents[kind] === null ? null : expect.objectContaining({ id: parents[kind] }),
      },
    });
    const second = await setAcl({ id: ids[kind], defaultPermission: 'READABLE', roles: [grant(roles.bobs, 'FULL')] });
    expect(second.acl).toMatchObject({ isPublic: false, defaultPermission: 'READABLE' });
    expect(second.acl.roles).toHaveLength(2);
    const third = await setAcl({ id: ids[kind], roles: [grant(roles.annsA, 'NOTHING')] });
    expect(third.acl).toMatchObject({ isPublic: false, defaultPermission: 'READABLE' });
    expect(third.acl.roles).toEqual([{ role: { id: String(roles.bobs) }, permission: 'FULL' }]);
    const read = await data(`{ acl(id: ${ids[kind]}) { isPublic defaultPermission roles { permission } } }`);
    expect(read.acl).toEqual({ isPublic: false, defaultPermission: 'READABLE', roles: [{ permission: 'FULL' }] });
  });

  test('that says nothing new writes nothing', async () => {
    expect(await setAcl({ id: ids.entry }, people.ann)).toEqual(OK);
    expect(await setAcl({ id: ids.entry, isPublic: true, roles: [grant(roles.annsA, 'NOTHING')] }, people.ann)).toEqual(
      OK,
    );
    expect(await run(sql`select object_id from acl where object_id = ${Number(ids.entry)}`)).toEqual([]);
    expect(await run(sql`select id from acl_change where object_id = ${Number(ids.entry)}`)).toEqual([]);
  });

  test('keeps what reads go by, and is no change of the entry', async () => {
    const rowOf = async () => {
      const [row] = await run<object>(
        sql`select acl, attr_acls, updated_time from entry where id = ${Number(ids.entry)}`,
      );
      return row;
    };
    const before = await rowOf();
    await setAcl({ id: ids.entry, isPublic: false, defaultPermission: 'WRITABLE' });
    const acl = { open: 4, grants: [] };
    expect(await rowOf()).toEqual({ ...before, acl });
    await setAcl({ id: ids.attribute, isPublic: false });
    expect(await rowOf()).toEqual({ ...before, acl, attr_acls: { [ids.attr]: { open: 1, grants: [] } } });
    await setAcl({ id: ids.attribute, defaultPermission: 'FULL' });
    await setAcl({ id: ids.entry, isPublic: true });
    expect(await rowOf()).toEqual(before);
  });

  test('is possible for what was deleted, and stays when it is restored', async () => {
    await data(`mutation { deleteEntry(input: { id: ${ids.entry} }) { errors { code } } }`);
    expect(await setAcl({ id: ids.entry, isPublic: false, defaultPermission: 'FULL' }, people.ann)).toEqual(OK);
    expect(await setAcl({ id: ids.entry, defaultPermission: 'READABLE' })).toEqual(OK);
    await data(`mutation { restoreEntry(input: { id: ${ids.entry} }) { errors { code } } }`);
    const { data: seen } = await graphql(`{ entry(id: ${ids.entry}) { isActive permission } }`, {}, people.ann.token);
    expect(seen.entry).toEqual({ isActive: true, permission: 'READABLE' });
  });

  test('holds for the next request, on entities too', async () => {
    const ask = async () =>
      (
        await graphql(
          `{ entity(id: ${ids.entity}) { name permission attrs { name permission } } }`,
          {},
          people.bob.token,
        )
      ).data.entity;
    expect(await ask()).toMatchObject({ permission: 'FULL', attrs: [{ permission: 'FULL' }] });
    await setAcl({ id: ids.attr, isPublic: false, roles: [grant(roles.bobs, 'READABLE')] });
    expect(await ask()).toMatchObject({ permission: 'FULL', attrs: [{ permission: 'READABLE' }] });
    await setAcl({ id: ids.entity, isPublic: false });
    expect(await ask()).toBeNull();
  });
});

describe('setAcl refuses', () => {
  test('what does not exist, what may not be seen and ids that cannot be with the same words', async () => {
    await setAcl({ id: ids.entity, isPublic: false });
    for (const id of [ids.entity, ids.attr, ids.entry, ids.attribute, '999999', 'x', '0']) {
      const { acl, errors } = await setAcl({ id, isPublic: true }, people.ann);
      expect({ acl, errors }).toEqual({
        acl: null,
        errors: [{ code: 'NOT_FOUND', path: ['id'], message: `There is nothing with id ${id}` }],
      });
    }
  });

  test.each(['READABLE', 'WRITABLE'])('who has %s', async (permission) => {
    for (const id of [ids.attribute, ids.entry, ids.attr, ids.entity]) {
      await setAcl({ id, isPublic: false, roles: [grant(roles.annsA, permission)] });
      expect(codes(await setAcl({ id, isPublic: true }, people.ann))).toEqual([['PERMISSION_DENIED', 'id']]);
    }
  });

  test('who has FULL on the object but not on what it belongs to', async () => {
    await setAcl({ id: ids.entity, isPublic: false, defaultPermission: 'READABLE' });
    for (const id of [ids.attr, ids.entry, ids.attribute]) {
      expect(codes(await setAcl({ id, isPublic: false }, people.ann))).toEqual([['PERMISSION_DENIED', 'id']]);
    }
  });

  test('who may only read', async () => {
    expect(codes(await setAcl({ id: ids.entry, isPublic: true }, people.reader))).toEqual([['PERMISSION_DENIED', '']]);
  });

  test('roles that do not exist, were deleted, are given twice, or are not the own, all at once', async () => {
    const deleted = await makeRole(`deleted ${ids.serial}`, false);
    await give(deleted, { user: people.ann.actor.id });
    const input = {
      id: ids.entry,
      isPublic: false,
      roles: [
        grant(roles.annsA, 'FULL'),
        grant(999_999, 'FULL'),
        grant(deleted, 'FULL'),
        grant(roles.bobs, 'FULL'),
        grant(roles.annsA, 'READABLE'),
        { role: 'x', permission: 'FULL' },
      ],
    };
    const refused = await setAcl(input, people.ann);
    expect(codes(refused)).toEqual([
      ['NOT_FOUND', 'roles.1.role'],
      ['NOT_FOUND', 'roles.2.role'],
      ['NOT_FOUND', 'roles.3.role'],
      ['DUPLICATE', 'roles.4.role'],
      ['NOT_FOUND', 'roles.5.role'],
    ]);
    expect(refused.errors[2].message).toBe(`There is no role with id ${roles.bobs}`);
    expect(codes(await setAcl(input))).toEqual([
      ['NOT_FOUND', 'roles.1.role'],
      ['NOT_FOUND', 'roles.2.role'],
      ['DUPLICATE', 'roles.4.role'],
      ['NOT_FOUND', 'roles.5.role'],
    ]);
    const many = Array.from({ length: 1_001 }, () => grant(roles.annsA, 'FULL'));
    expect(codes(await setAcl({ id: ids.entry, roles: many }, people.ann))).toEqual([['TOO_MANY', 'roles']]);
    expect(await run(sql`select object_id from acl where object_id = ${Number(ids.entry)}`)).toEqual([]);
  });
});

describe('in a dry run', () => {
  test.each(['entity', 'attr', 'entry', 'attribute'] as const)('an %s shows the list as it would be', async (kind) => {
    const input = { id: ids[kind], isPublic: false, roles: [grant(roles.bobs, 'READABLE')] };
    const dry = await setAcl(input, undefined, true);
    expect(dry.acl).toMatchObject({ isPublic: false, roles: [{ permission: 'READABLE' }] });
    const { acl } = await data(`{ acl(id: ${ids[kind]}) { isPublic roles { permission } history { totalCount } } }`);
    expect(acl).toEqual({ isPublic: true, roles: [], history: { totalCount: 0 } });
  });

  test('what was read before is read anew after it', async () => {
    const text = `mutation ($id: ID!, $entity: ID!) {
      first: updateEntry(input: { id: $id }, dryRun: true) { entry { permission acl { isPublic } entity { acl { isPublic } } } }
      setAcl(input: { id: $id, isPublic: false, defaultPermission: FULL }, dryRun: true) { errors { message } }
      closed: setAcl(input: { id: $entity, isPublic: false, defaultPermission: FULL }, dryRun: true) { errors { message } }
      second: updateEntry(input: { id: $id }, dryRun: true) { entry { permission acl { isPublic } entity { acl { isPublic } } } }
    }`;
    const { data: answer } = await graphql(text, { id: ids.entry, entity: ids.entity }, people.ann.token);
    expect(answer.first.entry).toEqual({
      permission: 'FULL',
      acl: { isPublic: true },
      entity: { acl: { isPublic: true } },
    });
    expect(answer.second.entry).toEqual({
      permission: 'FULL',
      acl: { isPublic: false },
      entity: { acl: { isPublic: false } },
    });
  });
});
