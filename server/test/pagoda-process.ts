import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';

const LAUNCHER = fileURLToPath(new URL('../bin/pagoda.js', import.meta.url));

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface PagodaProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<CommandResult>;
  /** Waits for a line of stdout that matches; throws with everything that was printed if the process ends before. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
}

const running = new Set<ChildProcess>();

// What a failed test left running.
afterAll(() => {
  for (const { pid } of running) if (pid) process.kill(-pid, 'SIGKILL');
});

type Environment = Readonly<Record<string, string>>;

/** A shell's environment: the machine's own Node, and none of the variables that the tests live with. */
function shellEnvironment(env: Environment): NodeJS.ProcessEnv {
  const folders = (process.env.PATH ?? '').split(':').filter((folder) => !folder.includes('node_modules'));
  return { HOME: process.env.HOME, PATH: folders.join(':'), ...env };
}

/** Starts the `pagoda` command as a shell would, in a process group of its own as a terminal would. */
export function startPagoda(args: readonly string[], env: Environment = {}, cwd?: string): PagodaProcess {
  const child = spawn(LAUNCHER, args, { env: shellEnvironment(env), cwd, stdio: 'pipe', detached: true });
  running.add(child);
  child.once('close', () => running.delete(child));
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  // Not 'exit': what was printed last may arrive after that.
  const ended = once(child, 'close').then(([code]): CommandResult => ({ code: code as number | null, ...output }));
  return { child, ended, printed: (pattern) => waitFor(child, output, pattern) };
}

/** Runs the command to its end. */
export function runPagoda(args: readonly string[], env: Environment = {}, stdin = ''): Promise<CommandResult> {
  const { child, ended } = startPagoda(args, env);
  child.stdin?.end(stdin);
  return ended;
}

function waitFor(
  child: ChildProcess,
  output: { stdout: string; stderr: string },
  pattern: RegExp,
): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const found = pattern.exec(output.stdout);
      if (!found) return;
      child.stdout?.off('data', look);
      resolve(found);
    };
    child.stdout?.on('data', look);
    child.once('close', () =>
      reject(new Error(`It ended without printing ${pattern}:\n${output.stdout}${output.stderr}`)),
    );
    look();
  });
}
