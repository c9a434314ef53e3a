import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import path from 'node:path';
import type { Environment } from '../../config.ts';
import type { Invocation } from '../program.ts';
import { aborted, listenForStop } from '../shutdown.ts';
import type { LentPlugins } from './lend-plugins-dir.ts';

/** Editors write a file in several steps. */
const QUIET_MS = 200;

/** Runs the demo with the plugins until Ctrl-C, and anew whenever one of their sources changes. */
export async function serveSource(
  { env, terminal }: Invocation,
  folder: string,
  lent: LentPlugins,
  main: string,
): Promise<void> {
  const stop = listenForStop(terminal, env);
  const settings = demoSettings(env, folder, lent);
  const sources = watchAll(lent.sources);
  try {
    while (!stop.signal.aborted) {
      const server = fork(main, ['serve', '--demo', '--called', commandIn(folder, main)], {
        env: { ...settings },
        execArgv: QUIET,
      });
      await Promise.race([aborted(stop.signal), sources.changed()]);
      if (!stop.signal.aborted) terminal.print(`\nA source changed: starting again.\n`);
      await end(server);
    }
  } finally {
    sources.close();
    stop.release();
  }
}

const QUIET = ['--disable-warning=ExperimentalWarning'];

function demoSettings(env: Environment, folder: string, { pluginsDir, entries }: LentPlugins): Environment {
  const enabled = [...(env.ENABLED_PLUGINS?.split(',') ?? []), ...entries].map((name) => name.trim()).filter(Boolean);
  return {
    PAGODA_DATA_DIR: path.join(folder, '.pagoda/data'),
    LOG_LEVEL: 'info',
    ...env,
    PAGODA_PLUGINS_DIR: pluginsDir,
    ENABLED_PLUGINS: [...new Set(enabled)].join(','),
  };
}

/** What a person calls in the folder: the scaffold brings a script along that finds the server. */
function commandIn(folder: string, main: string): string {
  if (!existsSync(path.join(folder, 'scripts/pagoda.mjs'))) return 'npx pagoda';
  const server = path.relative(folder, path.resolve(path.dirname(main), '../..'));
  // What is installed inside the folder is found without being told.
  return `${server.startsWith('..') ? `PAGODA_SERVER=${server} ` : ''}node scripts/pagoda.mjs`;
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
}

/** Looks at folders with all that is in them. */
function watchAll(folders: readonly string[]) {
  let tell: () => void = () => {};
  let timer: NodeJS.Timeout | undefined;
  const watchers = folders.map((folder) =>
    watch(folder, { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => tell(), QUIET_MS);
    }),
  );
  return {
    changed: () => new Promise<void>((resolve) => (tell = resolve)),
    close: () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
