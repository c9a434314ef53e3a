/** Values that refer to groups and roles, and the type that can be read but not made. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { query } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { countStatements } from '../../test/statements.ts';
import { checkStorage } from './index.ts';

const { app, data, graphql } = await makeTestApp();
const run = async (text: string, values: readonly unknown[] = []) =>
  query<{ id: number }>((await app.contextFor(null)).em, text, values);

const CREATE = `mutation ($input: CreateEntryInput!) { createEntry(input: $input) { entry { id } errors { code path message } } }`;
const READ = `query ($id: ID!) { entry(id: $id) { attrs { name text json value {
  ... on GroupValue { group { name } } ... on RoleValue { role { id name } }
  ... on GroupListValue { groups { name } } ... on RoleListValue { roles { name } }
  ... on NamedEntryValue { name entry { name } }
} } } }`;

beforeAll(async () => {
  await run(
    `insert into "group" (name, name_key) values ('Network', 'network'), ('Storage', 'storage'), ('Gone', 'gone')`,
  );
  await run(`insert into role (name, name_key) values ('Admin', 'admin'), ('Guest', 'guest')`);
  await data(`mutation { createEntity(input: { name: "Rack", attrs: [
    { name: "group", type: GROUP }, { name: "groups", type: ARRAY_GROUP }, { name: "role", type: ROLE }, { name: "roles", type: ARRAY_ROLE }
  ] }) { errors { message } } }`);
});

const values = (given: object) => Object.entries(given).map(([attr, value]) => ({ attr, value }));
const create = async (name: string, given: object) =>
  (await data(CREATE, { input: { entityName: 'Rack', name, attrs: values(given) } })).createEntry;

describe('groups and roles', () => {
  test('are stored by id and shown by name, and a deleted one shows as nothing', async () => {
    const { entry, errors } = await create('a', { group: '3', groups: [1, '3', null, 2], role: 1, roles: [2, 1] });
    expect(errors).toEqual([]);
    const shown = async () => {
      const { entry: read } = await data(READ, { id: entry.id });
      return read.attrs.map(({ text, json, value }: Record<string, unknown>) => [text, json, value]);
    };
    expect(await shown()).toEqual([
      ['Gone', 3, { group: { name: 'Gone' } }],
      ['Network, Gone, Storage', [1, 3, 2], { groups: [{ name: 'Network' }, { name: 'Gone' }, { name: 'Storage' }] }],
      ['Admin', 1, { role: { id: '1', name: 'Admin' } }],
      ['Guest, Admin', [2, 1], { roles: [{ name: 'Guest' }, { name: 'Admin' }] }],
    ]);
    await run(`update "group" set is_active = false where id = 3`);
    expect((await shown()).slice(0, 2)).toEqual([
      ['', 3, { group: null }],
      ['Network, Storage', [1, 3, 2], { groups: [{ name: 'Network' }, { name: 'Storage' }] }],
    ]);
    expect((await checkStorage(await app.contextFor(null))).differences).toEqual([]);
  });

  test('that do not exist or were deleted are told at their place', async () => {
    const { entry, errors } = await create('b', { group: 3, groups: [1, 77], role: 9, roles: ['x'] });
    expect(entry).toBeNull();
    expect(errors.map(({ code, path }: { code: string; path: string[] }) => [code, path.join('.')])).toEqual([
      ['INVALID', 'attrs.3.value.0'],
      ['NOT_FOUND', 'attrs.0.value'],
      ['NOT_FOUND', 'attrs.1.value'],
      ['NOT_FOUND', 'attrs.2.value'],
    ]);
  });

  test('are found by filters', async () => {
    await create('c', { group: 1, roles: [2] });
    const find = async (filter: string) => {
      const { entries } = await data(
        `{ entries(entityName: "Rack", filter: { name: { eq: "c" }, attrs: [${filter}] }) { totalCount } }`,
      );
      return entries.totalCount;
    };
    expect(await find('{ attr: "group", eq: 1 }')).toBe(1);
    expect(await find('{ attr: "group", eq: "NETWORK" }')).toBe(1);
    expect(await find('{ attr: "roles", in: [1, "guest"] }')).toBe(1);
    expect(await find('{ attr: "roles", eq: 1 }')).toBe(0);
    expect(await find('{ attr: "role", isEmpty: true }')).toBe(1);
  });
});

describe('NAMED_OBJECT_BOOLEAN', () => {
  test('cannot be made, but one that is there is read, written and searched', async () => {
    const refused = await data(`mutation { createEntity(input: { name: "No", attrs: [
      { name: "flagged", type: NAMED_OBJECT_BOOLEAN, referral: ["1"] }] }) { errors { code path } } }`);
    expect(refused.createEntity.errors).toContainEqual({ code: 'INVALID', path: ['attrs', '0', 'type'] });

    const made = await data(`mutation { createEntity(input: { name: "Old" }) { entity { id } } }`);
    const entityId = Number(made.createEntity.entity.id);
    await run(
      `insert into entity_attr (entity_id, name, name_key, type, referral) values ($1::int, 'flagged', 'flagged', 2057, array[$1::int])`,
      [entityId],
    );
    await run(`update epoch set value = value + 1 where name = 'catalog'`);
    const target = await data(CREATE, { input: { entityName: 'Old', name: 'target' } });
    const id = Number(target.createEntry.entry.id);
    const flagged = { name: 'eth0', id, boolean: true };
    const entry = await data(CREATE, {
      input: { entityName: 'Old', name: 'a', attrs: [{ attr: 'flagged', value: flagged }] },
    });
    expect(entry.createEntry.errors).toEqual([]);
    const { entry: read } = await data(READ, { id: entry.createEntry.entry.id });
    expect(read.attrs).toEqual([
      {
        name: 'flagged',
        text: 'eth0: target (true)',
        json: flagged,
        value: { name: 'eth0', entry: { name: 'target' } },
      },
    ]);
    const { entries } = await data(
      `{ entries(entityName: "Old", filter: { attrs: [{ attr: "flagged", contains: "ETH" }] }) { nodes { name } } }`,
    );
    expect(entries.nodes).toEqual([{ name: 'a' }]);
  });
});

test('creating 1,000 entries with 10 attributes each takes as many statements as creating one', async () => {
  const names = Array.from({ length: 10 }, (_, index) => `attr ${index}`);
  await data(
    `mutation ($attrs: [CreateEntityAttrInput!]) { createEntity(input: { name: "Wide", attrs: $attrs }) { errors { message } } }`,
    {
      attrs: names.map((name, index) => ({ name, type: ['STRING', 'NUMBER', 'ARRAY_STRING', 'GROUP'][index % 4] })),
    },
  );
  const valueOf = (index: number) => ['text', index, ['x', 'y'], 1][index % 4];
  const createMany = async (prefix: string, length: number) => {
    const entries = Array.from({ length }, (_, place) => ({
      name: `${prefix} ${place}`,
      attrs: names.map((attr, index) => ({ attr, value: valueOf(index) })),
    }));
    const answer = await graphql(
      'mutation ($entries: [NewEntryInput!]!) { createEntries(input: { entityName: "Wide", entries: $entries }) { entries { attr(name: "attr 3") { text } } errors { message } } }',
      { entries },
    );
    expect(answer.data.createEntries.errors).toEqual([]);
    expect(answer.data.createEntries.entries).toHaveLength(length);
  };
  await createMany('first', 1);
  const one = await countStatements(() => createMany('one', 1));
  expect(one).toBeLessThanOrEqual(10);
  expect(await countStatements(() => createMany('many', 1_000))).toBe(one);
  const [counted] =
    await run(`select count(*)::int as id from attribute_value v join attribute a on a.id = v.attribute_id
    join entry e on e.id = a.entry_id where e.name like 'many %'`);
  expect(counted?.id).toBe(10_000);
});
