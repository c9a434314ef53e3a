import type { EntityManager } from '@mikro-orm/postgresql';
import { idList, query, sql } from '../../db/index.ts';
import { EVENT_COLUMNS, toEvent, type JobEvent, type JobEventRow } from './job-event.ts';
import { JOB_COLUMNS, toJob, type Job, type JobRow } from './job-row.ts';
import { isFinal, type JobState } from './job-status.ts';

/** Where a job stands. */
export interface JobHead {
  readonly userId: number;
  /** The number of its newest event. */
  readonly lastSeq: number;
  /** Whether its status is final and no attempt is pending. */
  readonly isOver: boolean;
}

/** Where a job stands and its next events, as they were in the same instant. */
export interface EventBatch {
  readonly head: JobHead;
  readonly events: readonly JobEvent[];
}

interface BatchRow {
  readonly userId: number;
  readonly lastSeq: number;
  readonly jobStatus: JobState;
  readonly event: JobEventRow | null;
}

/** Null when there is no such job any more. */
export async function readEventBatch(
  em: EntityManager,
  jobId: number,
  after: number,
  limit: number,
): Promise<EventBatch | null> {
  const rows = await query<BatchRow>(
    em,
    sql`select j.user_id as "userId", j.last_seq as "lastSeq", j.status as "jobStatus", to_json(e) as event
      from job j left join lateral (
        select ${EVENT_COLUMNS} from job_event v where v.job_id = j.id and v.seq > ${after}::int
        order by v.seq limit ${limit}::int) e on true
      where j.id = ${jobId} order by e.seq`,
  );
  const [first] = rows;
  if (!first) return null;
  const { userId, lastSeq, jobStatus } = first;
  const events = rows.flatMap(({ event }) => (event ? [toEvent(event)] : []));
  return { head: { userId, lastSeq, isOver: isFinal(jobStatus) }, events };
}

/** The numbers of the newest events of jobs; none for those that are gone. */
export async function readLastSeqs(em: EntityManager, ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const rows = await query<{ id: number; lastSeq: number }>(
    em,
    sql`select j.id, j.last_seq as "lastSeq" from job j where j.id = any(${idList(ids)}::int[])`,
  );
  return new Map(rows.map(({ id, lastSeq }) => [id, lastSeq]));
}

/** Jobs as they are now, without their parameters: those may be large, and nobody is shown them. */
export async function readJobs(em: EntityManager, ids: readonly number[]): Promise<readonly Job[]> {
  const rows = await query<JobRow>(
    em,
    sql`select ${JOB_COLUMNS} from job j where j.id = any(${idList(ids)}::int[]) order by j.id`,
  );
  return rows.map(withoutParams);
}

/** At once. */
const MAX_CHANGED = 1_000;

/** The jobs of some users to which something happened since then. */
export async function readChangedJobs(
  em: EntityManager,
  userIds: readonly number[],
  since: Date,
): Promise<readonly Job[]> {
  const time = since.toISOString();
  const rows = await query<JobRow>(
    em,
    sql`select ${JOB_COLUMNS} from job j
      where j.user_id = any(${idList(userIds)}::int[]) and j.updated_time >= ${time}::timestamptz
        and (j.status in ('PREPARING', 'PROCESSING') or j.ended_time >= ${time}::timestamptz)
      order by j.updated_time desc limit ${MAX_CHANGED}`,
  );
  return rows.toReversed().map(withoutParams);
}

function withoutParams(row: JobRow): Job {
  return toJob({ ...row, params: null });
}

/** By the clock that times in rows are of. */
export async function readClock(em: EntityManager): Promise<Date> {
  const [row] = await query<{ now: string }>(em, 'select clock_timestamp() as now');
  return new Date(row?.now ?? Date.now());
}
