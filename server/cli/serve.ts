import { startApp, type App } from '../app.ts';
import type { Settings } from '../config.ts';
import { plainBanner, demoBanner } from './banner.ts';
import { ensureDemoToken } from './demo-token.ts';
import { ensureFirstUser, hasUsers } from './first-user.ts';
import { withMadeSecrets } from './kept-secrets.ts';
import { makeLog } from './log.ts';
import type { Invocation } from './program.ts';
import { DEFAULT_ENTRIES, ensureDemoData } from './seed-demo.ts';
import { readSettings } from './settings.ts';
import { aborted, listenForStop } from './shutdown.ts';
import { requireFreePort } from './free-port.ts';

/** Runs until a signal says stop. */
export async function serve(invocation: Invocation, isDemo: boolean): Promise<void> {
  const { terminal } = invocation;
  const settings = withMadeSecrets(readSettings(invocation), isDemo ? ['secret', 'adminToken'] : ['secret']);
  const stop = listenForStop(terminal);
  try {
    await requireFreePort(settings);
    const app = await startApp(settings, { log: makeLog(settings, isDemo) });
    try {
      await open(invocation, app, settings, isDemo, stop.signal);
      await aborted(stop.signal);
    } finally {
      await app.close();
    }
    if (isDemo) terminal.print('Stopped.');
  } finally {
    stop.release();
  }
}

async function open(
  { terminal }: Invocation,
  app: App,
  settings: Settings,
  isDemo: boolean,
  stop: AbortSignal,
): Promise<void> {
  if (stop.aborted) return;
  if (!isDemo) {
    await ensureConfiguredUser(app, settings);
    for (const line of plainBanner(await app.listen(), await hasUsers(app))) terminal.print(line);
    return;
  }
  const demo = await ensureDemoData(app, DEFAULT_ENTRIES, terminal);
  await ensureDemoToken(app);
  if (stop.aborted) return;
  for (const line of demoBanner(await app.listen(), settings, demo)) terminal.print(line);
}

/** A server of its own creates a user only when it was told how that one logs in. */
async function ensureConfiguredUser(app: App, { adminPassword, adminToken }: Settings): Promise<void> {
  if (adminPassword !== null || adminToken !== null) await ensureFirstUser(app);
}
