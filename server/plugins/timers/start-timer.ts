import { AsyncLocalStorage } from 'node:async_hooks';
import { InterfaceError, type PluginTimer } from 'pagoda-plugin-sdk';

export interface TimerOptions {
  readonly milliseconds: number;
  readonly repeats: boolean;
  /** The timer ends with it. */
  readonly ended: AbortSignal;
  run(): Promise<unknown>;
  /** Is told what `run` threw. */
  fail(error: unknown): void;
}

/** What Node can wait for; for more it would not wait at all. */
const LONGEST_MS = 2_147_483_647;

/** Where no request, transaction or call of a plugin is under way. */
const outside = AsyncLocalStorage.snapshot();

/** Calls `run` later, once or again and again, never twice at a time, until it is stopped. */
export function startTimer({ milliseconds, repeats, ended, run, fail }: TimerOptions): PluginTimer {
  if (typeof milliseconds !== 'number' || !(milliseconds >= 0 && milliseconds <= LONGEST_MS)) {
    throw new InterfaceError(`A timer cannot wait ${String(milliseconds)} ms: use 0 to ${LONGEST_MS}`);
  }
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  const stop = (): void => {
    isStopped = true;
    if (timer) clearTimeout(timer);
    ended.removeEventListener('abort', stop);
  };
  const fire = async (): Promise<void> => {
    try {
      await run();
    } catch (error) {
      fail(error);
    }
    if (repeats && !isStopped) wait();
    else stop();
  };
  const wait = (): void => {
    timer = outside(() => setTimeout(() => void fire(), milliseconds).unref());
  };
  if (ended.aborted) return { stop, [Symbol.dispose]: stop };
  ended.addEventListener('abort', stop);
  wait();
  return { stop, [Symbol.dispose]: stop };
}
