import { expect, jest, test } from '@jest/globals';
import { JobStatus, type JobProtocol } from 'pagoda-plugin-sdk/tasks';
import { makeHarness } from 'pagoda-plugin-sdk/testing';
import plugin from './plugin.ts';
import { helloWorldTask } from './tasks.ts';

interface Case {
  readonly isCanceled?: boolean;
  readonly isReady?: boolean;
  readonly fails?: boolean;
}

async function run({ isCanceled = false, isReady = true, fails = false }: Case) {
  const update = jest.fn<JobProtocol['update']>(() => Promise.resolve());
  if (fails) update.mockResolvedValueOnce().mockRejectedValueOnce(new Error('the job is gone'));
  const job = {
    id: 3,
    params: { message: 'Good morning' },
    update,
    isCanceled: () => Promise.resolve(isCanceled),
    proceedIfReady: () => Promise.resolve(isReady),
  };
  const { ctx, log } = makeHarness(plugin);
  // The task uses nothing else of a job.
  await helloWorldTask(job as unknown as JobProtocol, ctx);
  return { statuses: update.mock.calls.map(([status]) => status), log: log.map(({ message }) => message) };
}

test('the task writes its message to the log', async () => {
  expect(await run({})).toEqual({
    statuses: [JobStatus.PROCESSING, JobStatus.DONE],
    log: ['Hello World task 3 begins', 'Hello World task 3 says: Good morning'],
  });
});

test.each([[{ isCanceled: true }], [{ isReady: false }]])('the task leaves the job alone: %j', async (state) => {
  const { statuses, log } = await run(state);
  expect(statuses).toEqual([]);
  expect(log).toHaveLength(1);
});

test('the task says that it failed', async () => {
  const { statuses, log } = await run({ fails: true });
  expect(statuses).toEqual([JobStatus.PROCESSING, JobStatus.DONE, JobStatus.ERROR]);
  expect(log.at(-1)).toBe('Hello World task 3 failed: Error: the job is gone');
});

test('the task is declared with the first number of the range', () => {
  expect(plugin.tasks?.pluginId).toBe('hello-world');
  expect(plugin.tasks?.tasks).toEqual({ hello_world_task: { offset: 0, run: helloWorldTask } });
});
