import type { Actor, Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { rejected } from '../../errors.ts';
import { requireActor, requireWriter, WRITABLE } from '../access/index.ts';
import { whyUnstorable } from '../attribute/index.ts';
import { FRESH } from './attempt.store.ts';
import type { JobEvent } from './job-event.ts';
import type { JobOperation } from './job-operation.ts';
import { canControlJob, canSeeJob } from './job.policy.ts';
import { changeStatus, insertJob, nextTurn, type JobPatch } from './job.store.ts';
import { getJob, readEvents } from './job.list.ts';
import { askToStop } from './job-cancel.store.ts';
import type { Job } from './job-row.ts';
import { isFinal } from './job-status.ts';
import { requireTarget } from './job-target.ts';
import { addWait, findSerialPredecessor, findUnfinished, letBegin, lockToBegin, queueJobs } from './job-wait.store.ts';

export interface NewJob {
  /** The operation number; registered in `ctx.host.jobOperations`. */
  readonly operation: number;
  /** The entity or entry that it is about. Its user must be able to write it, unless the operation asks for less. */
  readonly targetId?: number | null;
  /** For people: what it does, later how far it is. */
  readonly text?: string;
  readonly params?: unknown;
  /** It does not begin before this job has ended, however. */
  readonly dependsOn?: number | null;
  /** It does not begin before. */
  readonly runAt?: Date | null;
}

const MAX_TEXT = 10_000;

/**
 * Stores a job of the caller, in his transaction if there is one: PREPARING, and not queued before `runJob`. Its place among those on
 * the same target and operation is settled here, so call it late in a long transaction: others that create such jobs wait for the end.
 *
 * @throws Rejected NOT_FOUND (operation, target, predecessor), PERMISSION_DENIED (target), INVALID (params, text).
 */
export function createJob(ctx: Context, job: NewJob): Promise<Job> {
  return inTransaction(ctx, (tx) => storeJob(tx, job, false));
}

/** Lets a job begin as soon as it can, if it prepares; in the caller's transaction if there is one. A second time changes nothing. */
export function runJob(ctx: Context, id: number): Promise<Job> {
  return inTransaction(ctx, async (tx) => {
    await getControllable(tx, id);
    await lockToBegin(tx.em, id);
    const job = await getJob(tx, id);
    if (job.isStarted || job.status !== 'PREPARING') return job;
    return (await letBegin(tx.em, id)) ?? job;
  });
}

/** `createJob` and `runJob` in one. */
export function startJob(ctx: Context, job: NewJob): Promise<Job> {
  return inTransaction(ctx, async (tx) => {
    const made = await storeJob(tx, job, true);
    if (made.queuedAttempt !== null) await queueJobs(tx.em, [made]);
    return made;
  });
}

async function storeJob(tx: Context, job: NewJob, isStarted: boolean): Promise<Job> {
  const { operation, actor } = requireOperation(tx, job.operation);
  const { targetId = null, text = '', params = {}, dependsOn = null, runAt = null } = job;
  operation.checkParams(params);
  requireStorable(text, params);
  if (targetId !== null) await requireTarget(tx, targetId, operation);
  return insertJob(tx.em, {
    userId: actor.id,
    operation: operation.number,
    operationName: operation.name,
    targetId,
    text,
    params,
    runTime: runAt,
    predecessorIds: await findPredecessors(tx, operation, targetId, dependsOn),
    isStarted,
  });
}

/**
 * Ends a job that waits at once; one that runs is asked to stop and is CANCELED after the grace time at the latest. What has ended
 * otherwise stays as it is.
 *
 * @throws Rejected NOT_FOUND, PERMISSION_DENIED, JOB_STATE (it is DONE, or of an operation that cannot be cancelled).
 */
export function cancelJob(ctx: Context, id: number): Promise<Job> {
  return inTransaction(ctx, async (tx) => {
    const job = await getControllable(tx, id);
    if (job.status === 'DONE') throw rejected('JOB_STATE', 'Target job has already been done', ['id']);
    // What waits for a plugin that is not there can always be ended.
    if (!(tx.host.jobOperations.find(job.operation)?.isCancelable ?? job.status === 'PREPARING')) {
      throw rejected('JOB_STATE', 'Target job cannot be canceled', ['id']);
    }
    return stopJob(tx, job, `Canceled by ${requireActor(tx).username}`);
  });
}

/** Its text says again what it does, as its first event has it, instead of why it failed. */
function rerunPatch({ attempt, text }: Job, turn: number, first: JobEvent | undefined): JobPatch {
  const original = first?.seq === 1 ? (first.message ?? '') : text;
  return { ...FRESH, attempt: attempt + 1, turn, text: original, failures: 0, losses: 0, queued_attempt: null };
}

/** A job that changes hands at this very moment is looked at again. */
async function stopJob(tx: Context, job: Job, message: string, tries = 3): Promise<Job> {
  if (isFinal(job.status) || job.cancelTime || tries === 0) return job;
  const isStopped =
    job.status === 'PREPARING'
      ? await changeStatus(tx.em, job.id, ({ status }) => (status === 'PREPARING' ? { to: 'CANCELED', message } : null))
      : await askToStop(tx.em, job.id, message);
  const found = await getJob(tx, job.id);
  return isStopped ? found : stopJob(tx, found, message, tries - 1);
}

/**
 * Runs a job that ended as CANCELED, ERROR or TIMEOUT again: the same id and parameters, another attempt, last in line. One that is
 * DONE or WARNING stays as it is; one that was never started is started.
 *
 * @throws Rejected NOT_FOUND (also of the target), PERMISSION_DENIED, JOB_STATE (it runs, or waits for its turn).
 */
export function rerunJob(ctx: Context, id: number): Promise<Job> {
  return inTransaction(ctx, async (tx) => {
    const { status, isStarted, targetId, ...job } = await getControllable(tx, id);
    if (status === 'DONE' || status === 'WARNING') return getJob(tx, id);
    if (status === 'PREPARING' && !isStarted) return runJob(tx, id);
    if (!isFinal(status)) throw rejected('JOB_STATE', `Job ${id} is ${status}; it cannot be run again now`, ['id']);
    const { operation } = requireOperation(tx, job.operation);
    if (targetId !== null) await requireTarget(tx, targetId, operation);
    const predecessors = await findPredecessors(tx, operation, targetId, null);
    const turn = await nextTurn(tx.em);
    const [first] = await readEvents(tx, id, 0, 1);
    const anew = await changeStatus(tx.em, id, (found) =>
      isFinal(found.status) ? { to: 'PREPARING', message: 'Run again', patch: rerunPatch(found, turn, first) } : null,
    );
    if (!anew) return getJob(tx, id);
    for (const predecessor of predecessors) await addWait(tx.em, id, predecessor);
    return (await letBegin(tx.em, id)) ?? anew;
  });
}

/** What has to end first: the one before it in line, unless the operation is parallel, and the one that was named. */
async function findPredecessors(
  tx: Context,
  { number, isParallelizable }: JobOperation,
  targetId: number | null,
  dependsOn: number | null,
): Promise<readonly number[]> {
  const named = dependsOn === null ? null : await findUnfinished(tx.em, (await getJob(tx, dependsOn, 'dependsOn')).id);
  const isSerial = targetId !== null && !isParallelizable;
  const before = isSerial ? await findSerialPredecessor(tx.em, { operation: number, targetId }) : null;
  return [...new Set([named, before])].filter((id) => id !== null);
}

function requireOperation(ctx: Context, number: number): { operation: JobOperation; actor: Actor } {
  const operation = ctx.host.jobOperations.find(number);
  if (!operation) throw rejected('NOT_FOUND', `There is no operation ${number}: is its plugin enabled?`, ['operation']);
  return { operation, actor: operation.targetLevel === WRITABLE ? requireWriter(ctx) : requireActor(ctx) };
}

async function getControllable(tx: Context, id: number): Promise<Job> {
  const job = await getJob(tx, id);
  const actor = requireActor(tx);
  if (canSeeJob(actor, job) && canControlJob(actor, job)) return job;
  throw rejected('PERMISSION_DENIED', `Job ${id} is another user's`, ['id']);
}

function requireStorable(text: string, params: unknown): void {
  if (text.length > MAX_TEXT) throw rejected('TOO_LONG', `The text has more than ${MAX_TEXT} characters`, ['text']);
  const why = whyUnstorable(text);
  if (why) throw rejected('INVALID', `The text ${why}`, ['text']);
  const json = JSON.stringify(params);
  if (json === undefined) throw rejected('INVALID', 'The parameters are not JSON', ['params']);
  if (/\\u0000|\\ud[89a-f]/i.test(json)) {
    throw rejected('INVALID', 'The parameters contain NUL characters or half surrogate pairs; remove them', ['params']);
  }
}
