import type { App } from '../app.ts';
import { makeLog } from './log.ts';
import type { Invocation } from './program.ts';
import { readSettings } from './settings.ts';

/** Lends the application without its doors: a migrated database and the services. */
export async function withApp<T>(invocation: Invocation, work: (app: App) => Promise<T>): Promise<T> {
  const { startApp } = await import('../app.ts');
  // What a request may take at most does not bound a command.
  const settings = readSettings(invocation, { executionTimeout: 0 });
  const app = await startApp(settings, { log: makeLog(settings, true) });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}
