import type { Context } from '../../context.ts';
import type { Change } from '../../db/index.ts';
import { findScope, runInScope } from './scope.ts';

/** Hooks that trigger each other stop there. */
export const LONGEST_CHAIN = 16;

const chains = new WeakMap<object, readonly string[]>();

/** Remembers which hooks led to these changes, and goes on without the scope of whoever committed them. */
export function tellOfChanges(changes: readonly Change[], tell: () => void): void {
  rememberChain(changes, currentChain());
  runInScope(undefined, tell);
}

/** The hooks in which something is being done. */
export function currentChain(): readonly string[] {
  return findScope()?.chain ?? [];
}

/** For changes that come from elsewhere. */
export function rememberChain(changes: readonly Change[], chain: readonly string[]): void {
  if (chain.length > 0) for (const change of changes) chains.set(change, chain);
}

/** The context in which hooks are told of changes that other hooks may have made. */
export function followingHooks(ctx: Context, changes: readonly Change[]): Context {
  const known = changes.map((change) => chainOf(change));
  const longest = known.reduce((long, chain) => (chain.length > long.length ? chain : long), []);
  if (longest.length > 0) chains.set(ctx, longest);
  return ctx;
}

/** The hooks that led to a change, or to the operation that tells of it. */
export function chainOf(change: Change | Context): readonly string[] {
  return chains.get(change) ?? [];
}
