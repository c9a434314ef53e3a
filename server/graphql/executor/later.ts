/** A value, or the promise of one: what is there at once is not made to wait. */
export type Later<T> = T | Promise<T>;

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}
