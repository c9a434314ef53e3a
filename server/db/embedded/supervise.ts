import { setTimeout as delay } from 'node:timers/promises';
import { attachOrStart, type Running } from './attach.ts';
import type { ServerProcessOptions } from './server-process.ts';

export interface Supervised {
  readonly pid: () => number;
  readonly stop: () => Promise<void>;
}

const FIRST_PAUSE_MS = 100;
const LAST_PAUSE_MS = 5000;

/** Keeps a server of our own alive: one that crashes comes back on the same port. One of another process is left to that. */
export function supervise(options: ServerProcessOptions, first: Running): Supervised {
  const stopping = new AbortController();
  let running = first;

  const keepAlive = async () => {
    while (running.server) {
      const said = await running.server.ended;
      if (stopping.signal.aborted) return;
      options.log(`The embedded PostgreSQL ended by itself and is started again. It said: ${said}\n`);
      running = (await restart(options, stopping.signal)) ?? running;
      if (!stopping.signal.aborted) continue;
      await running.server?.stop();
      return;
    }
  };
  const watching = keepAlive();

  return {
    pid: () => running.file.pid,
    stop: async () => {
      stopping.abort();
      await running.server?.stop();
      await watching;
    },
  };
}

async function restart(options: ServerProcessOptions, signal: AbortSignal): Promise<Running | null> {
  for (let pause = FIRST_PAUSE_MS; !signal.aborted; pause = Math.min(pause * 2, LAST_PAUSE_MS)) {
    try {
      const running = await attachOrStart(options);
      running.server?.unref();
      return running;
    } catch (error) {
      options.log(`${String(error)}\n`);
      await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
  return null;
}
