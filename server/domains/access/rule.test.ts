/** The readings of the rule say the same of random lists, through the tables and triggers that keep them. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Actor } from '../../context.ts';
import { query, sql } from '../../db/index.ts';
import { makeTestWorld } from '../../test/context.ts';
import type { Acl, RowAcl } from './acl.ts';
import { LEVELS, NOTHING, READABLE, type Level } from './level.ts';
import { allowedRows, isAllowed, linkOfColumn } from './rule.ts';

const world = await makeTestWorld();
const em = world.orm.em.fork();

/** The same numbers each time (Park and Miller). */
let state = 42;
function below(limit: number): number {
  state = (state * 48_271) % 2_147_483_647;
  return state % limit;
}

const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;
const ROLES = [1, 2, 3, 4, 5, 6];
/** Roles that nothing is granted to: whoever has so many is asked for in another way. */
const OTHERS = Array.from({ length: 1000 }, (_, index) => 100 + index);
const OBJECTS = 120;
const ALL_LEVELS = Object.values(LEVELS);

const lists = new Map<number, Acl>();
const rows = new Map<number, RowAcl | null>();

const actor = (roleIds: readonly number[], flags: Partial<Actor> = {}): Actor => ({
  id: 1,
  username: 'somebody',
  isSuperuser: false,
  isReadonly: false,
  roleIds,
  ...flags,
});

const ACTORS: readonly (Actor | null)[] = [
  null,
  actor([], { isSuperuser: true }),
  actor([], { isSuperuser: true, isReadonly: true }),
  actor([]),
  actor([1, 2, 3, 4, 5, 6]),
  actor(OTHERS),
  actor([2, 5, ...OTHERS]),
  actor([2, 5, ...OTHERS], { isReadonly: true }),
  ...Array.from({ length: 10 }, (_, index) =>
    actor(
      ROLES.filter(() => below(3) === 0),
      { isReadonly: index % 4 === 0 },
    ),
  ),
];

beforeAll(async () => {
  await query(em, `insert into role (name, name_key) select 'r' || n, 'r' || n from generate_series(1, 6) n`);
  await query(em, `insert into entity (name, name_key) values ('Box', 'box')`);
  for (let index = 0; index < OBJECTS; index += 1) {
    const [entry] = await query<{ id: number }>(
      em,
      sql`insert into entry (entity_id, name, name_key) select id, ${`e${index}`}, ${`e${index}`} from entity returning id`,
    );
    const id = entry?.id ?? 0;
    const acl = randomAcl();
    lists.set(id, acl);
    if (acl.isPublic && acl.roles.size === 0) continue;
    await query(
      em,
      sql`insert into acl (object_id, kind, is_public, default_permission) values (${id}, 4, ${acl.isPublic}, ${acl.defaultPermission})`,
    );
    for (const [role, level] of acl.roles)
      await query(em, sql`insert into acl_role (object_id, role_id, level) values (${id}, ${role}, ${level})`);
  }
  for (const { id, acl } of await query<{ id: number; acl: RowAcl | null }>(em, 'select id, acl from entry'))
    rows.set(id, acl);
});

function randomAcl(): Acl {
  const granted = ROLES.filter(() => below(3) === 0);
  return {
    isPublic: below(4) === 0,
    defaultPermission: pick([NOTHING, NOTHING, ...ALL_LEVELS]),
    roles: new Map(
      granted.map((role): [number, Level] => [role, pick(ALL_LEVELS.filter((level) => level >= READABLE))]),
    ),
  };
}

test('for one object', async () => {
  let compared = 0;
  for (const one of ACTORS) {
    for (const level of ALL_LEVELS) {
      const found = await query<{ id: number }>(
        em,
        sql`select e.id from entry e where ${allowedRows(one, level, [linkOfColumn(sql`e.acl`)])} order by 1`,
      );
      const byLists = [...lists].filter(([, acl]) => isAllowed(one, level, [acl])).map(([id]) => id);
      const byRows = [...rows].filter(([, acl]) => isAllowed(one, level, [acl])).map(([id]) => id);
      expect(found.map(({ id }) => id)).toEqual(byLists);
      expect(byRows.toSorted((left, right) => left - right)).toEqual(byLists);
      compared += lists.size;
    }
  }
  expect(compared).toBe(ACTORS.length * ALL_LEVELS.length * OBJECTS);
});

test('for chains of three', async () => {
  const ids = [...lists.keys()];
  const chains = Array.from({ length: 300 }, () => [pick(ids), pick(ids), pick(ids)]);
  const [tops, middles, leaves] = [0, 1, 2].map((place) => chains.map((chain) => chain[place] ?? 0));
  let allowed = 0;
  for (const one of ACTORS) {
    for (const level of ALL_LEVELS) {
      const links = [sql`t.acl`, sql`m.acl`, sql`l.acl`].map(linkOfColumn);
      const found = await query<{ place: number }>(
        em,
        sql`select c.place::int as place
          from unnest(${tops}::int[], ${middles}::int[], ${leaves}::int[]) with ordinality c (t, m, l, place)
          join entry t on t.id = c.t join entry m on m.id = c.m join entry l on l.id = c.l
          where ${allowedRows(one, level, links)} order by 1`,
      );
      const wanted = chains.flatMap((chain, index) => {
        const acls = chain.map((id) => lists.get(id) ?? null);
        return isAllowed(one, level, acls) ? [index + 1] : [];
      });
      expect(found.map(({ place }) => place)).toEqual(wanted);
      allowed += wanted.length;
    }
  }
  expect(allowed).toBeGreaterThan(100);
});

test('for whom nothing can be allowed or denied no condition is left', () => {
  const [link] = [linkOfColumn(sql`e.acl`)];
  expect(allowedRows(null, READABLE, [link])).toEqual(sql`false`);
  expect(allowedRows(actor([], { isSuperuser: true }), READABLE, [link])).toEqual(sql`true`);
});
