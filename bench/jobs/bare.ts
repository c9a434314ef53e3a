import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import pg from 'pg';
import type { JobContender } from './contender.ts';
import { TrivialTask } from './trivial-task.ts';

const DATABASE = 'bare_jobs';
const TASK = 'bench.trivial';
const ADD = `select count(*) from generate_series(1, $1) n, lateral graphile_worker.add_job('${TASK}', json_build_object('n', n))`;

/** graphile-worker as it comes, in a database of its own. */
export async function startBareJobs(clusterUrl: string, concurrency: number): Promise<JobContender> {
  await makeDatabase(clusterUrl);
  const url = new URL(clusterUrl);
  url.pathname = `/${DATABASE}`;
  const utils = await makeWorkerUtils({ connectionString: url.href });
  await utils.migrate();
  await utils.release();
  const pool = new pg.Pool({ connectionString: url.href, max: 2 });
  const task = new TrivialTask(pool);
  const runner = await run({
    connectionString: url.href,
    taskList: { [TASK]: task.run },
    concurrency,
    noHandleSignals: true,
    parsedCronItems: [],
    logger: new Logger(() => () => undefined),
  });
  return {
    name: 'bare',
    async drain(jobs) {
      const ran = task.expect(jobs);
      const client = await pool.connect();
      await client.query('begin');
      await client.query(ADD, [jobs]);
      const begin = performance.now();
      await client.query('commit');
      client.release();
      await ran;
      await task.untilQueueIsEmpty();
      return (performance.now() - begin) / 1000;
    },
    async begin() {
      const ran = task.expect(1);
      const begin = performance.now();
      await pool.query(ADD, [1]);
      await ran;
      const waited = performance.now() - begin;
      await task.untilQueueIsEmpty();
      return waited;
    },
    async stop() {
      await runner.stop();
      await pool.end();
    },
  };
}

async function makeDatabase(clusterUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: clusterUrl });
  await client.connect();
  await client.query(`create database ${DATABASE}`);
  await client.end();
}
