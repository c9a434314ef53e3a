import type { Settings } from '../../config.ts';
import { HandlerTimedOut } from '../hook-failure.ts';
import { isPromise } from '../maybe-promise.ts';

/** Of the time of an operation, so that what is left is enough for the rest of its answer. */
const SHARE = 0.75;

/** Milliseconds that a resolver of a plugin has; 0 for no limit. */
export function resolverTime({ executionTimeout }: Pick<Settings, 'executionTimeout'>): number {
  return Math.ceil(executionTimeout * SHARE);
}

export interface TimeLimit {
  /** 0 for none. */
  readonly milliseconds: number;
  /** Called when the time is over. */
  onLate?(): void;
  /** Whether the core is what is waited for. It has times of its own. */
  isExcused?(): boolean;
}

/** What code of a plugin returned. A promise that takes too long is rejected with `HandlerTimedOut`; what comes of it later is dropped. */
export function inTime<T>({ milliseconds, onLate, isExcused }: TimeLimit, returned: T): T {
  if (milliseconds === 0 || !isPromise(returned)) return returned;
  const limited = new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      if (isExcused?.()) return;
      const late = new HandlerTimedOut(milliseconds);
      reject(late);
      onLate?.();
    }, milliseconds);
    const settle = (then: () => void): void => {
      clearTimeout(timer);
      then();
    };
    const fail = (error: unknown): void => settle(() => reject(error));
    try {
      returned.then((value) => settle(() => resolve(value)), fail);
    } catch (error) {
      fail(error);
    }
  });
  // A promise of the same.
  return limited as T;
}
