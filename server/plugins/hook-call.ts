import { isPagodaError, type HookContext, type HookName } from 'pagoda-plugin-sdk';
import type { Context } from '../context.ts';
import { tame } from '../tame.ts';
import { HandlerTimedOut } from './hook-failure.ts';
import type { Handler } from './hook-handler.ts';
import { isPromise, whenReady, type MaybePromise } from './maybe-promise.ts';

/** The part of a `Context` that the bus reads. */
export type Operation = Pick<Context, 'dryRun'>;

/** One call of a handler, as the host sees it when it is asked for a loan. */
export interface HandlerCall {
  readonly pluginId: string;
  readonly hook: HookName;
  /** What the handler gets if nothing is lent. */
  readonly ctx: HookContext;
  /** Milliseconds until the call's time is over; never below 0. */
  remaining(): number;
}

/** What a handler may use for the time of one call. */
export interface Loan {
  readonly ctx: HookContext;
  /** Surrounds the call, for asynchronous context. */
  run?<T>(call: () => T): T;
  /**
   * The call is over: keep or undo what the handler wrote, and let nothing that was lent work any longer. A rejected `keep` is followed
   * by an `undo` and makes the call a failure; a rejected `undo` fails the whole operation. A loan that was not used returns nothing.
   */
  end(how: 'keep' | 'undo'): MaybePromise<void>;
}

export type Lend<O extends Operation> = (operation: O, call: HandlerCall) => Loan;

/** What came of a call. */
export type Outcome = { readonly result: unknown } | { readonly error: unknown };

/** What differs from call to call. */
export interface CallInput {
  readonly argument: unknown;
  /** What comes of what the handler returned. */
  readonly accept: (returned: unknown) => unknown;
  /** Null where the hook tells of none. */
  readonly change: HandlerChange | null;
}

/** What after handlers learn of the change, or changes, that they are told of. */
export type HandlerChange = Pick<HookContext, 'changeId' | 'changeIds' | 'changeTime' | 'changeTimes'>;

/** Calls a handler within its time. Never throws what the handler throws. */
export function callHandler<O extends Operation>(
  handler: Handler,
  operation: O,
  lend: Lend<O> | null,
  input: CallInput,
): MaybePromise<Outcome> {
  const clock = new Clock(handler.timeout);
  const ctx = new PlainContext(handler, operation, clock, input.change);
  const call = { pluginId: handler.plugin, hook: handler.hook, ctx, remaining: () => clock.remaining() };
  const loan = lend?.(operation, call) ?? null;
  return whenReady(attempt(handler, loan, ctx, clock, input), (outcome) => {
    handler.tally.record(clock.elapsed());
    return loan ? endLoan(loan, outcome) : outcome;
  });
}

function attempt(
  handler: Handler,
  loan: Loan | null,
  ctx: HookContext,
  clock: Clock,
  input: CallInput,
): MaybePromise<Outcome> {
  const call = (): unknown => handler.call(input.argument, loan?.ctx ?? ctx);
  try {
    const returned = loan?.run ? loan.run(call) : call();
    if (!isPromise(returned)) return { result: input.accept(returned) };
    return clock
      .limit(returned)
      .then(input.accept)
      .then(
        (result) => ({ result }),
        (error: unknown) => ({ error: tame(error) }),
      );
  } catch (error) {
    return { error: tame(error) };
  }
}

/** A class, because a literal with a getter has a shape of its own, which outlives the call by far. */
class PlainContext implements HookContext {
  readonly pluginId: string;
  readonly dryRun: boolean;
  declare readonly changeId?: string;
  declare readonly changeIds?: readonly string[];
  declare readonly changeTime?: Date;
  declare readonly changeTimes?: readonly Date[];
  readonly #clock: Clock;

  constructor(handler: Handler, operation: Operation, clock: Clock, change: HandlerChange | null) {
    this.pluginId = handler.plugin;
    this.dryRun = operation.dryRun;
    if (change) Object.assign(this, change);
    this.#clock = clock;
  }

  get signal(): AbortSignal {
    return this.#clock.signal;
  }
}

function endLoan(loan: Loan, outcome: Outcome): MaybePromise<Outcome> {
  const undo = (failed: Outcome): MaybePromise<Outcome> => whenReady(loan.end('undo'), () => failed);
  if ('error' in outcome) return undo(outcome);
  try {
    const ended = loan.end('keep');
    if (!isPromise(ended)) return outcome;
    return ended.then(
      () => outcome,
      (error: unknown) => undo({ error }),
    );
  } catch (error) {
    return undo({ error });
  }
}

/** The time of one call. A timer and a signal exist only if somebody needs them. */
class Clock {
  readonly #timeout: number;
  readonly #started = performance.now();
  #controller: AbortController | null = null;
  #expired: HandlerTimedOut | null = null;

  constructor(timeout: number) {
    this.#timeout = timeout;
  }

  elapsed(): number {
    return performance.now() - this.#started;
  }

  remaining(): number {
    return this.#expired ? 0 : Math.max(0, this.#timeout - this.elapsed());
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#expired) this.#controller.abort(this.#expired);
    }
    return this.#controller.signal;
  }

  /** Settles with the promise or, if that takes too long, with `HandlerTimedOut`; a rejection that comes later is dropped. */
  limit<T>(promise: PromiseLike<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(this.#expire()), this.remaining());
      promise.then(
        (value) => {
          clearTimeout(timer);
          resolve(value);
        },
        (error: unknown) => {
          clearTimeout(timer);
          // On a busy machine models may know that the time is over before the timer has its turn.
          const isLate = this.remaining() === 0 && isPagodaError(error, 'HookEnded');
          reject(isLate ? this.#expire() : error);
        },
      );
    });
  }

  #expire(): HandlerTimedOut {
    const expired = new HandlerTimedOut(this.#timeout);
    this.#expired = expired;
    this.#controller?.abort(expired);
    return expired;
  }
}
