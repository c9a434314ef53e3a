/** Jobs as clients of REST read them. */
import { JobStatus } from 'pagoda-plugin-sdk';
import type { Context } from '../../../context.ts';
import { restInstant, restTime } from '../../attribute/index.ts';
import { userLoader } from '../../user/index.ts';
import type { Job } from '../job-row.ts';
import { findTargets, type RestTarget } from './rest-job.store.ts';

type Body = Readonly<Record<string, unknown>>;

/** As `/job/api/v2/` has them, in the same number of statements for one and for many. */
export async function restJobs(ctx: Context, jobs: readonly Job[]): Promise<readonly Body[]> {
  const targets = await findTargets(ctx, [...new Set(jobs.flatMap(({ targetId }) => targetId ?? []))]);
  await userLoader(ctx).loadMany([...new Set(jobs.map(({ userId }) => userId))]);
  return jobs.map((job) => ({
    id: job.id,
    user: userLoader(ctx).peek(job.userId)?.username ?? '',
    text: job.text,
    status: JobStatus[job.status],
    operation: job.operation,
    created_at: restTime(job.createdTime, ctx.host.settings.timeZone),
    target: restTarget(targets.get(job.targetId ?? 0)),
    passed_time: secondsOf(job),
  }));
}

/** As `/api/v2/jobs/` has it. */
export async function restPluginJob(ctx: Context, job: Job): Promise<Body> {
  const user = await userLoader(ctx).load(job.userId);
  return {
    id: job.id,
    // Nobody's are those that the server started by itself.
    user: user && { id: user.id, username: user.username },
    text: job.text,
    status: job.status,
    operation: job.operation,
    created_at: restInstant(job.createdTime.toISOString()),
    updated_at: restInstant(job.updatedTime.toISOString()),
  };
}

function restTarget(target: RestTarget | undefined): Body | null {
  if (!target) return null;
  const { id, name, schema } = target;
  return { id, name, schema_id: schema?.id ?? null, schema_name: schema?.name ?? null };
}

/** From when it was made to its end, or until now. */
function secondsOf({ createdTime, endedTime }: Job): number {
  return Math.max(0, Math.floor(((endedTime ?? new Date()).getTime() - createdTime.getTime()) / 1000));
}
