import { AsyncLocalStorage, createHook } from 'node:async_hooks';
import type { Meter } from './meter.ts';

/** What came of a call of plugin code, and what it left behind. */
export interface Observation {
  readonly ended: 'returned' | 'threw' | 'hung';
  /** What it returned or threw. */
  readonly value: unknown;
  readonly milliseconds: number;
  /** Timers that would still fire, in words. */
  readonly timers: readonly string[];
  /** Calls of models that it did not wait for. */
  readonly unawaited: readonly string[];
  readonly calls: number;
  readonly isBlind: boolean;
}

/** Is told what a call let go uncaught, however late. */
type OnLate = (error: unknown) => void;

const scope = new AsyncLocalStorage<OnLate>();

/** Calls code of a plugin, for so long; aborts it then. */
export async function watchCall(
  call: () => unknown,
  milliseconds: number,
  meter: Meter,
  abort: () => void,
  late: OnLate,
): Promise<Observation> {
  const timers = watchTimers(late);
  const unwatch = watchErrors(late);
  try {
    const outcome = await timers.within(() => settle(call, milliseconds));
    const open = meter.end();
    if (outcome.ended === 'hung') abort();
    await aMoment();
    return {
      ...outcome,
      milliseconds,
      timers: outcome.ended === 'hung' ? [] : timers.left(),
      unawaited: outcome.ended === 'returned' ? [...open, ...meter.late] : meter.late,
      calls: meter.calls,
      isBlind: meter.isBlind,
    };
  } finally {
    timers.end();
    unwatch();
  }
}

type Outcome = Pick<Observation, 'ended' | 'value'>;

async function settle(call: () => unknown, milliseconds: number): Promise<Outcome> {
  const work = (async () => call())().then(
    (value): Outcome => ({ ended: 'returned', value }),
    (value: unknown): Outcome => ({ ended: 'threw', value }),
  );
  // The clock is none of the plugin's timers.
  return scope.exit(async () => {
    let clock: NodeJS.Timeout | undefined;
    const over = new Promise<Outcome>((resolve) => {
      clock = setTimeout(() => resolve({ ended: 'hung', value: undefined }), milliseconds);
    });
    const outcome = await Promise.race([work, over]);
    clearTimeout(clock);
    return outcome;
  });
}

/** Timers by who made them, which no list of the process tells. */
function watchTimers(mine: OnLate) {
  const live = new Map<number, NodeJS.Timeout>();
  const hook = createHook({
    init(id, type, _trigger, resource) {
      if (type === 'Timeout' && scope.getStore() === mine) live.set(id, resource as NodeJS.Timeout);
    },
    destroy: (id) => void live.delete(id),
  }).enable();
  return {
    within: <Result>(call: () => Result): Result => scope.run(mine, call),
    left: () => [...live.values()].flatMap((timer) => describeTimer(timer) ?? []),
    end: () => hook.disable(),
  };
}

/** Null for one that keeps nothing alive and ends by itself, such as that of `AbortSignal.timeout`. */
function describeTimer(timer: NodeJS.Timeout): string | null {
  const [period, after]: readonly unknown[] = [Reflect.get(timer, '_repeat'), Reflect.get(timer, '_idleTimeout')];
  if (typeof period === 'number') return `an interval of ${period} ms`;
  return timer.hasRef() ? `a timer of ${String(after)} ms` : null;
}

/** Where the runner of the tests does not show them (jest), it fails the test itself. */
function watchErrors(late: OnLate) {
  // It may come of a call that was over before this one began.
  const add = (error: unknown): void => (scope.getStore() ?? late)(error);
  process.on('unhandledRejection', add);
  process.on('uncaughtException', add);
  return () => {
    process.off('unhandledRejection', add);
    process.off('uncaughtException', add);
  };
}

/** Long enough for what was begun to come to light. */
async function aMoment(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 2));
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
