import { afterAll } from '@jest/globals';
import type { AnyHookRegistration } from 'pagoda-plugin-sdk';
import pg from 'pg';
import type { Environment } from '../../../config.ts';
import { makeTestApp, type TestApp } from '../../../test/app.ts';
import { makeMutate } from '../../../test/mutate.ts';
import { findJob, type Job } from '../../job/index.ts';

export interface JobBench extends TestApp {
  /** Starts a job and gives its id. Throws what was refused. */
  start(mutation: string, input: object, token?: string): Promise<number>;
  /** When the job is in one of these states. Looks again whenever something happens to any job. */
  until(id: number, isThere: (job: Job) => boolean): Promise<Job>;
  ended(id: number): Promise<Job>;
  /** Starts a job and waits for its end. */
  run(mutation: string, input: object, token?: string): Promise<Job>;
  /** The file of a job through its signed address. */
  download(id: number, token?: string): Promise<string>;
  /** The same as JSON. */
  // What reports hold is what tests are about.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  report(id: number): Promise<any>;
}

/** A server with a worker. Called at the top of a test file with `await`. */
export async function makeJobBench(
  hooks: readonly AnyHookRegistration[] = [],
  env: Environment = {},
): Promise<JobBench> {
  const clients: pg.Client[] = [];
  // Before the one that drops the database: they run in this order.
  afterAll(async () => {
    for (const client of clients) await client.end();
  });
  const settings = { PAGODA_JOB_HEARTBEAT: '1000', PAGODA_JOB_CANCEL_GRACE: '5000', ...env };
  const world = await makeTestApp(settings, [{ id: 'test-hooks', hooks }], { worker: true });
  const client = new pg.Client({ connectionString: world.databaseUrl });
  clients.push(client);
  await client.connect();
  await client.query('listen pagoda_job');
  const mutate = makeMutate(world);

  const start: JobBench['start'] = async (mutation, input, token) => {
    const { job, errors } = await mutate(mutation, input, 'job { id }', token);
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return Number(job.id);
  };
  const until: JobBench['until'] = async (id, isThere) => {
    for (;;) {
      const heard = new Promise((resolve) => void client.once('notification', resolve));
      const job = await findJob(await world.app.contextFor(world.admin), id);
      if (job && isThere(job)) return job;
      await heard;
    }
  };
  const ended: JobBench['ended'] = (id) => until(id, ({ endedTime }) => endedTime !== null);
  const download: JobBench['download'] = async (id, token) => {
    const { data } = await world.graphql(`{ job(id: ${id}) { download { url } } }`, {}, token);
    const answer = await world.app.fastify.inject(data.job.download.url);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.body;
  };
  return {
    ...world,
    start,
    until,
    ended,
    run: async (mutation, input, token) => ended(await start(mutation, input, token)),
    download,
    report: async (id) => JSON.parse(await download(id)),
  };
}
