import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { startApp } from '../../server/app.ts';
import { parseSettings } from '../../server/config.ts';
import { withTransaction } from '../../server/db/index.ts';
import { defineOperation, startJob } from '../../server/domains/job/index.ts';
import { SYSTEM } from '../../server/system-actor.ts';
import type { JobContender } from './contender.ts';
import { TrivialTask } from './trivial-task.ts';

const TRIVIAL = 98;
const REPORTING = 99;

interface Reported {
  readonly reports: number;
  /** Of progress, as they are stored. */
  readonly events: number;
  readonly seconds: number;
}

interface PagodaJobs extends JobContender {
  /** One job that reports its progress so often for so long. */
  report(perSecond: number, seconds: number): Promise<Reported>;
}

/** The server with its worker, as `npm start` runs it, but for requests. */
export async function startPagodaJobs(url: string, dataDir: string, concurrency: number): Promise<PagodaJobs> {
  const settings = parseSettings({
    NODE_ENV: 'production',
    DATABASE_URL: url,
    PAGODA_DATA_DIR: dataDir,
    PAGODA_WORKER_CONCURRENCY: String(concurrency),
    LOG_LEVEL: 'warn',
  });
  const app = await startApp(settings, { worker: true });
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const task = new TrivialTask(pool);
  let pace = { perSecond: 0, seconds: 0 };
  let reports = 0;
  const parseParams = (params: unknown): unknown => params;
  app.host.jobOperations.register('bench', 'core', [
    defineOperation({ number: TRIVIAL, name: 'BENCH_TRIVIAL', parseParams, run: task.run }),
    defineOperation({
      number: REPORTING,
      name: 'BENCH_REPORTING',
      parseParams,
      async run(job) {
        const begin = performance.now();
        for (reports = 0; reports < pace.perSecond * pace.seconds;) {
          const due = Math.min(((performance.now() - begin) / 1000) * pace.perSecond, pace.perSecond * pace.seconds);
          for (; reports < due; reports += 1) job.progress(reports, pace.perSecond * pace.seconds);
          await delay(1);
        }
      },
    }),
  ]);
  const start = async (
    jobs: number,
    operation: number,
  ): Promise<{ readonly id: number; readonly committing: number }> => {
    let id = 0;
    let committing = 0;
    await withTransaction(await app.contextFor(SYSTEM), async (tx) => {
      for (let job = 0; job < jobs; job += 1) ({ id } = await startJob(tx, { operation }));
      committing = performance.now();
    });
    return { id, committing };
  };
  return {
    name: 'pagoda',
    async drain(jobs) {
      const ran = task.expect(jobs);
      const { committing } = await start(jobs, TRIVIAL);
      await ran;
      await task.untilQueueIsEmpty();
      return (performance.now() - committing) / 1000;
    },
    async begin() {
      const ran = task.expect(1);
      const begin = performance.now();
      await start(1, TRIVIAL);
      await ran;
      const waited = performance.now() - begin;
      await task.untilQueueIsEmpty();
      return waited;
    },
    async report(perSecond, seconds) {
      pace = { perSecond, seconds };
      const begin = performance.now();
      const { id } = await start(1, REPORTING);
      await task.untilQueueIsEmpty();
      const took = (performance.now() - begin) / 1000;
      const { rows } = await pool.query<{ events: number }>(
        `select count(*)::int as events from job_event where job_id = $1 and kind = 'PROGRESS'`,
        [id],
      );
      return { reports, events: rows[0]?.events ?? 0, seconds: took };
    },
    async stop() {
      await pool.end();
      await app.close();
    },
  };
}
