import type { GraphQLError } from 'graphql';
import { Deadline, isPromise, type Later } from '../executor/index.ts';
import { limitExceeded } from './limit-exceeded.ts';

/** The work is given up when its time is over; what it answers then is not heard. */
export async function withinTime<T>(
  milliseconds: number,
  late: () => T,
  work: (deadline: Deadline) => Later<T>,
): Promise<T> {
  const deadline = new Deadline(milliseconds);
  const working = work(deadline);
  if (!isPromise(working)) return deadline.isOver ? late() : working;
  const { promise: isLate, resolve } = Promise.withResolvers<T>();
  const timer = setTimeout(() => {
    deadline.expire();
    resolve(late());
  }, milliseconds).unref();
  try {
    const result = await Promise.race([working, isLate]);
    return deadline.isOver ? late() : result;
  } finally {
    clearTimeout(timer);
  }
}

export function outOfTime(maximum: number): GraphQLError {
  return limitExceeded(
    { limit: 'executionTime', value: null, maximum },
    `The operation took longer than ${maximum} ms, which is the maximum. Ask for less at a time.`,
    200,
  );
}
