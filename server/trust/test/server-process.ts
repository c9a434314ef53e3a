import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from '@jest/globals';
import type { GraphQLAnswer } from '../../test/app.ts';
import { runPagoda, startPagoda, type CommandResult, type PagodaProcess } from '../../test/pagoda-process.ts';

/** A server as an operator runs it: a process of its own on a database that was given to it. */
export interface ServerProcess {
  readonly process: PagodaProcess;
  readonly url: string;
  /** Throws what the network throws, also when the answer is no JSON. */
  ask(query: string, variables?: object, token?: string | null): Promise<GraphQLAnswer>;
  /** An operation that must succeed, before the test begins. */
  prepare(query: string, variables?: object): Promise<void>;
  /** SIGTERM, and what came of it. */
  stop(): Promise<CommandResult>;
  /** SIGKILL for it and its launcher, if they still run. */
  kill(): Promise<void>;
}

export const ADMIN_TOKEN = '0123456789abcdef0123456789abcdef01234567';

const READY = /Pagoda is ready: GraphQL at http:\/\/localhost:(\d+)\/graphql\n/;

type Environment = Readonly<Record<string, string>>;

const folder = mkdtempSync(path.join(tmpdir(), 'pagoda-trust-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environmentOf = (databaseUrl: string, env: Environment): Environment => ({
  DATABASE_URL: databaseUrl,
  PORT: '0',
  PAGODA_DATA_DIR: path.join(folder, 'data'),
  PAGODA_ADMIN_TOKEN: ADMIN_TOKEN,
  ...env,
});

export async function startServer(
  databaseUrl: string,
  env: Environment = {},
  args: readonly string[] = [],
): Promise<ServerProcess> {
  const started = startPagoda(['serve', ...args], environmentOf(databaseUrl, env));
  const [, port] = await started.printed(READY);
  const url = `http://127.0.0.1:${port}`;
  const ask: ServerProcess['ask'] = async (query, variables = {}, token = ADMIN_TOKEN) => {
    const authorization: Environment = token === null ? {} : { authorization: `Token ${token}` };
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization },
      body: JSON.stringify({ query, variables }),
    });
    return { ...((await response.json()) as Omit<GraphQLAnswer, 'status'>), status: response.status };
  };
  return {
    process: started,
    url,
    ask,
    prepare: async (query, variables) => {
      const { errors, data } = await ask(query, variables);
      const problems = Object.values<{ errors: readonly unknown[] }>(data ?? {}).flatMap((payload) => payload.errors);
      if (errors || problems.length > 0)
        throw new Error(`The preparation failed: ${JSON.stringify({ errors, problems })}`);
    },
    stop: () => {
      started.child.kill('SIGTERM');
      return started.ended;
    },
    kill: async () => {
      if (started.child.exitCode === null) process.kill(-(started.child.pid ?? 0), 'SIGKILL');
      await started.ended;
    },
  };
}

/** A worker as an operator runs it, on the same database. */
export async function startWorker(databaseUrl: string, env: Environment = {}): Promise<PagodaProcess> {
  const started = startPagoda(['worker'], environmentOf(databaseUrl, env));
  await started.printed(/Pagoda worker is ready: \d+ at once\n/);
  return started;
}

/** `pagoda` with other arguments, on the same database. */
export function runOn(databaseUrl: string, args: readonly string[], env: Environment = {}): Promise<CommandResult> {
  return runPagoda(args, environmentOf(databaseUrl, env));
}

/** One value of each line of a log, which must be JSON. */
export function readLog(text: string): readonly Readonly<Record<string, unknown>>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
