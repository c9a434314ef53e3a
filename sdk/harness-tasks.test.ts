import { describe, expect, test } from '@jest/globals';
import { ValidationError } from './errors.ts';
import { definePlugin } from './plugin.ts';
import { defineTask, JobStatus, PluginTaskConfig, type TaskJob } from './tasks.ts';
import { makeHarness } from './testing.ts';

let act: (job: TaskJob) => unknown = () => undefined;

const tasks = new PluginTaskConfig({
  pluginId: 'sample',
  tasks: {
    free: { offset: 0, run: (job) => act(job) },
    parsed: defineTask({
      offset: 1,
      params: ({ size }): { readonly size: number } => {
        if (typeof size === 'number') return { size };
        throw new ValidationError('size must be a number');
      },
      run: (job, ctx) => ({ size: job.params.size + 1, user: job.user?.username, actor: ctx.actor?.username }),
    }),
  },
});
const { runTask } = makeHarness(definePlugin({ id: 'sample', name: 'Sample', version: '1.0.0', tasks }));

describe('a task in the harness', () => {
  test('that returns is done, with its result', async () => {
    expect(await runTask('parsed', { params: { size: 2 } })).toMatchObject({
      status: JobStatus.DONE,
      result: { size: 3, user: 'admin', actor: 'admin' },
      statuses: [],
    });
  });

  test('that throws is an error with its message', async () => {
    act = () => Promise.reject(new Error('no disk'));
    const { status, text, error } = await runTask('free', { text: 'Counting' });
    expect([status, text, error]).toEqual([JobStatus.ERROR, 'no disk', new Error('no disk')]);
  });

  test('says itself how it ends, what it is about and how far it is', async () => {
    act = async (job) => {
      await job.update(JobStatus.PROCESSING, { text: 'Half', target: { id: 7 } });
      job.progress(1);
      job.log('warn', `${job.text} of ${job.targetId} in attempt ${job.attempt}`);
      await job.update(JobStatus.WARNING, 'Not all');
    };
    expect(await runTask('free', { attempt: 2 })).toMatchObject({
      ...{ status: JobStatus.WARNING, text: 'Not all', targetId: 7 },
      statuses: [JobStatus.PROCESSING, JobStatus.WARNING],
      progress: [{ done: 1, total: null, text: null }],
      log: [{ level: 'warn', message: 'Half of 7 in attempt 2' }],
    });
  });

  test('leaves a file, in pieces or as a whole', async () => {
    const file = { name: 'a.csv', contentType: 'text/csv' };
    act = (job) => job.storeResult(file, [new TextEncoder().encode('a,'), 'b']);
    expect((await runTask('free')).file).toEqual({ ...file, content: 'a,b' });
  });

  test('is cancelled by its signal', async () => {
    act = async (job) => expect([await job.isCanceled(), await job.proceedIfReady()]).toEqual([true, false]);
    expect((await runTask('free', { signal: AbortSignal.abort() })).status).toBe(JobStatus.CANCELED);
  });

  test('must be there, and its parameters must parse', async () => {
    await expect(runTask('none')).rejects.toThrow('"sample" has no task "none"');
    await expect(runTask('parsed')).rejects.toThrow('size must be a number');
  });
});
