import type { OverrideOperation, RouteRequest, RouteResponse } from 'pagoda-plugin-sdk';
import type { Context } from '../../../context.ts';
import { inTransaction } from '../../../db/index.ts';
import { findOverride, runOverride, type Override } from '../../../plugins/index.ts';
import type { Entity } from '../../entity/index.ts';
import type { EntryInput } from '../entry.hooks.ts';
import { withHooksOnce, type HooksDone } from './hooks-once.ts';

/** An operation that a plugin may carry out in place of the core. */
export interface Overridable {
  readonly operation: OverrideOperation;
  readonly entity: Entity;
  readonly entryId: number | null;
  /** Null when it came by another door than REST. */
  readonly request: RouteRequest | null;
  /** What the caller sent, in the form of REST; null for operations that take nothing. */
  readonly data: Readonly<Record<string, unknown>> | null;
}

/** What came of it: the answer of a plugin, or what the default gave. */
export type Outcome<T> =
  { readonly plugin: string; readonly answer: RouteResponse } | { readonly plugin: null; readonly result: T };

/** Reading: the plugin first, and the default where there is none or where it says nothing. */
export async function readOverridden<T>(
  ctx: Context,
  target: Overridable,
  byDefault: () => Promise<T>,
): Promise<RouteResponse | T> {
  const override = findOverride(ctx, target.entity.id, target.operation);
  const answer = override && (await runOverride(ctx, override, { ...callOf(target), defaultAnswer: byDefault }));
  return answer ?? byDefault();
}

/** What the hooks that run before an operation make of what is asked for. */
export interface Hooked {
  readonly input: EntryInput;
  /** The same as the plugin sees it. */
  readonly data: Overridable['data'];
  readonly done: HooksDone;
}

export interface WriteSteps<T> {
  /** Runs the hooks that the default runs before it writes. Throws what they have against it. */
  runHooks(tx: Context): Promise<Hooked>;
  /** The input is null where no hooks ran yet. */
  byDefault(tx: Context, input: EntryInput | null): Promise<T>;
}

/**
 * Writing, all in one transaction: the hooks of the default, unless the override does without them; the plugin; and where it
 * says nothing the default. Neither runs the hooks again for what they ran for. An answer that refuses undoes what the plugin
 * and the hooks wrote.
 */
export async function writeOverridden<T>(ctx: Context, target: Overridable, steps: WriteSteps<T>): Promise<Outcome<T>> {
  const override = findOverride(ctx, target.entity.id, target.operation);
  if (!override) return { plugin: null, result: await steps.byDefault(ctx, null) };
  try {
    let { catalog } = ctx;
    const outcome = await inTransaction(ctx, async (tx) => {
      const within = await carryOut(tx, override, target, steps);
      catalog = tx.catalog;
      return within;
    });
    // The plugin may have changed entities too.
    ctx.catalog = catalog;
    return outcome;
  } catch (error) {
    if (error instanceof RefusedByPlugin) return error.outcome;
    throw error;
  }
}

async function carryOut<T>(
  tx: Context,
  override: Override,
  target: Overridable,
  { runHooks, byDefault }: WriteSteps<T>,
): Promise<Outcome<T>> {
  const hooked = override.runsHooks ? await runHooks(tx) : null;
  const own = hooked ? withHooksOnce(tx, hooked.done) : tx;
  const answer = await runOverride(own, override, callOf(hooked ? { ...target, data: hooked.data } : target));
  tx.catalog = own.catalog;
  if (answer === null) {
    const result = await (hooked ? byDefault(withHooksOnce(tx, hooked.done), hooked.input) : byDefault(tx, null));
    return { plugin: null, result };
  }
  const outcome = { plugin: override.hosted.identity.id, answer };
  if (answer.status >= 400) throw new RefusedByPlugin(outcome);
  return outcome;
}

/** Undoes the transaction on its way out. */
class RefusedByPlugin extends Error {
  readonly outcome: Exclude<Outcome<never>, { plugin: null }>;
  constructor(outcome: RefusedByPlugin['outcome']) {
    super(`The plugin "${outcome.plugin}" answered with status ${outcome.answer.status}`);
    this.name = 'RefusedByPlugin';
    this.outcome = outcome;
  }
}

function callOf({ entity, entryId, request, data }: Overridable) {
  return { entityId: entity.id, entryId, request, data, defaultAnswer: null };
}
