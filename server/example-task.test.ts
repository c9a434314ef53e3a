/** The task of the example, as its clients see it. */
import { expect, test } from '@jest/globals';
import { findJob, readEvents, type Job } from './domains/job/index.ts';
import { makeTestApp } from './test/app.ts';

const env = { ENABLED_PLUGINS: 'hello-world', PLUGIN_OPERATION_ID_CONFIG: '{"hello-world": [5000, 5099]}' };
const { app, admin, token, data } = await makeTestApp(env, [], { worker: true });

async function startTask(message?: string) {
  const answer = await app.fastify.inject({
    method: 'POST',
    url: '/api/v2/plugins/hello-world-plugin/task/',
    headers: { authorization: `Token ${token}` },
    payload: { message },
  });
  return { status: answer.statusCode, body: answer.json() };
}

async function until(id: number, isThere: (job: Job) => boolean): Promise<Job> {
  for (;;) {
    const job = await findJob(await app.contextFor(admin), id);
    if (job && isThere(job)) return job;
  }
}

test('POST task/ answers as documented, and the job says its message word by word', async () => {
  const { status, body } = await startTask('Good morning');
  expect(status).toBe(201);
  expect(body).toEqual({
    message: 'Hello World task queued successfully',
    task_message: 'Good morning',
    job_id: expect.any(Number),
    job_status: 1,
    plugin: expect.objectContaining({ id: 'hello-world-plugin', core: 'pagoda-core' }),
    user: { username: 'admin', is_authenticated: true },
    pagoda_core_version: expect.any(String),
    timestamp: expect.any(String),
  });
  expect(await until(body.job_id, ({ endedTime }) => endedTime !== null)).toMatchObject({
    ...{ status: 'DONE', operation: 5000, text: 'Hello World task: Good morning', params: { message: 'Good morning' } },
    progress: { done: 2, total: 2, text: null },
  });
  const events = await readEvents(await app.contextFor(admin), body.job_id, 0, 100);
  const words = events.filter(({ kind }) => kind === 'LOG').map(({ message }) => message);
  expect(words).toEqual(['Good', 'morning']);
});

test('a mutation starts it and gives the job, which can be cancelled', async () => {
  const message = Array.from({ length: 1000 }, () => 'well').join(' ');
  const { startHelloWorldTask: job } = await data(
    'mutation ($message: String!) { startHelloWorldTask(message: $message) { id status operation operationName user { username } } }',
    { message },
  );
  expect(job).toEqual({
    id: expect.any(String),
    status: 'PREPARING',
    operation: 5000,
    operationName: 'hello-world-plugin/hello_world_task',
    user: { username: 'admin' },
  });
  await until(Number(job.id), ({ progress }) => progress !== null && progress.done > 0);
  await data(`mutation { cancelJob(input: { id: ${job.id} }) { errors { message } } }`);
  const ended = await until(Number(job.id), ({ endedTime }) => endedTime !== null);
  expect(ended).toMatchObject({ status: 'CANCELED', text: expect.stringMatching(/^Hello World task: well/) });
});
