import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '../../context.ts';
import { parsePage, type PageArgs } from '../../db/index.ts';
import { BadRequest, rejected } from '../../errors.ts';
import { connectionResolvers, edgeResolvers, mutation } from '../../graphql/index.ts';
import type { Resolvers } from '../../graphql/generated/resolvers.ts';
import { parseId } from '../../parse-id.ts';
import { requireActor } from '../access/index.ts';
import { findUser } from '../user/index.ts';
import type { JobEvent } from './job-event.ts';
import { findJob, listJobs } from './job.list.ts';
import { jobLoader, loadEvents, startLoader } from './job.loader.ts';
import { canControlJob } from './job.policy.ts';
import type { Job } from './job-row.ts';
import { cancelJob, rerunJob } from './job.service.ts';
import { isFinal, type JobState } from './job-status.ts';
import type { JobUpdate } from './job-updates.ts';
import { placeAfter, subscribeToJobEvents, subscribeToJobs, type JobEventsArgs } from './job.subscribe.ts';
import { loadTarget, type JobTarget, type LoadTargets } from './job-targets.ts';

interface JobListInput extends PageArgs {
  readonly filter?: {
    readonly isMine?: boolean | null;
    readonly status?: readonly JobState[] | null;
    readonly operation?: readonly number[] | null;
    readonly target?: string | null;
    readonly createdAfter?: Date | null;
    readonly withHidden?: boolean | null;
  } | null;
}

/** An id that can be nobody's finds nothing. */
const NOBODY = -1;

function listArgs({ filter, ...page }: JobListInput) {
  const { isMine, status, operation, target, createdAfter, withHidden } = filter ?? {};
  const targetId = target === null || target === undefined ? null : (parseId(target) ?? NOBODY);
  return { ...page, filter: { allUsers: !isMine, status, operation, targetId, createdAfter, isHidden: withHidden } };
}

function requireId(id: string): number {
  const number = parseId(id);
  if (number === null) throw rejected('NOT_FOUND', `There is no job with id ${id}`, ['id']);
  return number;
}

interface EventArgs {
  readonly after?: number | null;
  readonly first?: number | null;
}

function eventsOf(ctx: Context, { id }: Job, { after, first }: EventArgs): Promise<readonly JobEvent[]> {
  const { limit } = parsePage({ first }, ctx.host.settings.maxPageSize);
  return loadEvents(ctx, id, placeAfter(after), limit);
}

async function jobOf(ctx: Context, { jobId }: JobEvent): Promise<Job> {
  const job = await jobLoader(ctx).load(jobId);
  if (!job) throw new BadRequest(`Job ${jobId} is gone`);
  return job;
}

async function startOf(ctx: Context, { id, status }: Job): Promise<Date | null> {
  const began = status === 'PREPARING' ? null : await startLoader(ctx).load(id);
  return began && new Date(began.time);
}

function isCancelable(ctx: Context, { operation, status }: Job): boolean {
  return !isFinal(status) && (ctx.host.jobOperations.find(operation)?.isCancelable ?? false);
}

function isRerunnable(ctx: Context, { operation, status, isStarted }: Job): boolean {
  if (status === 'PREPARING') return !isStarted;
  return ['CANCELED', 'ERROR', 'TIMEOUT'].includes(status) && ctx.host.jobOperations.find(operation) !== null;
}

function isMine(ctx: Context, job: Job): boolean {
  return ctx.actor !== null && canControlJob(ctx.actor, job);
}

/** What jobs are about is found with what the caller selected of it by `loadTargets`. */
export function makeJobResolvers(loadTargets: LoadTargets) {
  return {
    Query: {
      job: (_: unknown, { id }: { id: string }, ctx: Context) => {
        requireActor(ctx);
        return findJob(ctx, parseId(id) ?? NOBODY);
      },
      jobs: (_: unknown, args: JobListInput, ctx: Context) => listJobs(ctx, listArgs(args)),
    },
    Mutation: {
      cancelJob: mutation('job', (ctx: Context, { id }: { id: string }) => cancelJob(ctx, requireId(id))),
      rerunJob: mutation('job', (ctx: Context, { id }: { id: string }) => rerunJob(ctx, requireId(id))),
    },
    Subscription: {
      jobEvents: {
        subscribe: (_: unknown, args: JobEventsArgs, ctx: Context) => subscribeToJobEvents(ctx, args),
        resolve: (event: JobEvent) => event,
      },
      jobUpdated: {
        subscribe: (_: unknown, __: unknown, ctx: Context) => subscribeToJobs(ctx),
        resolve: ({ job }: JobUpdate) => job,
      },
    },
    Job: {
      user: ({ userId }: Job, _: unknown, ctx: Context) => findUser(ctx, userId),
      target: ({ targetId }: Job, _: unknown, ctx: Context, info: GraphQLResolveInfo) =>
        targetId === null ? null : loadTarget(ctx, targetId, info, loadTargets),
      createdAt: ({ createdTime }: Job) => createdTime,
      updatedAt: ({ updatedTime }: Job) => updatedTime,
      startedAt: (job: Job, _: unknown, ctx: Context) => startOf(ctx, job),
      endedAt: ({ endedTime }: Job) => endedTime,
      runAt: ({ runTime }: Job) => runTime,
      isCancelable: (job: Job, _: unknown, ctx: Context) => isMine(ctx, job) && isCancelable(ctx, job),
      isStopping: ({ cancelTime, status }: Job) => cancelTime !== null && !isFinal(status),
      isRerunnable: (job: Job, _: unknown, ctx: Context) => isMine(ctx, job) && isRerunnable(ctx, job),
      events: (job: Job, args: EventArgs, ctx: Context) => eventsOf(ctx, job, args),
    },
    JobTarget: {
      __resolveType: (target: JobTarget) => ('entityId' in target ? 'Entry' : 'Entity'),
    },
    JobEvent: {
      progress: ({ kind, done, total, message }: JobEvent) =>
        kind === 'PROGRESS' && done !== null ? { done, total, text: message } : null,
      job: (event: JobEvent, _: unknown, ctx: Context) => jobOf(ctx, event),
    },
    JobConnection: connectionResolvers,
    JobEdge: edgeResolvers,
  } satisfies Resolvers;
}
