import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export const ROOT = path.resolve(import.meta.dirname, '..');

type Environment = Readonly<Record<string, string>>;

export interface ServerChild {
  readonly url: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

const START_LIMIT_MS = 60_000;

/** Nothing of the caller's environment but what finding programs and places takes. */
function environment(own: Environment): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, NODE_ENV: 'production', ...own };
}

/** Starts a server in a process of its own and waits until it answers at `ready`. */
export async function startServer(args: readonly string[], env: Environment, ready: string): Promise<ServerChild> {
  const port = await findFreePort();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: environment({ ...env, PORT: String(port), HOST: '127.0.0.1' }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = collect(child);
  const url = `http://127.0.0.1:${port}`;
  for (const limit = Date.now() + START_LIMIT_MS; !(await answers(url + ready)); await delay(50)) {
    if (child.exitCode !== null || Date.now() > limit) {
      child.kill('SIGKILL');
      throw new Error(`${args.join(' ')} did not become ready. It said:\n${said()}`);
    }
  }
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { url, pid: child.pid ?? 0, stop };
}

/** Runs a program of ours to its end, with its progress on this terminal. */
export async function run(args: readonly string[], env: Environment): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: environment(env),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = collect(child);
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}. It said:\n${said()}`);
}

function collect(child: ChildProcess): () => string {
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (tail = (tail + text).slice(-4000)));
  }
  return () => tail;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
