import { isPagodaError, type AfterHookName } from 'pagoda-plugin-sdk';
import type { Change } from '../../db/index.ts';
import type { QueueTask, TaskRun } from '../../jobs/index.ts';
import { loadChanged, type ChangedLoaders } from '../changed-objects.ts';
import { changeIdOf, markOf, payloadOf } from '../changes.ts';
import type { AfterCall, HookBus } from '../hook-bus.ts';
import type { Operation } from '../hook-call.ts';
import { causeOf } from '../hook-failure.ts';
import { isBoundTo, type Handler } from '../hook-handler.ts';
import type { MaybePromise } from '../maybe-promise.ts';
import { keyOf, nameHandlers, parseQueued, taskOf, type QueuedCall } from './queued-call.ts';

export interface HookTasksOptions<O extends Operation> extends ChangedLoaders {
  readonly hooks: Pick<HookBus<O>, 'durable' | 'runDurable'>;
  /** The ids of the plugins that run at the moment, and of the parts of the core. */
  readonly enabled: () => readonly string[];
  /** What handlers work in: on behalf of the actor of the changes, knowing which hooks led to them. */
  operationFor(actorId: number | null, changes: readonly Change[], chain: readonly string[]): MaybePromise<O>;
  /** Whether it has nobody to act as, though somebody made the changes. */
  isGone(operation: O, actorId: number | null): boolean;
  /** Queues again what this process cannot run any more. */
  putBack(task: string, payload: unknown, maxAttempts: number): Promise<void>;
  readonly log: HookTasksLog;
}

export interface HookTasksLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What workers do with the queued calls of durable handlers, for the plugins that are enabled when they look. */
export function makeHookTasks<O extends Operation>(options: HookTasksOptions<O>): () => readonly QueueTask[] {
  const known = new Map<string, QueueTask>();
  const taskFor = (plugin: string): QueueTask => {
    const task = known.get(plugin) ?? {
      name: taskOf(plugin),
      run: (payload: unknown, run: TaskRun) => runQueued(options, plugin, payload, run),
    };
    known.set(plugin, task);
    return task;
  };
  return () => options.enabled().map(taskFor);
}

type Failed = ReadonlyMap<QueuedCall, unknown>;

/** One promise for each call: the queue keeps those that failed. */
async function runQueued<O extends Operation>(
  options: HookTasksOptions<O>,
  plugin: string,
  payload: unknown,
  { attempt, maxAttempts }: TaskRun,
): Promise<readonly Promise<unknown>[] | void> {
  // It was disabled between the look into the queue and now.
  if (!options.enabled().includes(plugin)) return options.putBack(taskOf(plugin), payload, maxAttempts);
  const queued = parseQueued(payload);
  const failed = new Map<QueuedCall, unknown>();
  for (const group of groupsOf(queued)) {
    for (const [call, error] of await runGroup(options, plugin, group)) failed.set(call, error);
  }
  if (failed.size > 0 && attempt >= maxAttempts) {
    // Else it would stay in the queue for good, where nobody looks.
    tellGivenUp(options.log, plugin, maxAttempts, [...failed.keys()]);
    return;
  }
  return queued.map((call) => outcomeOf(failed, call));
}

interface Group {
  readonly handler: string;
  readonly actorId: number | null;
  readonly chain: readonly string[];
  readonly calls: readonly QueuedCall[];
}

/** What has the same handler and actor makes one call of a batched handler. What was queued together has one chain. */
function groupsOf(queued: readonly QueuedCall[]): readonly Group[] {
  const groups = Map.groupBy(queued, ({ handler, change }) => `${change.actorId} ${handler}`);
  return [...groups.values()].flatMap((calls) =>
    calls.slice(0, 1).map(({ handler, change: { actorId }, chain }) => ({ handler, actorId, chain, calls })),
  );
}

async function runGroup<O extends Operation>(
  options: HookTasksOptions<O>,
  plugin: string,
  { handler: name, actorId, chain, calls }: Group,
): Promise<Failed> {
  try {
    const changes = calls.map(({ change }) => change);
    const operation = await options.operationFor(actorId, changes, chain);
    const handler = nameHandlers(options.hooks.durable()).get(keyOf(plugin, name));
    if (!handler) throw new HandlerMissing(plugin, name);
    const ready = await readyCalls(options, handler, calls);
    const afterCalls = ready.map(({ after }) => after);
    const failures = await options.hooks.runDurable(handler, operation, afterCalls);
    const failed = ready.flatMap(({ queued }, index) =>
      failures.has(index) ? [[queued, failures.get(index)] as const] : [],
    );
    if (!options.isGone(operation, actorId)) return new Map(failed);
    const hopeless = failed.filter(([, error]) => isPagodaError(error, 'NoActor')).map(([call]) => call);
    if (hopeless.length > 0) tellUserGone(options.log, plugin, actorId, hopeless);
    return new Map(failed.filter(([call]) => !hopeless.includes(call)));
  } catch (error) {
    options.log.error({ err: error, plugin }, `Hook ${name} of plugin ${plugin} failed: ${causeOf(error)}`);
    return new Map(calls.map((call) => [call, error]));
  }
}

interface ReadyCall {
  readonly queued: QueuedCall;
  readonly after: AfterCall<AfterHookName>;
}

/** Without those that meant another entity, and those whose object is gone for good. */
async function readyCalls<O extends Operation>(
  options: HookTasksOptions<O>,
  handler: Handler,
  calls: readonly QueuedCall[],
): Promise<readonly ReadyCall[]> {
  const meant = calls.filter(({ isUnsure, change }) => !isUnsure || isBoundTo(handler, change.entityId));
  const objects = await loadChanged(
    options,
    meant.map(({ change }) => change),
  );
  return meant.flatMap((queued) => {
    const { change } = queued;
    const payload = payloadOf(change, objects);
    if (payload) return [{ queued, after: { payload, ...markOf(change) } }];
    const { plugin, hook } = handler;
    const message = `Hook ${hook} of plugin ${plugin} is not called: ${change.noun} ${change.id} is gone for good`;
    options.log.warn({ plugin, hook, changeId: changeIdOf(change) }, message);
    return [];
  });
}

/** What is queued was meant for a handler that the plugin had. */
class HandlerMissing extends Error {
  constructor(plugin: string, handler: string) {
    super(
      `plugin ${plugin} has no durable handler "${handler}" any more. Its calls wait: give it back, in the same order among ` +
        'those of its hook and entity',
    );
    this.name = 'HandlerMissing';
  }
}

function tellGivenUp(log: HookTasksLog, plugin: string, attempts: number, calls: readonly QueuedCall[]): void {
  const changeIds = calls.map(({ change }) => changeIdOf(change));
  const handlers = [...new Set(calls.map(({ handler }) => handler))].join(', ');
  const message = `Hook ${handlers} of plugin ${plugin} is given up after ${attempts} attempts, for ${calls.length} changes`;
  log.error({ plugin, changeIds }, message);
}

/** It would fail the same way each time: a user who was sent away does not act, and rarely comes back. */
function tellUserGone(log: HookTasksLog, plugin: string, userId: number | null, calls: readonly QueuedCall[]): void {
  const changeIds = calls.map(({ change }) => changeIdOf(change));
  const handlers = [...new Set(calls.map(({ handler }) => handler))].join(', ');
  const message =
    `Hook ${handlers} of plugin ${plugin} is given up for ${calls.length} changes: it acts as the user who made them, and ` +
    `user ${userId} is no longer active`;
  log.error({ plugin, changeIds, user: userId }, message);
}

function outcomeOf(failed: Failed, call: QueuedCall): Promise<unknown> {
  if (!failed.has(call)) return Promise.resolve();
  const outcome = Promise.reject(new Error(causeOf(failed.get(call))));
  // Whoever gets it may look at it later.
  outcome.catch(() => undefined);
  return outcome;
}
