import { z } from 'zod';
import type { Change } from '../../db/index.ts';
import type { Handler } from '../hook-handler.ts';

/** One change that a durable handler is to be told of, as it lies in the queue. */
export interface QueuedCall {
  /** Which of the plugin's handlers. */
  readonly handler: string;
  readonly change: Change;
  /** The handler waits for its entity, and this may be it: it was made in the same transaction. */
  readonly isUnsure: boolean;
  /** The hooks that led to the change. */
  readonly chain: readonly string[];
}

const stored = z.object({
  handler: z.string(),
  noun: z.enum(['entry', 'entity']),
  kind: z.enum(['CREATED', 'UPDATED', 'DELETED', 'RESTORED']),
  id: z.int(),
  entityId: z.int(),
  actorId: z.int().nullable(),
  time: z.iso.datetime().transform((text) => new Date(text)),
  unsure: z.literal(true).optional(),
  chain: z.array(z.string()).optional(),
});

export function toStored({ handler, change, isUnsure, chain }: QueuedCall): z.input<typeof stored> {
  const { noun, kind, id, entityId, actorId, time } = change;
  return {
    ...{ handler, noun, kind, id, entityId, actorId, time: time.toISOString() },
    ...(isUnsure ? { unsure: true } : {}),
    ...(chain.length > 0 ? { chain: [...chain] } : {}),
  };
}

/** Throws for what no server of ours has queued. */
export function parseQueued(payload: unknown): readonly QueuedCall[] {
  return z
    .array(stored)
    .parse(payload)
    .map(({ handler, unsure = false, chain = [], ...change }) => ({ handler, change, isUnsure: unsure, chain }));
}

/** The same in every process that runs the plugin: handlers of one hook and entity are told apart by their order. */
export function nameHandlers(handlers: readonly Handler[]): ReadonlyMap<string, Handler> {
  const named = new Map<string, Handler>();
  for (const handler of handlers) {
    for (let number = 1; ; number += 1) {
      const name = keyOf(
        handler.plugin,
        `${handler.hook} ${number}${handler.entity === null ? '' : ` ${handler.entity}`}`,
      );
      if (named.has(name)) continue;
      named.set(name, handler);
      break;
    }
  }
  return named;
}

export function keyOf(plugin: string, handler: string): string {
  return `${plugin} ${handler}`;
}

const TASK = 'pagoda.hook/';

/** A task for each plugin, so that a worker takes only what belongs to plugins that it has; the rest waits untouched. */
export function taskOf(plugin: string): string {
  return TASK + plugin;
}
