import type { Context } from '../../context.ts';
import {
  betweenCursors,
  encodeCursor,
  joinSql,
  makePage,
  orderBy,
  parsePage,
  query,
  sql,
  type OrderKey,
  type Page,
  type PageArgs,
  type Sql,
} from '../../db/index.ts';
import { rejected } from '../../errors.ts';
import { requireActor } from '../access/index.ts';
import { EVENT_COLUMNS, toEvent, type JobEvent, type JobEventRow } from './job-event.ts';
import { visibleJobs } from './job.policy.ts';
import { JOB_COLUMNS, toJob, type Job, type JobRow } from './job-row.ts';
import type { JobState } from './job-status.ts';

/** Which jobs; what is not given lets all through. */
export interface JobFilter {
  /** Also those of others, which only superusers see. Own jobs alone unless told. */
  readonly allUsers?: boolean | null;
  readonly status?: readonly JobState[] | null;
  readonly operation?: readonly number[] | null;
  readonly targetId?: number | null;
  /** Created then or later. */
  readonly createdAfter?: Date | null;
  /** Also those of operations that lists leave out. */
  readonly isHidden?: boolean | null;
}

/** The job, if the caller may see it. */
export async function findJob(ctx: Context, id: number): Promise<Job | null> {
  const actor = requireActor(ctx);
  const [row] = await query<JobRow>(
    ctx.em,
    sql`select ${JOB_COLUMNS} from job j where j.id = ${id} and ${visibleJobs(actor)}`,
  );
  return row ? toJob(row) : null;
}

/** The same where there must be one. */
export async function getJob(ctx: Context, id: number, argument = 'id'): Promise<Job> {
  const job = await findJob(ctx, id);
  if (!job) throw rejected('NOT_FOUND', `There is no job with id ${id}`, [argument]);
  return job;
}

const KEYS: readonly OrderKey[] = [
  { name: 'job id', expression: sql`j.id`, isDescending: true, isNullable: false, type: 'integer' },
];

export interface JobListArgs extends PageArgs {
  readonly filter?: JobFilter | null;
}

/** One page, newest first. */
export async function listJobs(ctx: Context, args: JobListArgs): Promise<Page<Job>> {
  const page = parsePage(args, ctx.host.settings.maxPageSize);
  const condition = listedJobs(ctx, args.filter ?? {});
  const rows = await query<JobRow>(
    ctx.em,
    sql`select ${JOB_COLUMNS} from job j where ${condition} and ${betweenCursors(KEYS, page)}
      ${orderBy(KEYS, page.isBackward)} limit ${page.limit + 1}`,
  );
  return makePage(
    page,
    rows.map(toJob),
    ({ id }) => encodeCursor(KEYS, [id]),
    () => countJobs(ctx, condition),
  );
}

/** For lists that know their places by number: newest first. */
export async function readJobsAt(ctx: Context, condition: Sql, offset: number, limit: number): Promise<readonly Job[]> {
  const rows = await query<JobRow>(
    ctx.em,
    sql`select ${JOB_COLUMNS} from job j where ${condition} order by j.id desc offset ${offset} limit ${limit}`,
  );
  return rows.map(toJob);
}

export async function countJobs(ctx: Context, condition: Sql): Promise<number> {
  const [row] = await query<{ total: number }>(ctx.em, sql`select count(*) as total from job j where ${condition}`);
  return row?.total ?? 0;
}

/** The condition on `job j` that a filter means for the caller. */
export function listedJobs(ctx: Context, filter: JobFilter): Sql {
  const actor = requireActor(ctx);
  const { hidden } = ctx.host.jobOperations;
  const conditions = [filter.allUsers ? visibleJobs(actor) : sql`j.user_id = ${actor.id}`];
  if (!filter.isHidden && hidden.length > 0) conditions.push(sql`j.operation <> all(${hidden}::int[])`);
  if (filter.status) conditions.push(sql`j.status = any(${filter.status}::text[])`);
  if (filter.operation) conditions.push(sql`j.operation = any(${filter.operation}::int[])`);
  if (filter.targetId) conditions.push(sql`j.target_id = ${filter.targetId}`);
  if (filter.createdAfter) conditions.push(sql`j.created_time >= ${filter.createdAfter.toISOString()}::timestamptz`);
  return joinSql(conditions, ' and ');
}

/** The stored events of a job that the caller may see, after a number, in order. */
export async function readEvents(
  ctx: Pick<Context, 'em'>,
  jobId: number,
  after: number,
  limit: number,
): Promise<readonly JobEvent[]> {
  const rows = await query<JobEventRow>(
    ctx.em,
    sql`select ${EVENT_COLUMNS} from job_event v where v.job_id = ${jobId} and v.seq > ${after}
      order by v.seq limit ${limit}`,
  );
  return rows.map(toEvent);
}
