import type { BeforeCommit, Change } from '../../db/index.ts';
import { enqueueMany, type Enqueued } from '../../jobs/index.ts';
import { hookOf } from '../changes.ts';
import type { HookBus } from '../hook-bus.ts';
import { isBoundTo, type Handler } from '../hook-handler.ts';
import { nameHandlers, taskOf, toStored, type QueuedCall } from './queued-call.ts';

export interface QueueHooksOptions {
  readonly hooks: Pick<HookBus, 'durable'>;
  /** The hooks that led to what is being committed. */
  readonly currentChain: () => readonly string[];
  /** With so many hooks before it a call is refused, however often it is tried. */
  readonly longestChain: number;
}

/** Handlers get no more at once. */
const LARGEST_BATCH = 1000;
/** The last of them comes some days after the first. */
const MAX_ATTEMPTS = 25;

/** Queues the calls of durable handlers in the transaction that makes the changes: one statement, and none where nobody is told. */
export function makeQueueHooks({ hooks, currentChain, longestChain }: QueueHooksOptions): BeforeCommit {
  return async (em, changes) => {
    const handlers = hooks.durable();
    if (handlers.length === 0) return;
    const born = new Set(changes.filter(isBirth).map(({ id }) => id));
    const chain = currentChain();
    const maxAttempts = chain.length < longestChain ? MAX_ATTEMPTS : 1;
    const queued: Enqueued[] = [];
    for (const [name, handler] of nameHandlers(handlers)) {
      const own = name.slice(handler.plugin.length + 1);
      const calls = changes.flatMap((change): QueuedCall | readonly [] => {
        const isWanted = wants(handler, change, born);
        return isWanted === 'no' ? [] : { handler: own, change, isUnsure: isWanted === 'perhaps', chain };
      });
      for (let from = 0; from < calls.length; from += LARGEST_BATCH) {
        const payload = calls.slice(from, from + LARGEST_BATCH).map(toStored);
        queued.push({ task: taskOf(handler.plugin), payload, maxAttempts });
      }
    }
    await enqueueMany(em, queued);
  };
}

function isBirth({ noun, kind }: Change): boolean {
  return noun === 'entity' && kind === 'CREATED';
}

function wants(handler: Handler, change: Change, born: ReadonlySet<number>): 'yes' | 'perhaps' | 'no' {
  if (hookOf(change) !== handler.hook) return 'no';
  if (handler.entity === null || isBoundTo(handler, change.entityId)) return 'yes';
  return handler.boundTo === null && born.has(change.entityId) ? 'perhaps' : 'no';
}
