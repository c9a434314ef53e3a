import type { Context } from './context.ts';

/** What belongs to one context. A copy of a context takes this along, but it stays the other one's. */
export interface Owned {
  readonly by: Context;
  readonly things: Map<object, unknown>;
}

export interface PerContext<T> {
  (ctx: Context): T;
  /** The next one that is asked for is made anew. */
  forget(ctx: Context): void;
}

/**
 * What is made once for each context, when it is first asked for, such as a loader. It hangs on the context and goes with it:
 * a WeakMap would carry it, and all rows that it holds, through every small garbage collection into the old space.
 */
export function perContext<T>(make: (ctx: Context) => T): PerContext<T> {
  const find = (ctx: Context): T => {
    const { things } = ownedBy(ctx);
    if (things.has(find)) return things.get(find) as T;
    const made = make(ctx);
    things.set(find, made);
    return made;
  };
  return Object.assign(find, { forget: (ctx: Context) => void ownedBy(ctx).things.delete(find) });
}

function ownedBy(ctx: Context): Owned {
  if (ctx.owned?.by === ctx) return ctx.owned;
  const made = { by: ctx, things: new Map<object, unknown>() };
  ctx.owned = made;
  return made;
}
