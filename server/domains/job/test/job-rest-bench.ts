import { afterAll } from '@jest/globals';
import pg from 'pg';
import type { Plugin } from 'pagoda-plugin-sdk';
import type { Actor } from '../../../context.ts';
import { makeTestApp, type TestApp } from '../../../test/app.ts';
import { createEntity, type Entity } from '../../entity/index.ts';
import { createEntry } from '../../entry/index.ts';
import {
  createJob,
  defineOperation,
  findJob,
  runJob,
  type Job,
  type NewJob,
  type OperationDefinition,
} from '../index.ts';
import { changeStatus } from '../job.store.ts';
import type { JobState } from '../job-status.ts';

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // What tests look into is what they are about.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
  readonly bytes: Buffer;
}

export interface JobRestBench extends TestApp {
  /** As mori, or with another token; null for none. */
  send(method: Method, url: string, key?: string | null, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  readonly mori: Named;
  readonly suzu: Named;
  readonly rack: Entity;
  makeEntry(name: string): Promise<number>;
  operation(number: number, more?: Partial<OperationDefinition<unknown>>): void;
  /** A job that nothing starts, of mori unless told. */
  job(job: NewJob, actor?: Actor): Promise<Job>;
  turn(id: number, ...path: readonly JobState[]): Promise<void>;
  /** Starts a job and waits for its end. */
  ended(id: number): Promise<Job>;
  row(id: number): Promise<Job>;
}

interface Named {
  readonly actor: Actor;
  readonly token: string;
}

/** The REST door for jobs, on a server in Tokyo with a worker. Called at the top of a test file with `await`. */
export async function makeJobRestBench(plugins: readonly Plugin[] = []): Promise<JobRestBench> {
  const world = await makeTestApp({ PAGODA_TIME_ZONE: 'Asia/Tokyo' }, [], { plugins, worker: true });
  const { app, admin, databaseUrl } = world;
  const mori = await world.makeUser({ username: 'mori' });
  const suzu = await world.makeUser({ username: 'suzu' });
  const rack = await createEntity(await app.contextFor(admin), { name: 'Rack' });
  const client = new pg.Client({ connectionString: databaseUrl });
  // The database goes away before.
  client.on('error', () => undefined);
  await client.connect();
  await client.query('listen pagoda_job');
  afterAll(() => client.end());

  const row = async (id: number): Promise<Job> => {
    const job = await findJob(await app.contextFor(admin), id);
    if (!job) throw new Error(`There is no job ${id}`);
    return job;
  };
  return {
    ...world,
    mori,
    suzu,
    rack,
    row,
    async send(method, url, key = mori.token, headers = {}) {
      const authorization = key === null ? {} : { authorization: `Token ${key}` };
      const answer = await app.fastify.inject({
        method,
        url,
        headers: { host: 'cmdb.example.com', ...authorization, ...headers },
      });
      const isJson = String(answer.headers['content-type']).startsWith('application/json');
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: isJson && answer.body !== '' ? answer.json() : answer.body,
        bytes: answer.rawPayload,
      };
    },
    async makeEntry(name) {
      const { id } = await createEntry(await app.contextFor(admin), { entity: String(rack.id), name });
      return id;
    },
    operation(number, more = {}) {
      const operation = defineOperation<unknown>({
        number,
        name: `TEST_${number}`,
        parseParams: (params) => params,
        run: () => undefined,
        ...more,
      });
      app.host.jobOperations.register('test', number < 100 ? 'core' : 'plugin', [operation]);
    },
    job: async (job, actor = mori.actor) => createJob(await app.contextFor(actor), job),
    async turn(id, ...path) {
      const { em } = await app.contextFor(admin);
      for (const to of path) await em.transactional((tx) => changeStatus(tx, id, () => ({ to })));
    },
    async ended(id) {
      await runJob(await app.contextFor(admin), id);
      for (;;) {
        const heard = new Promise((resolve) => void client.once('notification', resolve));
        const job = await row(id);
        if (job.endedTime) return job;
        await heard;
      }
    },
  };
}
