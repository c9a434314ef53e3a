import type { App } from '../app.ts';
import type { Values } from '../config.ts';
import { makeLog } from './log.ts';
import type { Invocation } from './program.ts';
import { readSettings } from './settings.ts';
import { surviveUncaught } from './uncaught.ts';

// What a request may take at most does not bound a command.
const UNBOUNDED: Partial<Values> = { executionTimeout: 0 };

/** Lends the application without its doors: a migrated database and the services. */
export async function withApp<T>(
  invocation: Invocation,
  work: (app: App) => Promise<T>,
  overrides: Partial<Values> = UNBOUNDED,
): Promise<T> {
  const { startApp } = await import('../app.ts');
  const { findCulprit } = await import('../domains/plugin-models/index.ts');
  const { UncaughtErrors } = await import('../plugins/index.ts');
  const settings = readSettings(invocation, overrides);
  const log = makeLog(settings, true);
  const uncaught = new UncaughtErrors();
  const release = surviveUncaught({ findCulprit, uncaught, log, terminal: invocation.terminal });
  try {
    const app = await startApp(settings, { log, uncaught });
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  } finally {
    release();
  }
}
