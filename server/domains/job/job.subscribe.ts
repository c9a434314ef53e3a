import type { Context } from '../../context.ts';
import { BadRequest, rejected } from '../../errors.ts';
import { parseId } from '../../parse-id.ts';
import { requireActor } from '../access/index.ts';
import type { JobEventStream } from './job-event-stream.ts';
import type { JobUpdates } from './job-updates.ts';
import { findJob } from './job.list.ts';

export interface JobEventsArgs {
  readonly id: string;
  readonly after?: number | null;
}

/** The stored events of a job after a number, then each new one. Whether the caller may see the job is asked again at each event. */
export async function subscribeToJobEvents(ctx: Context, { id, after }: JobEventsArgs): Promise<JobEventStream> {
  requireActor(ctx);
  const number = parseId(id);
  const job = number === null ? null : await findJob(ctx, number);
  if (!job) throw rejected('NOT_FOUND', `There is no job with id ${id}`, ['id']);
  return ctx.host.jobFeeds.watch(job.id, placeAfter(after));
}

/** The number of an event, 0 for before the first. */
export function placeAfter(after: number | null | undefined): number {
  if (after && after < 0) throw new BadRequest(`\`after\` is ${after}; it must not be negative`, ['after']);
  return after ?? 0;
}

/** The caller's own jobs, each time that something happens to one. */
export function subscribeToJobs(ctx: Context): Promise<JobUpdates> {
  return ctx.host.jobChanges.watch(requireActor(ctx).id);
}
