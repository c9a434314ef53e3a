import { inspect, types } from 'node:util';

const culprits = new WeakMap<object, string>();

/** The plugin whose code threw an error; undefined when it was the core. */
export function culpritOf(error: unknown): string | undefined {
  return (typeof error === 'object' && error !== null && culprits.get(error)) || undefined;
}

/**
 * Says who threw, for the log and for the caller; gives what is to be thrown on. Who was blamed first stays it: an error passes through
 * others on its way out. The culprit `null` is the core.
 */
export function blame(error: unknown, culprit: string | null): Error {
  const blamed = types.isNativeError(error)
    ? error
    : new Error(
        `Something was thrown that is no error: ${typeof error === 'object' ? inspect(error, { depth: 1 }) : String(error)}`,
      );
  if (!culprits.has(blamed)) culprits.set(blamed, culprit ?? '');
  return blamed;
}
