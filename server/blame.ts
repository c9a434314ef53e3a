import { types } from 'node:util';
import { tame, wordsFor } from './tame.ts';

const culprits = new WeakMap<object, string>();

/** The plugin whose code threw an error; undefined when it was the core. */
export function culpritOf(error: unknown): string | undefined {
  return (typeof error === 'object' && error !== null && culprits.get(error)) || undefined;
}

/** Whether the core was found to be the one that threw, in code that a plugin called. */
export function isOfCore(error: unknown): boolean {
  return typeof error === 'object' && error !== null && culprits.get(error) === '';
}

/**
 * Says who threw, for the log and for the caller; gives what is to be thrown on. Who was blamed first stays it: an error passes through
 * others on its way out. The culprit `null` is the core.
 */
export function blame(error: unknown, culprit: string | null): Error {
  const thrown = tame(error);
  const blamed = types.isNativeError(thrown)
    ? thrown
    : new Error(`Something was thrown that is no error: ${wordsFor(thrown)}`);
  // What had to be replaced keeps its culprit.
  const before = thrown === error ? undefined : culpritOf(error);
  if (before !== undefined && !culprits.has(blamed)) culprits.set(blamed, before);
  if (!culprits.has(blamed)) culprits.set(blamed, culprit ?? '');
  return blamed;
}

const owners = new WeakMap<object, string>();

/** Says whose code a function is, for what goes wrong with a value after it was given. */
export function ownedBy<F>(code: F, plugin: string): F {
  if (typeof code === 'function') owners.set(code, plugin);
  return code;
}

export function ownerOf(code: unknown): string | undefined {
  return typeof code === 'function' ? owners.get(code) : undefined;
}
