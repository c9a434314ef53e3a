import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Account } from './account.ts';
import { PROGRAM_ENV, type Binaries } from './binaries.ts';

/** A PostgreSQL that this process started and that ends with it. */
export interface ServerProcess {
  /** Settles when PostgreSQL is gone, with what it said last. */
  readonly ended: Promise<string>;
  readonly hasEnded: () => boolean;
  /** Lets Node exit although PostgreSQL runs; the guard then stops it. */
  readonly unref: () => void;
  readonly stop: () => Promise<void>;
}

/**
 * A shell between Node and PostgreSQL that holds Node's pipe: however Node dies, reading ends and PostgreSQL is stopped cleanly.
 * It ignores Ctrl-C, so that Node decides when the database goes.
 */
const GUARD = `
trap '' INT TERM HUP
exec 3<&0
"$@" 3<&- &
server=$!
(read -r _ <&3; kill -INT $server 2>/dev/null) &
reader=$!
exec 3<&- 0<&-
wait $server
code=$?
kill -KILL $reader 2>/dev/null
exit $code
`;

const NOT_DURABLE: readonly string[] = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_wal_size=2GB',
];

export interface ServerProcessOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly binaries: Binaries;
  readonly account: Account;
  readonly durable: boolean;
  /** Further settings of PostgreSQL. */
  readonly settings: readonly string[];
  readonly log: (line: string) => void;
}

export function spawnServer(options: ServerProcessOptions): ServerProcess {
  const { dataDir, port, binaries, account, durable, log } = options;
  const settings = [
    'logging_collector=off',
    'max_connections=100',
    'timezone=UTC',
    'log_timezone=UTC',
    'log_checkpoints=off',
    // A refused statement holds values of users, which have no place in a log.
    'log_min_error_statement=panic',
    ...(durable ? [] : NOT_DURABLE),
    ...options.settings,
  ];
  const args = [
    '-D',
    dataDir,
    '-p',
    String(port),
    '-h',
    '127.0.0.1',
    '-k',
    '',
    ...settings.flatMap((setting) => ['-c', setting]),
  ];
  const isWindows = process.platform === 'win32';
  const [command, commandArgs] = isWindows
    ? [binaries.postgres, args]
    : ['/bin/sh', ['-c', GUARD, 'sh', binaries.postgres, ...args]];
  const child = spawn(command, commandArgs, {
    ...account,
    env: PROGRAM_ENV,
    cwd: dataDir,
    // Its own process group: Ctrl-C in the terminal reaches Node alone.
    detached: !isWindows,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let tail = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-4000);
    log(text);
  });
  child.stdin.on('error', () => undefined);
  let gone = false;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(String(error)));
    child.once('close', () => resolve(tail.trim()));
  }).finally(() => {
    gone = true;
  });
  return {
    ended,
    hasEnded: () => gone,
    unref: () => setReferenced(child, false),
    stop: async () => {
      setReferenced(child, true);
      if (isWindows) spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
      else child.stdin.end();
      await ended;
    },
  };
}

function setReferenced(child: ChildProcess, isReferenced: boolean): void {
  const verb = isReferenced ? 'ref' : 'unref';
  child[verb]();
  // Pipes of a child are sockets, but Node's types know them as plain streams.
  for (const pipe of [child.stdin, child.stderr]) (pipe as Socket | null)?.[verb]();
}
