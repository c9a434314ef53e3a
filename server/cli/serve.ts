import { startApp, type App } from '../app.ts';
import type { Settings } from '../config.ts';
import { findCulprit } from '../domains/plugin-models/index.ts';
import { makeRanges, UncaughtErrors } from '../plugins/index.ts';
import { demoBanner, plainBanner } from './banner.ts';
import { ensureDemoOverrides } from './demo-overrides.ts';
import { withDemoPlugins } from './demo-plugins.ts';
import { DEFAULT_ENTRIES } from './commands/demo.ts';
import { ensureDemoToken } from './demo-token.ts';
import { ensureFirstUser, getAdministrator, hasUsers } from './first-user.ts';
import { withMadeSecrets } from './kept-secrets.ts';
import { makeLog } from './log.ts';
import { holdPort, type ReleasePort } from './port.ts';
import type { Invocation } from './program.ts';
import { ensureDemoData } from './seed-demo.ts';
import { readSettings } from './settings.ts';
import { aborted, listenForStop } from './shutdown.ts';
import type { Terminal } from './terminal.ts';
import { surviveUncaught } from './uncaught.ts';

export interface ServeMode {
  readonly isDemo: boolean;
  /** Whether it runs what is queued, too. */
  readonly worker: boolean;
  /** What calls this command line in another shell, for the banner. */
  readonly command: string;
}

/** Runs until a signal says stop. */
export async function serve(invocation: Invocation, mode: ServeMode): Promise<void> {
  const { terminal } = invocation;
  const settings = readSettings(invocation);
  const stop = listenForStop(terminal, invocation.env);
  try {
    const releasePort = await holdPort(settings);
    try {
      await run({ terminal, settings, releasePort, stop: stop.signal, ...mode });
    } finally {
      await releasePort();
    }
  } catch (error) {
    // Whoever asked to stop while it was starting gets what was asked for.
    if (!stop.signal.aborted) throw error;
  } finally {
    stop.release();
  }
}

interface Run extends ServeMode {
  readonly terminal: Terminal;
  readonly settings: Settings;
  readonly releasePort: ReleasePort;
  readonly stop: AbortSignal;
}

async function run({ terminal, settings: given, releasePort, stop, isDemo, worker, command }: Run): Promise<void> {
  const settings = isDemo ? withDemoPlugins(withMadeSecrets(given, ['adminToken'])) : given;
  const log = makeLog(settings, isDemo);
  const uncaught = new UncaughtErrors();
  const release = surviveUncaught({ findCulprit, uncaught, log, terminal });
  try {
    await runApp(await startApp(settings, { log, uncaught, worker, makesRanges: isDemo }), {
      terminal,
      settings,
      releasePort,
      stop,
      isDemo,
      command,
    });
  } finally {
    release();
  }
}

async function runApp(app: App, run: Omit<Run, 'worker'>): Promise<void> {
  const { terminal, settings, releasePort, stop, isDemo } = run;
  try {
    stop.throwIfAborted();
    const makeBanner = isDemo ? await prepareDemo(app, run) : await preparePlain(app, settings);
    stop.throwIfAborted();
    await releasePort();
    for (const line of makeBanner(await app.listen())) terminal.print(line);
    await aborted(stop);
  } finally {
    await app.close();
  }
  if (isDemo) terminal.print('Stopped.');
}

type MakeBanner = (url: string) => readonly string[];

async function preparePlain(app: App, { adminPassword, adminToken }: Settings): Promise<MakeBanner> {
  // A server of its own creates a user only when it was told how that one logs in.
  if (adminPassword !== null || adminToken !== null) await ensureFirstUser(app);
  const isInhabited = await hasUsers(app);
  return (url) => plainBanner(url, isInhabited);
}

async function prepareDemo(app: App, { settings, terminal, stop, command }: Omit<Run, 'worker'>): Promise<MakeBanner> {
  const demo = await ensureDemoData(app, DEFAULT_ENTRIES, terminal, stop);
  const administrator = await getAdministrator(app);
  await ensureDemoToken(app, administrator);
  const plugins = app.plugins.current.enabled.map(({ entry }) => entry);
  const ranges = makeRanges(app.plugins.current.enabled, settings.operationRanges ?? {});
  const serviceEntity = await ensureDemoOverrides(app, administrator);
  return (url) => demoBanner(url, settings, administrator, demo, { plugins, serviceEntity, ranges, command });
}
