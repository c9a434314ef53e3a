import type { Environment } from '../config.ts';
import { EXIT } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** npm and launchers pass on a Ctrl-C that the terminal has sent already: within this time two count as one. */
const SAME_MS = 300;

/** How often to look whether npm is still there. */
const LOOK_MS = 500;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Stop {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** Stops listening to signals. */
  release(): void;
}

/** The first signal asks to stop, a second one forces it. The end of the launcher, or of npm, counts as a signal. */
export function listenForStop(terminal: Terminal, env: Environment): Stop {
  const controller = new AbortController();
  let first = 0;
  const stop = (): void => {
    const now = performance.now();
    if (first === 0) {
      first = now;
      controller.abort();
    } else if (now - first > SAME_MS) {
      terminal.remark('Forced to stop.');
      process.exit(EXIT.interrupted);
    }
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  process.on('disconnect', stop);
  process.channel?.unref();
  const npm = env.npm_lifecycle_event === undefined ? null : watchParent(stop);
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, stop);
      process.off('disconnect', stop);
      clearInterval(npm ?? undefined);
    },
  };
}

/** npm passes a SIGTERM on to its shell, which dies of it and tells nobody. */
function watchParent(gone: () => void): NodeJS.Timeout {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, LOOK_MS);
  return timer.unref();
}

export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
