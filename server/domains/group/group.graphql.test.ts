import { describe, expect, test } from '@jest/globals';
import { query } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';

const { app, data, graphql, makeGroup, makeUser, makeRole } = await makeTestApp();
const run = async (text: string, values: readonly unknown[]) => query((await app.contextFor(null)).em, text, values);

const GROUP = 'group { id name isActive parentGroup { name } children { name } members { username } }';
const CREATE = `mutation ($input: CreateGroupInput!) { createGroup(input: $input) { ${GROUP} errors { code message path } } }`;
const UPDATE = `mutation ($input: UpdateGroupInput!) { updateGroup(input: $input) { ${GROUP} errors { code message path } } }`;
const DELETE = `mutation ($id: ID!) { deleteGroup(input: { id: $id }) { ${GROUP} errors { code message path } } }`;

const create = async (input: object, token?: string) => (await graphql(CREATE, { input }, token)).data.createGroup;
const update = async (input: object, token?: string) => (await graphql(UPDATE, { input }, token)).data.updateGroup;
const remove = async (id: number | string, token?: string) =>
  (await graphql(DELETE, { id: String(id) }, token)).data.deleteGroup;
const find = async (id: number | string) =>
  (
    await data(
      `query ($id: ID) { group(id: $id) { name parentGroup { name } children { name } members { username } } }`,
      { id: String(id) },
    )
  ).group;

const { actor: ann, token: annToken } = await makeUser({ username: 'Ann' });
const { actor: bob } = await makeUser({ username: 'bob' });
const { actor: gone } = await makeUser({ username: 'gone' });
await run('update "user" set is_active = false where id = $1', [gone.id]);

describe('groups', () => {
  test('are made with a parent and members, found by id and by name, and seen by everybody', async () => {
    const top = await create({ name: ' Infra ' });
    expect(top).toMatchObject({ group: { name: 'Infra', isActive: true, parentGroup: null, members: [] }, errors: [] });
    const made = await create({
      name: 'DC ops',
      parentGroup: top.group.id,
      members: [String(bob.id), String(ann.id), String(bob.id)],
    });
    const expected = {
      name: 'DC ops',
      parentGroup: { name: 'Infra' },
      children: [],
      members: [{ username: 'Ann' }, { username: 'bob' }],
    };
    expect(made).toEqual({ group: { id: expect.any(String), isActive: true, ...expected }, errors: [] });
    expect(await find(made.group.id)).toEqual(expected);
    const times = await data('query ($id: ID) { group(id: $id) { createdTime updatedTime } }', { id: made.group.id });
    expect(Date.parse(times.group.updatedTime)).toBeGreaterThanOrEqual(Date.parse(times.group.createdTime));
    const answer = await graphql(
      '{ byName: group(name: "dc OPS") { id members { username } } none: group(id: "x") { id } nul: group(name: "a\\u0000") { id } nothing: group { id } }',
      {},
      annToken,
    );
    expect(answer.data).toEqual({
      byName: { id: made.group.id, members: [{ username: 'Ann' }, { username: 'bob' }] },
      none: null,
      nul: null,
      nothing: null,
    });
    expect((await find(top.group.id)).children).toEqual([{ name: 'DC ops' }]);
  });

  test('are listed by name, filtered and page by page', async () => {
    for (const name of ['l c', 'L a', 'l b', 'm']) await makeGroup({ name });
    const list = async (args: string) =>
      (await data(`{ groups(${args}) { totalCount nodes { name } edges { cursor } pageInfo { hasNextPage } } }`))
        .groups;
    const names = (page: { nodes: { name: string }[] }) => page.nodes.map(({ name }) => name);
    const first = await list('filter: { name: { startsWith: "L " } }, first: 2');
    expect([names(first), first.totalCount, first.pageInfo.hasNextPage]).toEqual([['L a', 'l b'], 3, true]);
    expect(names(await list(`filter: { name: { startsWith: "L " } }, after: "${first.edges[1].cursor}"`))).toEqual([
      'l c',
    ]);
    expect(names(await list('filter: { name: { contains: " A" } }'))).toEqual(['L a']);
    expect(names(await list('filter: { name: { in: ["M", "l C"] } }, last: 1'))).toEqual(['m']);
    expect(names(await list('filter: { name: { eq: "l_a" } }'))).toEqual([]);
    const answer = await graphql('{ groups(filter: { name: { eq: "a\\u0000" } }) { totalCount } }');
    expect(answer.errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
    const ofGroups = await graphql(`{ roles(after: "${first.edges[1].cursor}") { totalCount } }`);
    expect(ofGroups.errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });

  test('a change leaves what it does not mention, and inactive members', async () => {
    const parent = await makeGroup({ name: 'p1' });
    const { id } = await makeGroup({ name: 'c1', parent, members: [ann] });
    await run('insert into group_member (user_id, group_id) values ($1, $2)', [gone.id, id]);
    const same = { id: String(id), name: 'c1', isActive: true, parentGroup: { name: 'p1' }, children: [] };
    expect(await update({ id: String(id) })).toEqual({
      group: { ...same, members: [{ username: 'Ann' }] },
      errors: [],
    });
    expect((await update({ id: String(id), members: [String(bob.id)], parentGroup: null })).group).toEqual({
      ...same,
      parentGroup: null,
      members: [{ username: 'bob' }],
    });
    expect(await run('select user_id from group_member where group_id = $1 order by 1', [id])).toEqual([
      { user_id: bob.id },
      { user_id: gone.id },
    ]);
    expect((await update({ id: String(id), name: 'C1' })).group.name).toBe('C1');
  });

  test('everything that is wrong is told, and nothing is done', async () => {
    await makeGroup({ name: 'Taken' });
    const answer = await create({
      name: 'tAKEN',
      parentGroup: '999999',
      members: [String(ann.id), 'x', String(gone.id)],
    });
    expect(answer.group).toBeNull();
    expect(answer.errors.map(({ code, path }: { code: string; path: string[] }) => [code, ...path])).toEqual([
      ['DUPLICATE', 'name'],
      ['NOT_FOUND', 'parentGroup'],
      ['NOT_FOUND', 'members', '1'],
      ['NOT_FOUND', 'members', '2'],
    ]);
    const codes = async (input: object) => (await create(input)).errors.map(({ code }: { code: string }) => code);
    expect(await codes({ name: ' ' })).toEqual(['REQUIRED']);
    expect(await codes({ name: 'x'.repeat(151) })).toEqual(['TOO_LONG']);
    expect(await codes({ name: 'a\0' })).toEqual(['INVALID']);
    for (const id of ['0', 'x', '999999', '99999999999']) {
      expect((await update({ id })).errors).toMatchObject([{ code: 'NOT_FOUND', path: ['id'] }]);
      expect((await remove(id)).errors).toMatchObject([{ code: 'NOT_FOUND', path: ['id'] }]);
    }
  });

  test('only superusers change them', async () => {
    const { id } = await makeGroup({ name: 'guarded', members: [ann] });
    const denied = [expect.objectContaining({ code: 'PERMISSION_DENIED' })];
    expect((await create({ name: 'mine' }, annToken)).errors).toEqual(denied);
    expect((await update({ id: String(id), name: 'mine' }, annToken)).errors).toEqual(denied);
    expect((await remove(id, annToken)).errors).toEqual(denied);
    expect((await find(id)).name).toBe('guarded');
  });

  test('the name of one is free again after its deletion, and the same name at once is given once', async () => {
    const { id } = await makeGroup({ name: 'again' });
    const deleted = await remove(id);
    expect(deleted.group).toMatchObject({
      isActive: false,
      name: expect.stringMatching(/^again_deleted_\d{8}_\d{6}$/),
    });
    expect((await remove(id)).errors[0].code).toBe('NOT_FOUND');
    expect(await find(id)).toBeNull();
    const outcomes = await Promise.all(['again', 'AGAIN', 'Again'].map((name) => create({ name })));
    expect(outcomes.map(({ errors }): string => errors[0]?.code ?? 'made').toSorted()).toEqual([
      'DUPLICATE',
      'DUPLICATE',
      'made',
    ]);
  });

  test('a writer that does not wait for the others is told of a taken name too', async () => {
    await run(
      `create function late() returns trigger language plpgsql as $$ begin
      insert into "group" (name, name_key) values ('Late', 'late') on conflict do nothing; return new; end $$`,
      [],
    );
    await run(
      `create trigger late before insert on "group" for each row when (new.name = 'late') execute function late()`,
      [],
    );
    expect((await create({ name: 'late' })).errors).toMatchObject([{ code: 'DUPLICATE', path: ['name'] }]);
    await run('drop trigger late on "group"', []);
  });
});

describe('the tree', () => {
  test('has no cycles', async () => {
    const a = await makeGroup({ name: 't a' });
    const b = await makeGroup({ name: 't b', parent: a });
    const c = await makeGroup({ name: 't c', parent: b });
    for (const below of [a, b, c]) {
      const answer = await update({ id: String(a.id), parentGroup: String(below.id) });
      expect(answer.errors).toMatchObject([{ code: 'INVALID', path: ['parentGroup'] }]);
    }
    expect((await update({ id: String(c.id), parentGroup: String(a.id) })).errors).toEqual([]);
  });

  test('also when two are hung below each other at once', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const [a, b] = [await makeGroup({ name: `x a ${turn}` }), await makeGroup({ name: `x b ${turn}` })];
      const answers = await Promise.all([
        update({ id: String(a.id), parentGroup: String(b.id) }),
        update({ id: String(b.id), parentGroup: String(a.id) }),
      ]);
      expect(answers.map(({ errors }): string => errors[0]?.code ?? 'done').toSorted()).toEqual(['INVALID', 'done']);
    }
  });

  test('what is below a deleted group moves up, and nothing hangs on it', async () => {
    const top = await makeGroup({ name: 'd top' });
    const middle = await makeGroup({ name: 'd middle', parent: top, members: [bob] });
    const low = await makeGroup({ name: 'd low', parent: middle, members: [ann] });
    await makeRole({ name: 'd role', groups: [middle] });
    const groupsOf = async (username: string) =>
      (
        await data('query ($username: String) { user(username: $username) { groups { group { name } isDirect } } }', {
          username,
        })
      ).user.groups.filter(({ group }: { group: { name: string } }) => group.name.startsWith('d '));
    expect(await groupsOf('ann')).toEqual([
      { group: { name: 'd low' }, isDirect: true },
      { group: { name: 'd middle' }, isDirect: false },
      { group: { name: 'd top' }, isDirect: false },
    ]);
    await remove(middle.id);
    expect(await find(low.id)).toMatchObject({ parentGroup: { name: 'd top' }, members: [{ username: 'Ann' }] });
    expect((await groupsOf('ann')).map(({ group }: { group: { name: string } }) => group.name)).toEqual([
      'd low',
      'd top',
    ]);
    expect(await groupsOf('bob')).toEqual([]);
    expect(await run('select group_id from role_group where group_id = $1', [middle.id])).toEqual([]);
    await remove(top.id);
    expect((await find(low.id)).parentGroup).toBeNull();
  });
});
