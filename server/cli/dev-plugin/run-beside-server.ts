import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { startApp } from '../../app.ts';
import { parseSettings } from '../../config.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { ensureFirstUser } from '../first-user.ts';
import { makeLog } from '../log.ts';
import type { Invocation } from '../program.ts';
import { readSettings } from '../settings.ts';
import { listenForStop } from '../shutdown.ts';
import { Failure } from '../terminal.ts';
import type { LentPlugins } from './lend-plugins-dir.ts';

/**
 * Runs a command beside a server with the plugins on a database of its own. The command finds the server at PAGODA_URL, with
 * PAGODA_TOKEN to call it. A plugin that is refused is a failure. Gives what the command line is to exit with.
 */
export async function runBesideServer(
  invocation: Invocation,
  { pluginsDir, dataDir, entries }: LentPlugins,
  command: readonly string[],
): Promise<ExitCode> {
  const adminToken = randomBytes(20).toString('hex');
  const settings = readSettings(invocation, {
    adminToken,
    dataDir,
    databaseUrl: null,
    databaseDirectUrl: null,
    host: '127.0.0.1',
    port: 0,
    pluginsDir,
    pluginsStrict: true,
    enabledPlugins: [...new Set([...parseSettings(invocation.env).enabledPlugins, ...entries])],
  });
  const stop = listenForStop(invocation.terminal, invocation.env);
  try {
    const app = await startApp(settings, { log: makeLog(settings, true), worker: true, makesRanges: true });
    try {
      await ensureFirstUser(app);
      const env = { ...invocation.env, PAGODA_URL: await app.listen(), PAGODA_TOKEN: adminToken };
      return await run(command, env, stop.signal);
    } finally {
      await app.close();
    }
  } finally {
    stop.release();
  }
}

async function run([program = '', ...args]: readonly string[], env: object, stop: AbortSignal): Promise<ExitCode> {
  if (stop.aborted) return EXIT.interrupted;
  const child = spawn(program, args, { env: { ...env }, stdio: 'inherit', shell: process.platform === 'win32' });
  const end = (): void => void child.kill();
  stop.addEventListener('abort', end);
  try {
    const [code] = await once(child, 'close').catch((error: unknown) => {
      throw new Failure(`${program} cannot be started: ${String(error)}`, { cause: error });
    });
    if (stop.aborted) return EXIT.interrupted;
    return code === 0 ? EXIT.ok : EXIT.failed;
  } finally {
    stop.removeEventListener('abort', end);
  }
}
