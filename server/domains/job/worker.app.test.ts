import { expect, test } from '@jest/globals';
import { makeTestApp } from '../../test/app.ts';
import { defineOperation, findJob, startJob, type Job } from './index.ts';

const { app, admin } = await makeTestApp({ PAGODA_JOB_HEARTBEAT: '1000' }, [], { worker: true });

test('a server with a worker runs the jobs that its users start', async () => {
  const done = Promise.withResolvers<number>();
  app.host.jobOperations.register('test', 'core', [
    defineOperation({
      number: 90,
      name: 'COUNT',
      parseParams: (params) => params,
      run: (job) => {
        job.progress(1, 1);
        job.signal.addEventListener('abort', () => done.resolve(job.id));
      },
    }),
  ]);
  const { id } = await startJob(await app.contextFor(admin), { operation: 90 });
  expect(await done.promise).toBe(id);
  const job: Job | null = await findJob(await app.contextFor(admin), id);
  expect(job).toMatchObject({ status: 'DONE', progress: { done: 1, total: 1 } });
});
