import type { Job, JobState } from '../../domains/job/index.ts';
import type { Invocation } from '../program.ts';
import { onOneLine, shortened } from '../safe-text.ts';
import { Failure } from '../terminal.ts';
import { withApp } from '../with-app.ts';
import { contextAs } from './acting-user.ts';

export interface ListOptions {
  readonly as?: string;
  readonly status?: string;
  readonly limit: number;
  readonly hidden?: boolean;
  readonly json?: boolean;
}

export async function listJobsByHand(invocation: Invocation, options: ListOptions): Promise<void> {
  const { countJobs, listedJobs, readJobsAt } = await import('../../domains/job/index.ts');
  const { readAllUsers } = await import('../../domains/user/index.ts');
  const status = options.status === undefined ? null : await parseStates(options.status);
  const { jobs, total, names } = await withApp(invocation, async (app) => {
    const ctx = await contextAs(app, options.as);
    const listed = listedJobs(ctx, { allUsers: true, status, isHidden: options.hidden ?? false });
    const users = await readAllUsers(await app.contextFor(null));
    return {
      jobs: await readJobsAt(ctx, listed, 0, options.limit),
      total: await countJobs(ctx, listed),
      names: new Map(users.map(({ id, username }) => [id, username])),
    };
  });
  const { print, remark } = invocation.terminal;
  const nameOf = ({ userId }: Job): string => names.get(userId) ?? 'system';
  if (options.json) {
    print(JSON.stringify(jobs.map((job) => ({ ...shownJob(job), user: nameOf(job) }))));
    return;
  }
  for (const job of jobs) print(lineOf(job, nameOf(job)));
  if (total > jobs.length) remark(`${total - jobs.length} more: --limit ${total}`);
  if (total === 0) remark(noneOf(options));
}

function noneOf({ as, status }: ListOptions): string {
  return as === undefined ? 'There is no such job.' : `${as} has no ${status === undefined ? '' : 'such '}jobs.`;
}

/** What is told of a job to programs. */
export function shownJob({ id, operation, operationName, targetId, status, text, attempt, progress, ...job }: Job) {
  return {
    id: String(id),
    operation,
    operationName,
    targetId: targetId === null ? null : String(targetId),
    status,
    text,
    attempt,
    progress,
    createdTime: job.createdTime,
    endedTime: job.endedTime,
  };
}

function lineOf(job: Job, user: string): string {
  const { id, status, createdTime, operationName, text, progress } = job;
  const far =
    progress && status === 'PROCESSING'
      ? ` ${progress.done}${progress.total === null ? '' : `/${progress.total}`}`
      : '';
  const columns = [
    String(id).padStart(7),
    `${status}${far}`.padEnd(11),
    createdTime.toISOString().slice(0, 19).replace('T', ' '),
    onOneLine(user).padEnd(12),
    operationName.padEnd(20),
    shortened(text.split('\n', 1)[0] ?? '', 80),
  ];
  return columns.join('  ').trimEnd();
}

async function parseStates(names: string): Promise<readonly JobState[]> {
  const { JOB_STATES } = await import('../../domains/job/index.ts');
  return names.split(',').map((name) => {
    const found = JOB_STATES.find((state) => state === name.trim().toUpperCase());
    if (found) return found;
    throw new Failure(`There is no status "${name.trim()}". There are ${JOB_STATES.join(', ').toLowerCase()}.`);
  });
}
