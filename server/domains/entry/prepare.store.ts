import type { Context } from '../../context.ts';
import { idList, nameKeyList, query, sql } from '../../db/index.ts';
import { readableEntries } from '../access/index.ts';
import { whyUnstorable, type Reference } from '../attribute/index.ts';

export interface Prepared {
  /** The entity as the lock found it: no schema change can come between this and the end of the transaction. */
  readonly isActive: boolean;
  readonly updatedTime: string;
  /** Fresh ids for entries and attributes. */
  readonly ids: number[];
  /** Those of the targets that do not exist, were deleted or may not be seen. */
  readonly missing: readonly number[];
  /** Which of the names are taken, and by which entry. */
  readonly taken: Readonly<Record<string, number>>;
}

export interface Preparation {
  readonly entityId: number;
  readonly idCount: number;
  readonly targets: readonly number[];
  readonly nameKeys: readonly string[];
}

/** Everything that writing entries of one entity must know of the database, in one statement. Locks the schema and the targets. */
export async function prepareWrite(ctx: Context, want: Preparation): Promise<Prepared> {
  // The others are nobody's name, and are refused together with all that is wrong.
  const storableKeys = want.nameKeys.filter((key) => whyUnstorable(key) === null);
  const [prepared] = await query<Prepared>(
    ctx.em,
    // Who deletes a target meanwhile waits and sees the new reference, or is waited for and has deleted it.
    // A statement that begins with `select` travels with BEGIN.
    sql`select s.is_active as "isActive", s.updated_time as "updatedTime",
        array(select nextval('object_id')::int from generate_series(1, ${want.idCount}::int)) as ids,
        array(select w.id from unnest(${want.targets}::int[]) w (id) where w.id not in (
          select e.id from entry e where e.id = any(${idList(want.targets)}::int[]) and e.is_active and ${readableEntries(ctx)}
          order by e.id for key share)) as missing,
        coalesce((select json_object_agg(e.name_key, e.id) from entry e
          where e.entity_id = s.id and e.is_active and e.name_key = any(${nameKeyList(storableKeys)}::text[])), '{}') as taken
      from entity s where s.id = ${want.entityId} for key share of s`,
  );
  if (!prepared) throw new Error(`Entity ${want.entityId} has no row`);
  return prepared;
}

/** Those of the references to groups and roles that do not exist or were deleted. */
export async function findMissingMembers(
  ctx: Context,
  references: readonly Reference[],
): Promise<readonly Reference[]> {
  const groups = references.filter(({ kind }) => kind === 'group').map(({ id }) => id);
  const roles = references.filter(({ kind }) => kind === 'role').map(({ id }) => id);
  if (groups.length + roles.length === 0) return [];
  return query<Reference>(
    ctx.em,
    sql`select 'group' as kind, w.id from unnest(${groups}::int[]) w (id)
        where not exists (select from "group" g where g.id = w.id and g.is_active)
      union all
      select 'role' as kind, w.id from unnest(${roles}::int[]) w (id)
        where not exists (select from role r where r.id = w.id and r.is_active)`,
  );
}
