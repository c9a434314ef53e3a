import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../db/index.ts';
import { nameKey } from '../domains/attribute/index.ts';
import { DEMO_GROUPS, DEMO_ROLES } from './people.ts';

const INSERT_GROUP = `
  with added as (
    insert into "group" (name, name_key, parent_id) values ($1, $2, $3)
    on conflict (name_key) where is_active do nothing
    returning id
  )
  select id from added union all select id from "group" where name_key = $2 and is_active limit 1`;

const INSERT_ROLE = `
  with added as (
    insert into role (name, name_key, description) values ($1, $2, $3)
    on conflict (name_key) where is_active do nothing
    returning id
  )
  select id from added union all select id from role where name_key = $2 and is_active limit 1`;

/** Adds the groups of the demo data that are not there yet; their ids by index. */
export async function ensureGroups(em: EntityManager): Promise<readonly number[]> {
  const ids: number[] = [];
  for (const { name, parent } of DEMO_GROUPS) {
    const parentId = parent === undefined ? null : (ids[parent] ?? null);
    ids.push(await idOf(em, INSERT_GROUP, [name, nameKey(name), parentId]));
  }
  return ids;
}

export async function ensureRoles(em: EntityManager): Promise<readonly number[]> {
  const ids: number[] = [];
  for (const { name, description } of DEMO_ROLES)
    ids.push(await idOf(em, INSERT_ROLE, [name, nameKey(name), description]));
  return ids;
}

async function idOf(em: EntityManager, statement: string, values: readonly unknown[]): Promise<number> {
  const [row] = await query<{ id: number }>(em, statement, values);
  if (!row) throw new Error(`Nothing was inserted for ${String(values[0])}`);
  return row.id;
}
