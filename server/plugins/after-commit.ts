import type { AfterHookName } from 'pagoda-plugin-sdk';
import type { Change } from '../db/index.ts';
import { loadChanged, type ChangedLoaders, type ChangedObjects } from './changed-objects.ts';
import { hookOf, markOf, payloadOf } from './changes.ts';
import type { AfterCall, HookBus } from './hook-bus.ts';
import type { Operation } from './hook-call.ts';
import { causeOf } from './hook-failure.ts';
import type { FailureLog } from './hook-run.ts';
import { whenReady, type MaybePromise } from './maybe-promise.ts';

/** Turns committed changes into calls of after hooks, while the requests that made them go on. */
export interface AfterCommit {
  /** Takes what one transaction changed, once it is committed. Returns at once and never throws. */
  dispatch(changes: readonly Change[]): void;
  /** When nothing is left to do, including what handlers themselves changed. */
  settled(): Promise<void>;
  /** Waits for that, but no longer than this many milliseconds. Gives how many changes are still not done. */
  drain(milliseconds: number): Promise<number>;
}

export interface AfterCommitOptions<O extends Operation> extends ChangedLoaders {
  readonly hooks: Pick<HookBus<O>, 'has' | 'runAfter' | 'bindEntity'>;
  /** What handlers work in: on behalf of the actor of the changes. */
  operationFor(actorId: number | null, changes: readonly Change[]): MaybePromise<O>;
  readonly log: FailureLog;
  /** Milliseconds to wait before each further attempt to load what changed. */
  readonly retryDelays?: readonly number[];
}

/** Handlers get no more at once, and nobody's memory is filled by an import. */
const LARGEST_BATCH = 1000;
/** A handler that hangs holds up one of these and not everything. */
const ROUNDS_AT_ONCE = 8;
/** A database that restarts is back by then. */
const RETRY_DELAYS = [100, 500, 2000, 5000, 10_000];

/**
 * What waits is loaded together: one statement for entries, one for entities, one for users, however many changes they are. The
 * changes of one object are told in the order in which they were committed.
 */
export function makeAfterCommit<O extends Operation>(options: AfterCommitOptions<O>): AfterCommit {
  const { hooks, log } = options;
  const waiting: (readonly Change[])[] = [];
  const rounds = new Set<Promise<void>>();
  const lastRoundOf = new Map<string, Promise<void>>();
  let pump: Promise<void> | null = null;
  let open = 0;

  async function pumpAll(): Promise<void> {
    while (waiting.length > 0) {
      if (rounds.size >= ROUNDS_AT_ONCE) await Promise.race(rounds);
      const batches = takeRound(waiting);
      const objects = await loadPatiently(batches.flat());
      if (objects) startRound(batches, objects);
      else open -= batches.flat().length;
    }
    pump = null;
  }

  async function loadPatiently(changes: readonly Change[]): Promise<ChangedObjects | null> {
    const delays = [...(options.retryDelays ?? RETRY_DELAYS)];
    for (;;) {
      try {
        return await loadChanged(options, changes);
      } catch (error) {
        const delay = delays.shift();
        if (delay === undefined) {
          const message = `After hooks of ${changes.length} changes are lost: what changed could not be loaded: ${causeOf(error)}`;
          log.error({ err: error, changes: changes.length }, message);
          return null;
        }
        await new Promise((resolve) => setTimeout(resolve, delay));
      }
    }
  }

  function startRound(batches: readonly (readonly Change[])[], objects: ChangedObjects): void {
    const keys = new Set(batches.flat().map(({ noun, id }) => `${noun}/${id}`));
    const earlier = new Set([...keys].flatMap((key) => lastRoundOf.get(key) ?? []));
    const round = Promise.all(earlier)
      .then(() => runRound(options, batches, objects))
      .finally(() => {
        rounds.delete(round);
        open -= batches.flat().length;
        for (const key of keys) if (lastRoundOf.get(key) === round) lastRoundOf.delete(key);
      });
    rounds.add(round);
    for (const key of keys) lastRoundOf.set(key, round);
  }

  async function settled(): Promise<void> {
    while (pump || rounds.size > 0) await Promise.all([pump, ...rounds]);
  }

  return {
    dispatch(changes) {
      const heard = changes.filter((change) => isHeard(hooks, change));
      if (heard.length === 0) return;
      open += heard.length;
      for (let from = 0; from < heard.length; from += LARGEST_BATCH)
        waiting.push(heard.slice(from, from + LARGEST_BATCH));
      pump ??= pumpAll();
    },
    settled,
    async drain(milliseconds) {
      const timeIsUp = Promise.withResolvers<void>();
      const timer = setTimeout(timeIsUp.resolve, milliseconds);
      await Promise.race([settled(), timeIsUp.promise]);
      clearTimeout(timer);
      if (open > 0)
        log.error({ changes: open }, `After hooks of ${open} changes were still running when the server stopped`);
      return open;
    },
  };
}

/** A handler may be waiting for an entity that was created just now: that one is told before it is asked who listens to it. */
function isHeard(hooks: AfterCommitOptions<Operation>['hooks'], change: Change): boolean {
  const hook = hookOf(change);
  return hook !== null && hooks.has(hook, hook === 'entity.after_create' ? undefined : change.entityId);
}

/** As many whole batches as make a good statement. */
function takeRound(waiting: (readonly Change[])[]): readonly (readonly Change[])[] {
  let batches = 0;
  let changes = 0;
  for (const batch of waiting) {
    if (changes >= LARGEST_BATCH) break;
    batches += 1;
    changes += batch.length;
  }
  return waiting.splice(0, batches);
}

async function runRound<O extends Operation>(
  { hooks, operationFor, log }: AfterCommitOptions<O>,
  batches: readonly (readonly Change[])[],
  objects: ChangedObjects,
): Promise<void> {
  for (const { hook, actorId, changes } of batches.flatMap(groupsOf)) {
    try {
      const calls = changes.flatMap((change) => callFor(change, objects));
      if (hook === 'entity.after_create') for (const { payload } of calls) hooks.bindEntity(payload.entity);
      await whenReady(operationFor(actorId, changes), (operation) => hooks.runAfter(hook, operation, calls));
    } catch (error) {
      log.error({ err: error, hook }, `Hook ${hook} failed: ${causeOf(error)}`);
    }
  }
}

interface Group {
  readonly hook: AfterHookName;
  readonly actorId: number | null;
  readonly changes: Change[];
}

/** What follows on another with the same hook and actor makes one call of a batched handler. */
function groupsOf(changes: readonly Change[]): readonly Group[] {
  const groups: Group[] = [];
  for (const change of changes) {
    const hook = hookOf(change);
    if (hook === null) continue;
    const last = groups.at(-1);
    if (last?.hook === hook && last.actorId === change.actorId) last.changes.push(change);
    else groups.push({ hook, actorId: change.actorId, changes: [change] });
  }
  return groups;
}

function callFor(change: Change, objects: ChangedObjects): AfterCall<AfterHookName> | readonly [] {
  const payload = payloadOf(change, objects);
  return payload ? { payload, ...markOf(change) } : [];
}
