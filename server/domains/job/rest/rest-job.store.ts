import type { Context } from '../../../context.ts';
import { idList, query, sql, type Sql } from '../../../db/index.ts';
import { canReadEntity, readableEntries } from '../../access/index.ts';
import type { Entity } from '../../entity/index.ts';
import { listedJobs, type JobFilter } from '../job.list.ts';

/** Operations of the original that are listed whatever became of their targets: exports, and deletions. */
const EXPORTS = [6, 8, 20, 22];
const DELETIONS = [3, 12, 26, 29];
/** The other ones of the original itself stand there as long as their target does. What is not of the original, all the time. */
const LAST_OF_ORIGINAL = 32;

/** The condition on `job j` of the jobs that REST lists. */
export function jobsListedByRest(ctx: Context, filter: JobFilter): Sql {
  return sql`${listedJobs(ctx, filter)} and case
    when j.operation = any(${EXPORTS}::int[]) then true
    when j.operation > ${LAST_OF_ORIGINAL} then true
    when j.target_id is null then false
    else ${targetExists(sql`j.target_id`, sql`j.operation = any(${DELETIONS}::int[])`)} end`;
}

/** Whether what a job is about is still there. */
export async function isTargetActive(ctx: Context, targetId: number): Promise<boolean> {
  const [row] = await query<{ found: boolean }>(ctx.em, sql`select ${targetExists(sql`${targetId}::int`)} as found`);
  return row?.found ?? false;
}

function targetExists(id: Sql, orDeleted: Sql = sql`false`): Sql {
  return sql`(exists (select from entry e where e.id = ${id} and (e.is_active or ${orDeleted}))
    or exists (select from entity n where n.id = ${id} and (n.is_active or ${orDeleted})))`;
}

/** An object that a job is about. */
export interface RestTarget {
  readonly id: number;
  readonly name: string;
  /** Of an entry; null for an entity. */
  readonly schema: Entity | null;
}

/** Those that the caller may see, deleted ones too. */
export async function findTargets(ctx: Context, ids: readonly number[]): Promise<ReadonlyMap<number, RestTarget>> {
  const entities = ids.flatMap((id) => ctx.catalog.findEntity(id) ?? []).filter((entity) => canReadEntity(ctx, entity));
  const entryIds = ids.filter((id) => !ctx.catalog.findEntity(id));
  const entries = entryIds.length === 0 ? [] : await readEntries(ctx, entryIds);
  return new Map<number, RestTarget>([
    ...entities.map(({ id, name }) => [id, { id, name, schema: null }] as const),
    ...entries.map(({ id, name, entityId }) => [id, { id, name, schema: ctx.catalog.getEntity(entityId) }] as const),
  ]);
}

interface EntryName {
  readonly id: number;
  readonly name: string;
  readonly entityId: number;
}

function readEntries(ctx: Context, ids: readonly number[]): Promise<readonly EntryName[]> {
  return query<EntryName>(
    ctx.em,
    sql`select e.id, e.name, e.entity_id as "entityId" from entry e
      where e.id = any(${idList(ids)}::int[]) and ${readableEntries(ctx)}`,
  );
}
