import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';

/** What a person's shell has: nothing of the npm script that runs the tests, and the machine's own Node. */
function shellEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(config_local_prefix|config_loglevel|lifecycle|package|command)|^NODE_OPTIONS$/.test(name),
  );
  const folders = (process.env.PATH ?? '').split(':').filter((folder) => !folder.includes('node_modules'));
  return { ...Object.fromEntries(kept), PATH: folders.join(':') };
}

/** Runs a program to its end and gives what it printed. */
export function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env: shellEnvironment(), encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

export interface RunningServer {
  readonly url: string;
  /** Waits for the first answer of `/readyz`; throws with what the server printed if it ends before. */
  ready(): Promise<void>;
  /** Sends SIGTERM and gives the exit code. */
  stop(): Promise<number | null>;
}

export async function startServer(
  command: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<RunningServer> {
  const port = await findFreePort();
  const env = { ...shellEnvironment(), ...settings, PORT: String(port) };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const url = `http://127.0.0.1:${port}`;
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => printed.push(text.toString()));
  return {
    url,
    ready: () => untilReady(url, child, printed),
    async stop() {
      if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit');
      return child.exitCode;
    },
  };
}

async function untilReady(url: string, child: ChildProcess, printed: readonly string[]): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    // A program that another starts can only be asked again and again.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The server ended with ${child.exitCode ?? child.signalCode}:\n${printed.join('')}`);
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (typeof address !== 'object' || address === null) throw new Error('A listening socket has no port');
  return address.port;
}
