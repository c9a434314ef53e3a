/** What operations look up of jobs: each statement once for all that are asked for in the same turn. */
import DataLoader from 'dataloader';
import type { Context } from '../../context.ts';
import { idList, makeRowLoader, query, RowLoader, sql } from '../../db/index.ts';
import { perContext } from '../../per-context.ts';
import { requireActor } from '../access/index.ts';
import { EVENT_COLUMNS, toEvent, type JobEvent, type JobEventRow } from './job-event.ts';
import { visibleJobs } from './job.policy.ts';
import { JOB_COLUMNS, toJob, type Job, type JobRow } from './job-row.ts';

/** Jobs that the caller may see. */
export const jobLoader = perContext(
  (ctx) =>
    new RowLoader<Job>(async (ids) => {
      const actor = requireActor(ctx);
      const rows = await query<JobRow>(
        ctx.em,
        sql`select ${JOB_COLUMNS} from job j where j.id = any(${ids}::int[]) and ${visibleJobs(actor)}`,
      );
      return rows.map(toJob);
    }),
);

/** When the present attempts of jobs began. */
export const startLoader = makeRowLoader<{ readonly id: number; readonly time: string }>(
  `select j.id, s.time from job j cross join lateral (
     select v.time from job_event v
     where v.job_id = j.id and v.attempt = j.attempt and v.status = 'PROCESSING' order by v.seq limit 1) s
   where j.id = any($1::int[])`,
);

type EventLists = DataLoader<number, readonly JobEvent[]>;

const eventLists = perContext(() => new Map<string, EventLists>());

/** The stored events of a job after a number, in order; for many jobs in one statement. */
export function loadEvents(ctx: Context, jobId: number, after: number, limit: number): Promise<readonly JobEvent[]> {
  const known = eventLists(ctx);
  const key = `${after} ${limit}`;
  const loader = known.get(key) ?? makeEventLists(ctx, after, limit);
  known.set(key, loader);
  return loader.load(jobId);
}

function makeEventLists(ctx: Context, after: number, limit: number): EventLists {
  return new DataLoader(async (ids) => {
    const rows = await query<JobEventRow>(
      ctx.em,
      sql`select v.* from unnest(${idList(ids)}::int[]) p (id) cross join lateral (
          select ${EVENT_COLUMNS} from job_event v where v.job_id = p.id and v.seq > ${after}::int
          order by v.seq limit ${limit}::int) v`,
    );
    const byJob = Map.groupBy(rows.map(toEvent), ({ jobId }) => jobId);
    return ids.map((id) => (byJob.get(id) ?? []).toSorted((left, right) => left.seq - right.seq));
  });
}
