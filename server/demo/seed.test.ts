import { describe, expect, test } from '@jest/globals';
import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../db/index.ts';
import { attributeTypes } from '../domains/attribute/index.ts';
import { checkStorage } from '../domains/entry/index.ts';
import { findActor, findUserByName } from '../domains/user/index.ts';
import { makeTestWorld } from '../test/context.ts';
import { makeShape, seedDemo } from './index.ts';
import { findDemoMarker } from './marker.store.ts';

const ENTRIES = 1000;
const world = await makeTestWorld();
const em = world.orm.em.fork();
const progress: unknown[] = [];

const seed = (entries: number) =>
  seedDemo(world.orm.em.fork(), {
    entries,
    contextFor: async (tx: EntityManager) => {
      const ctx = await world.contextOf(world.admin);
      return { ...ctx, em: tx, catalog: await ctx.host.catalogs.load(tx) };
    },
    onProgress: (...told) => void progress.push(told),
  });

const isNew = await seed(ENTRIES);

async function count(sql: string): Promise<number> {
  const [row] = await query<{ count: number }>(em, `select count(*)::float8 as count from ${sql}`);
  return row?.count ?? Number.NaN;
}

describe('the seed', () => {
  test('writes all entries and tells how far it is', async () => {
    expect(isNew).toBe(true);
    expect(await count('entry')).toBe(ENTRIES);
    expect(progress[0]).toEqual([expect.any(Number), ENTRIES, expect.any(String)]);
    expect(progress.at(-1)).toEqual([ENTRIES, ENTRIES, expect.any(String)]);
    const shape = makeShape(ENTRIES);
    expect(await count(`entry join entity e on e.id = entity_id where e.name = 'Server'`)).toBe(shape.server);
  });

  test('is done once', async () => {
    expect(await seed(2000)).toBe(false);
    expect(await findDemoMarker(world.orm.em.fork())).toBe(ENTRIES);
    expect(await count('entry')).toBe(ENTRIES);
  });

  test('fills attributes of every type that can be created', async () => {
    const rows = await query<{ type: number }>(em, 'select distinct type from attribute_value order by type');
    const creatable = Object.values(attributeTypes).filter((type) => type.isCreatable);
    expect(rows.map((row) => row.type)).toEqual(creatable.map((type) => type.code).sort((a, b) => a - b));
  });

  test('leaves values with a past, and deleted entries', async () => {
    expect(
      await count('attribute a where (select count(*) from attribute_value v where v.attribute_id = a.id) > 1'),
    ).toBeGreaterThan(50);
    expect(await count('entry where not is_active')).toBeGreaterThan(20);
    expect(await count('entry where deleted_with is not null')).toBeGreaterThan(5);
  });

  test('leaves documents, references and search rows that follow from the versions', async () => {
    expect(await checkStorage(await world.contextOf(world.admin))).toEqual({
      entries: ENTRIES,
      differences: [],
      repaired: 0,
    });
  });

  test('leaves no reference to nothing, although nobody checked row by row', async () => {
    const keys = await query<{ drop: string; add: string }>(
      em,
      `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
              format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as add
       from pg_constraint where contype = 'f'`,
    );
    expect(keys.length).toBeGreaterThan(20);
    for (const key of keys) {
      await query(em, key.drop);
      await query(em, key.add);
    }
  });

  test('closes an entity, a column, entries and an attribute, and says so in the rows of entries', async () => {
    const rows = await query(em, 'select kind, count(*)::int from acl group by kind order by kind');
    expect(rows).toEqual([
      { kind: 1, count: 3 },
      { kind: 2, count: 1 },
      { kind: 4, count: 2 },
      { kind: 8, count: 1 },
    ]);
    expect(await count('entry where acl is not null')).toBe(2);
    expect(await count('entry where attr_acls is not null')).toBe(1);
  });

  test.each([
    ['mori', ['On call']],
    ['ruiz', ['Approver', 'Duty manager']],
    ['sato', ['監査担当']],
  ])('lets %s have the roles %j, also through groups', async (username, roles) => {
    const user = await findUserByName(await world.contextOf(null), username);
    const actor = await findActor(em, user?.id ?? 0);
    const rows = await query<{ name: string }>(em, 'select name from role where id = any($1::int[]) order by name', [
      actor?.roleIds,
    ]);
    expect(rows.map(({ name }) => name)).toEqual(roles);
  });

  test('makes names from attributes and patterns', async () => {
    const [port] = await query<{ name: string }>(
      em,
      `select e.name from entry e join entity n on n.id = e.entity_id
       where n.name = 'Network Interface' and e.is_active order by e.id limit 1`,
    );
    expect(port?.name).toMatch(/^[a-z]+-[a-z]{3}1-\d{5} \[eth\d\]$/);
  });
});
