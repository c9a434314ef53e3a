import { startApp } from '../app.ts';
import { findCulprit } from '../domains/plugin-models/index.ts';
import { UncaughtErrors } from '../plugins/index.ts';
import { makeLog } from './log.ts';
import type { Invocation } from './program.ts';
import { readSettings } from './settings.ts';
import { aborted, listenForStop } from './shutdown.ts';
import { surviveUncaught } from './uncaught.ts';

/** Runs what is queued until a signal says stop. */
export async function work(invocation: Invocation): Promise<void> {
  const { terminal } = invocation;
  const settings = readSettings(invocation);
  const log = makeLog(settings, false);
  const stop = listenForStop(terminal, invocation.env);
  const uncaught = new UncaughtErrors();
  const release = surviveUncaught({ findCulprit, uncaught, log, terminal });
  try {
    const app = await startApp(settings, { log, uncaught, worker: true });
    try {
      if (!stop.signal.aborted) terminal.print(`Pagoda worker is ready: ${settings.workerConcurrency} at once`);
      await aborted(stop.signal);
    } finally {
      await app.close();
    }
    terminal.print('Stopped.');
  } catch (error) {
    // Whoever asked to stop while it was starting gets what was asked for.
    if (!stop.signal.aborted) throw error;
  } finally {
    release();
    stop.release();
  }
}
