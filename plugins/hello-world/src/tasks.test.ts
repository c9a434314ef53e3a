import { expect, test } from '@jest/globals';
import { JobStatus } from 'pagoda-plugin-sdk/tasks';
import { makeHarness } from 'pagoda-plugin-sdk/testing';
import { TASK } from './config.ts';
import plugin from './plugin.ts';
import { helloWorldTask } from './tasks.ts';

const params = { message: 'Good morning' };
const { PROCESSING, DONE, ERROR, CANCELED } = JobStatus;

test('the task says its message word by word, and writes it to the log', async () => {
  const { runTask, log } = makeHarness(plugin);
  expect(await runTask(TASK, { params })).toMatchObject({
    status: DONE,
    statuses: [PROCESSING, DONE],
    progress: [
      { done: 0, total: 2, text: 'Good' },
      { done: 1, total: 2, text: 'morning' },
      { done: 2, total: 2, text: null },
    ],
    log: [
      { level: 'info', message: 'Good' },
      { level: 'info', message: 'morning' },
    ],
  });
  expect(log.map(({ message }) => message)).toEqual([
    'Hello World task 1 begins',
    'Hello World task 1 says: Good morning',
  ]);
});

test.each([
  ['is cancelled', { signal: AbortSignal.abort() }],
  ['is not ready', { isReady: false }],
])('the task leaves a job alone that %s', async (_name, job) => {
  const { runTask, log } = makeHarness(plugin);
  expect(await runTask(TASK, { params, ...job })).toMatchObject({ statuses: [], progress: [] });
  expect(log).toHaveLength(1);
});

test('the task ends when its job is cancelled', async () => {
  const { runTask, ctx } = makeHarness(plugin);
  const cancel = new AbortController();
  ctx.log.info = () => cancel.abort();
  expect(await runTask(TASK, { params, signal: cancel.signal })).toMatchObject({
    status: CANCELED,
    statuses: [PROCESSING],
    log: [{ message: 'Good' }],
  });
});

test('the task does not return when it was cut short, since that would mean that all was said', async () => {
  const { runTask, ctx } = makeHarness(plugin);
  const stop = new AbortController();
  ctx.log.info = () => stop.abort();
  const { status, statuses, text } = await runTask(TASK, { params, signal: stop.signal });
  expect({ status, statuses, text }).toEqual({ status: CANCELED, statuses: [PROCESSING], text: '' });
});

test('the task says that it failed', async () => {
  const { runTask, ctx, log } = makeHarness(plugin);
  ctx.log.info = () => {
    throw new Error('the disk is full');
  };
  expect(await runTask(TASK, { params })).toMatchObject({ status: ERROR, statuses: [PROCESSING, ERROR] });
  expect(log.at(-1)?.message).toBe('Hello World task 1 failed: Error: the disk is full');
});

test('the task is declared with the first number of the range', () => {
  expect(plugin.tasks?.pluginId).toBe('hello-world');
  expect(plugin.tasks?.tasks).toEqual({ hello_world_task: { offset: 0, run: helloWorldTask } });
});
