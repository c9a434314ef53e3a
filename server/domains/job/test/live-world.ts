import { afterAll } from '@jest/globals';
import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import { createClient as createStreamClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import type { Registration } from 'pagoda-plugin-sdk';
import { startApp, type App } from '../../../app.ts';
import { parseSettings } from '../../../config.ts';
import type { Actor, Context } from '../../../context.ts';
import { makeTestApp, type TestApp } from '../../../test/app.ts';
import { defineOperation, startJob, type Job } from '../index.ts';
import { appendTold, type Told } from '../job-event.store.ts';
import { changeStatus } from '../job.store.ts';
import type { JobState } from '../job-status.ts';

export type Result = FormattedExecutionResult | ExecutionResult;
export type Results = AsyncIterableIterator<Result>;

export interface Watch {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly token: string;
}

/** How a client gets results from a server at a URL. */
export const TRANSPORTS: Readonly<Record<string, (url: string, watch: Watch) => Results>> = {
  WebSocket: (url, { token, query, variables }) =>
    createSocketClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      retryAttempts: 0,
      connectionParams: { token },
    }).iterate({ query, variables }),
  'server-sent events': (url, { token, query, variables }) =>
    createStreamClient({
      url: `${url}/graphql/stream`,
      retryAttempts: 0,
      headers: { authorization: `Token ${token}` },
    }).iterate({ query, variables }),
};

export interface LiveWorld extends TestApp {
  /** Two servers on one database. */
  readonly urls: readonly [string, string];
  readonly second: App;
  readonly mori: { readonly actor: Actor; readonly token: string };
  begin(actor?: Actor, targetId?: number): Promise<Job>;
  /** From then on it runs, and `tell` may be called. */
  run(job: Job): Promise<void>;
  tell(job: Job, count: number, message?: string): Promise<void>;
  /** In one transaction. */
  turn(job: Job, ...path: readonly JobState[]): Promise<void>;
}

const OPERATION = 21;

/** Servers whose jobs tests take through their life by hand. Called at the top of a test file with `await`. */
export async function makeLiveWorld(registrations: readonly Registration<Context>[] = []): Promise<LiveWorld> {
  const apps: App[] = [];
  afterAll(() => Promise.all(apps.map((app) => app.close())));
  const test = await makeTestApp({}, registrations);
  const settings = parseSettings({ NODE_ENV: 'test', LOG_LEVEL: 'silent', PORT: '0', DATABASE_URL: test.databaseUrl });
  const second = await startApp(settings, { registrations });
  apps.push(second);
  const urls = [await test.app.listen(), await second.listen()] as const;
  const operation = defineOperation({
    number: OPERATION,
    name: 'TEST',
    isParallelizable: true,
    parseParams: (params) => params,
    run: () => undefined,
  });
  for (const app of [test.app, second]) app.host.jobOperations.register('test', 'core', [operation]);
  const mori = await test.makeUser({ username: 'mori' });
  const held = ({ id, attempt }: Job) => ({ id, attempt, workerId: 'by hand' });
  const em = async () => (await test.app.contextFor(null)).em;
  return {
    ...test,
    urls,
    second,
    mori,
    begin: async (actor = mori.actor, targetId) =>
      startJob(await test.app.contextFor(actor), { operation: OPERATION, targetId: targetId ?? null }),
    run: async ({ id }) => {
      const own = await em();
      const patch = { worker_id: 'by hand' };
      await own.transactional((tx) => changeStatus(tx, id, () => ({ to: 'PROCESSING', patch })));
    },
    tell: async (job, count, message = 'line') => {
      const told = Array.from({ length: count }, (): Told => ({ kind: 'LOG', level: 'INFO', message }));
      if (!(await appendTold(await em(), held(job), told))) throw new Error(`Job ${job.id} does not run`);
    },
    turn: async ({ id }, ...path) => {
      const own = await em();
      await own.transactional(async (tx) => {
        for (const to of path) await changeStatus(tx, id, () => ({ to }));
      });
    },
  };
}

/** The next result; errors that a client throws as a list are one too. */
export async function next(results: Results): Promise<Result | 'complete'> {
  try {
    const { value, done } = await results.next();
    return done ? 'complete' : value;
  } catch (errors) {
    if (Array.isArray(errors)) return { errors };
    throw errors;
  }
}

/** Until the subscription is complete. */
export async function takeAll(results: Results): Promise<Result[]> {
  const taken: Result[] = [];
  for (;;) {
    const result = await next(results);
    if (result === 'complete') return taken;
    taken.push(result);
    if (result.errors) return taken;
  }
}
