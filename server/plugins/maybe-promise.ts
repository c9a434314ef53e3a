/** Work that stays synchronous until something in it has to wait, so that what waits for nothing costs no promise. */
export type MaybePromise<T> = T | Promise<T>;

export function isPromise<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** What comes of a value that may have to be waited for. */
export function whenReady<T, U>(value: MaybePromise<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return isPromise(value) ? value.then(next) : next(value);
}

/** Runs a step for each item in turn; a promise comes back only if a step returned one. */
export function forEachInTurn<T>(items: Iterable<T>, step: (item: T) => MaybePromise<void>): MaybePromise<void> {
  const iterator = items[Symbol.iterator]();
  for (let next = iterator.next(); !next.done; next = iterator.next()) {
    const done = step(next.value);
    if (isPromise(done)) return finish(done, iterator, step);
  }
}

async function finish<T>(
  first: Promise<void>,
  rest: Iterator<T>,
  step: (item: T) => MaybePromise<void>,
): Promise<void> {
  await first;
  for (let next = rest.next(); !next.done; next = rest.next()) await step(next.value);
}
