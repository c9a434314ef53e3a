import { guard } from './guard.ts';

/** Events of a plugin. What goes wrong while they are waited for or ended is blamed on it. */
export function guardEvents(plugin: string, source: unknown): unknown {
  if (typeof source !== 'object' || source === null || !(Symbol.asyncIterator in source)) return source;
  const opened = source as AsyncIterable<unknown>;
  let events: AsyncIterator<unknown> | null = null;
  const own = (): AsyncIterator<unknown> => (events ??= guard(plugin, () => opened[Symbol.asyncIterator]()));
  return {
    next: async () => guard(plugin, async () => resultOf(await own().next())),
    return: async () =>
      guard(plugin, async () => {
        await own().return?.();
        return { done: true, value: undefined };
      }),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Read once, and while the plugin can be blamed for it. */
function resultOf({ done, value }: IteratorResult<unknown>): IteratorResult<unknown> {
  return done === true ? { done, value: undefined } : { done: false, value };
}
