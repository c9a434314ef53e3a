/** PostgreSQL is stopped and started again while jobs run. */
import { expect, test } from '@jest/globals';
import { makeJobDrill } from './test/job-drill.ts';

const MINUTE = 60_000;
const { cluster, ended, events, jobs, start, startWorker, until } = await makeJobDrill();

test(
  'PostgreSQL is restarted during 20 jobs: all end as they should, each once',
  async () => {
    const worker = await startWorker({
      PAGODA_JOB_HEARTBEAT: '500',
      PAGODA_WORKER_CONCURRENCY: '6',
      LOG_LEVEL: 'error',
    });
    const ids: number[] = [];
    for (let job = 0; job < 20; job += 1) ids.push(await start('again', { milliseconds: 1500 }));
    await until(async () => (await jobs(ids)).filter(({ status }) => status === 'PROCESSING').length === 6);
    await cluster.stop();
    await cluster.start();
    const found = await ended(ids);
    expect(found.map(({ status }) => status)).toEqual(ids.map(() => 'DONE'));
    for (const id of ids) {
      const told = await events(id);
      expect(told.map(({ seq }) => seq)).toEqual(told.map((_, place) => place + 1));
      expect(told.filter(({ status }) => status === 'DONE')).toHaveLength(1);
    }
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toMatchObject({ code: 0 });
  },
  3 * MINUTE,
);
