import type { Context } from '../../../context.ts';
import { joinSql, query, sql, type Sql } from '../../../db/index.ts';
import type { Ordering, Window } from '../../../rest/index.ts';
import { readableEntries, type RowAcl } from '../../access/index.ts';
import { foldText } from '../../attribute/index.ts';
import { columnsFor, type EntryParts, type EntryRow } from '../entry-row.ts';
import { contains } from '../like-pattern.ts';

/** An entry with what only REST shows of it. */
export interface RestEntry extends EntryRow {
  updatedTime: string;
  readonly acl: RowAcl | null;
  readonly isPublic: boolean;
  readonly deletedTime: string | null;
  /** Who deleted it. */
  readonly deleter: Deleter | null;
}

export interface Deleter {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  readonly isSuperuser: boolean;
  readonly parentUserId: number | null;
  readonly createdTime: string;
}

/** Which entries of an entity a list is about. */
export interface RestEntryFilter {
  readonly entityId: number;
  /** Null for those that were deleted too. */
  readonly isActive: boolean | null;
  /** The name must contain all of them. */
  readonly terms: readonly string[];
}

export type RestOrdering = Ordering<'name' | 'updated_time'>;

/** How many of them the caller may see. */
export async function countRestEntries(ctx: Context, filter: RestEntryFilter): Promise<number> {
  const [row] = await query<{ count: number }>(
    ctx.em,
    sql`select count(*)::int as count from entry e where ${conditionOf(ctx, filter)}`,
  );
  return row?.count ?? 0;
}

/** Some of those that the caller may see, by id where the order says nothing else. */
export function listRestEntries(
  ctx: Context,
  filter: RestEntryFilter,
  orderings: readonly RestOrdering[],
  { limit, offset }: Window,
): Promise<RestEntry[]> {
  const order = joinSql([...orderings.map(keyOf), sql`e.id`]);
  const tail = sql`where ${conditionOf(ctx, filter)} order by ${order} limit ${limit} offset ${offset}`;
  return select(ctx, { doc: false, times: true }, tail);
}

/** The entry with its document, deleted ones included; null when there is none that the caller may see. */
export async function findRestEntry(ctx: Context, id: number): Promise<RestEntry | null> {
  const [entry] = await select(ctx, { doc: true, times: true }, sql`where e.id = ${id} and ${readableEntries(ctx)}`);
  return entry ?? null;
}

function select(ctx: Context, parts: EntryParts, tail: Sql): Promise<RestEntry[]> {
  return query<RestEntry>(
    ctx.em,
    sql`select ${columnsFor(parts)}, e.acl, coalesce(l.is_public, true) as "isPublic", e.deleted_time as "deletedTime",
        case when u.id is not null then json_build_object('id', u.id, 'username', u.username, 'email', u.email,
          'isSuperuser', u.is_superuser, 'parentUserId', u.parent_user_id, 'createdTime', u.created_time) end as deleter
      from entry e left join acl l on l.object_id = e.id left join "user" u on u.id = e.deleted_user_id ${tail}`,
  );
}

function conditionOf(ctx: Context, { entityId, isActive, terms }: RestEntryFilter): Sql {
  const activity = isActive === null ? [] : [isActive ? sql`e.is_active` : sql`not e.is_active`];
  const names = terms.map((term) => contains(sql`e.name_key`, foldText(term)));
  return joinSql([sql`e.entity_id = ${entityId}`, readableEntries(ctx), ...activity, ...names], ' and ');
}

function keyOf({ field, direction }: RestOrdering): Sql {
  const column = field === 'name' ? sql`e.name_key` : sql`e.updated_time`;
  return direction === 'DESC' ? sql`${column} desc` : column;
}
