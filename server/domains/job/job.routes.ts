import { response, type Route, type RouteRequest, type RouteResponse } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { problem, Rejected } from '../../errors.ts';
import { makeWindowPage, noSuch, parseObjectId, parseWindow, type Page } from '../../rest/index.ts';
import { whyNoDownload } from './downloadable.ts';
import { countJobs, findJob, readJobsAt } from './job.list.ts';
import { findResult } from './job-result.store.ts';
import type { Job } from './job-row.ts';
import { cancelJob, rerunJob } from './job.service.ts';
import { restJobs, restPluginJob } from './rest/rest-job.ts';
import { parseJobFilter } from './rest/rest-job-filter.ts';
import { isTargetActive, jobsListedByRest } from './rest/rest-job.store.ts';
import { ENCODINGS, resultResponse, type Encoding } from './rest/send-result.ts';

/** Larger windows are cut to this; `next` leads on. */
const MOST = 1000;

async function list(request: RouteRequest, ctx: Context): Promise<Page<unknown>> {
  const window = parseWindow(request.query, MOST);
  const condition = jobsListedByRest(ctx, parseJobFilter(request.query, ctx));
  const count = await countJobs(ctx, condition);
  const jobs = await readJobsAt(ctx, condition, window.offset, window.limit);
  return makeWindowPage(request, window, count, await restJobs(ctx, jobs));
}

async function retrieve(request: RouteRequest, ctx: Context): Promise<unknown> {
  const [body] = await restJobs(ctx, [await getJob(request, ctx)]);
  return body;
}

async function retrieveForPlugins(request: RouteRequest, ctx: Context): Promise<unknown> {
  return restPluginJob(ctx, await getJob(request, ctx));
}

async function cancel(request: RouteRequest, ctx: Context): Promise<RouteResponse> {
  const { id } = await getJob(request, ctx);
  try {
    await cancelJob(ctx, id);
  } catch (error) {
    if (isAbout(error, 'JOB_STATE')) return response(400, error.message);
    throw error;
  }
  return response(204);
}

const BEGUN = 'Success to run command';
const DONE = 'Target job has already been done';
const RUNNING = 'Target job is under processing';
const DELETED = 'Job target has already been deleted';

async function rerun(request: RouteRequest, ctx: Context): Promise<RouteResponse> {
  const job = await getJob(request, ctx);
  const { id, status, targetId, isStarted } = job;
  if (isDone(job)) return response(200, DONE);
  if (status === 'PROCESSING') return response(400, RUNNING);
  if (targetId !== null && !(await isTargetActive(ctx, targetId))) return response(400, DELETED);
  if (status === 'PREPARING' && isStarted) return response(200, BEGUN);
  try {
    await rerunJob(ctx, id);
  } catch (error) {
    if (isAbout(error, 'JOB_STATE')) return response(400, RUNNING);
    if (isAbout(error, 'NOT_FOUND', 'target')) return response(400, DELETED);
    throw error;
  }
  return response(200, BEGUN);
}

function refuseRerun(): RouteResponse {
  return response(405, 'Unsupported. use PATCH alternatively', { allow: 'PATCH, OPTIONS' });
}

async function download(request: RouteRequest, ctx: Context): Promise<RouteResponse> {
  const job = await getJob(request, ctx);
  const encoding = parseEncoding(request.query);
  const result = await findResult(ctx.em, job.id);
  const why = whyNoDownload(ctx, job, result);
  if (result && why === null) return resultResponse(ctx.em, result, encoding);
  if (why === 'NEVER') throw wrong('Target job cannot be downloaded');
  // The original says so of all that is not done.
  if (why === 'NOT_YET' || !isDone(job)) throw wrong('Target job has not yet done', 'AE-270000');
  throw wrong('Target file is not exists', 'AE-280000');
}

function isDone({ status }: Job): boolean {
  return status === 'DONE' || status === 'WARNING';
}

/** Previews belong to an operation of the original that is not here yet. */
async function preview(request: RouteRequest, ctx: Context): Promise<never> {
  await getJob(request, ctx);
  throw wrong('Target job has no preview');
}

/** A job of the caller, or any for a superuser: nobody else knows that it is there. */
async function getJob({ params }: RouteRequest, ctx: Context): Promise<Job> {
  const job = await findJob(ctx, parseObjectId(params['id'], 'Job'));
  if (!job) throw noSuch('Job');
  return job;
}

function parseEncoding(query: URLSearchParams): Encoding {
  const name = query.get('encode') ?? 'utf-8';
  const encoding = ENCODINGS.find((candidate) => candidate === name);
  if (!encoding) throw wrong('Invalid encode parameter');
  return encoding;
}

function wrong(message: string, restCode = 'AE-250000'): Rejected {
  return new Rejected([problem('INVALID', message, [], restCode)]);
}

function isAbout(error: unknown, code: 'JOB_STATE' | 'NOT_FOUND', place?: string): error is Rejected {
  if (!(error instanceof Rejected)) return false;
  return error.problems.every((found) => found.code === code && (place === undefined || found.path[0] === place));
}

const JOB = '/job/api/v2/:id/';

export const jobRoutes: readonly Route<Context>[] = [
  { method: 'GET', path: '/job/api/v2/jobs', handler: list },
  { method: 'GET', path: JOB, handler: retrieve },
  { method: 'DELETE', path: JOB, handler: cancel },
  { method: 'PATCH', path: `${JOB}rerun`, handler: rerun },
  { method: 'PUT', path: `${JOB}rerun`, handler: refuseRerun },
  { method: 'GET', path: `${JOB}download`, handler: download },
  { method: 'GET', path: `${JOB}preview`, handler: preview },
  { method: 'GET', path: `${JOB}preview/download`, handler: preview },
  { method: 'GET', path: '/api/v2/jobs/:id/', handler: retrieveForPlugins },
];
