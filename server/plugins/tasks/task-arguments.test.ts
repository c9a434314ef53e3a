/** What plugins pass to jobs: wrong arguments are named, and whoever wrote them is told what to pass. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  definePlugin,
  Job,
  JobStatus,
  PluginTaskConfig,
  post,
  type PluginContext,
  type TaskJob,
} from 'pagoda-plugin-sdk';
import { Entity } from 'pagoda-plugin-sdk/models';
import { findJob, type Job as Row } from '../../domains/job/index.ts';
import { makeTestApp } from '../../test/app.ts';

let act: (job: TaskJob, ctx: PluginContext) => unknown = () => undefined;
let ask: (ctx: PluginContext) => unknown = () => undefined;

const tasks = new PluginTaskConfig({
  pluginId: 'trial',
  tasks: {
    free: { offset: 0, run: (job, ctx) => act(job, ctx) },
    filing: { offset: 1, run: (job, ctx) => act(job, ctx) },
  },
  parallelizableOperations: ['free', 'filing'],
  downloadableOperations: ['filing'],
});
const trial = definePlugin({
  ...{ id: 'trial', name: 'Trial', version: '1.0.0', elevated: true, tasks },
  routes: [post('ask/', async (_request, ctx) => ({ answer: await told(() => ask(ctx)) }))],
});
const env = { PLUGIN_OPERATION_ID_CONFIG: '{"trial": [6000, 6099]}' };
const { app, admin, token, data, graphql, makeUser } = await makeTestApp(env, [], { plugins: [trial], worker: true });
const mori = await makeUser({ username: 'mori' });
const ids = { open: 0, secret: 0 };

beforeAll(async () => {
  for (const [key, name] of [
    ['open', 'Open'],
    ['secret', 'Secret'],
  ] as const) {
    const isPublic = key === 'open';
    const input = `{ name: "${name}", acl: { isPublic: ${isPublic} } }`;
    ids[key] = Number(
      (await data(`mutation { createEntity(input: ${input}) { entity { id } } }`)).createEntity.entity.id,
    );
  }
});

async function told(work: () => unknown): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

/** What comes of it in a request of a user, mori unless told. */
async function asked(work: (ctx: PluginContext) => unknown, key = mori.token): Promise<unknown> {
  ask = work;
  const headers = { authorization: `Token ${key}`, 'content-type': 'application/json' };
  const answer = await app.fastify.inject({
    ...{ method: 'POST', url: '/api/v2/plugins/trial/ask/', headers, payload: '{}' },
  });
  return answer.json().answer;
}

const make = (job: object) => (ctx: PluginContext) =>
  Reflect.apply(Job.createNewJob, Job, [{ user: ctx.actor, operation: 6000, ...job }]) as ReturnType<
    typeof Job.createNewJob
  >;

async function started(job: object = {}, key = mori.token): Promise<number> {
  const answer = await asked(async (ctx) => {
    const made = await make(job)(ctx);
    await made.run();
    return made.id;
  }, key);
  return Number(answer);
}

async function ended(id: number): Promise<Row> {
  for (;;) {
    const job = await findJob(await app.contextFor(admin), id);
    if (job?.endedTime) return job;
  }
}

/** What the task was told when it did this. */
async function inTask(work: (job: TaskJob, ctx: PluginContext) => unknown, operation = 6000): Promise<unknown> {
  const heard = Promise.withResolvers<unknown>();
  act = async (job, ctx) => heard.resolve(await told(() => work(job, ctx)));
  await ended(await started({ operation }));
  return heard.promise;
}

describe('a new job', () => {
  test.each<[object, string]>([
    [{ depends: 1 }, 'there is no `depends`; a new job has user, target, operation, text, params, runAt, dependsOn'],
    [{ operation: '6000' }, '`operation` is a string; give the number that PluginTaskRegistry.getOperationId gives'],
    [{ text: 5 }, '`text` is 5; give a text'],
    [{ text: null }, '`text` is null; give a text'],
    [{ params: [1] }, '`params` is a list; give a plain object, such as { racks: 3 }'],
    [{ params: new Map() }, '`params` is an object; give a plain object'],
    [{ params: { big: 1n } }, '`params` cannot be written as JSON: Do not know how to serialize a BigInt'],
    [{ runAt: '2030-01-01' }, '`runAt` is a string; give a Date between the years 1 and 9999'],
    [{ runAt: new Date(NaN) }, '`runAt` is the date Invalid Date; give a Date'],
    [{ runAt: new Date('+010000-01-01T00:00:00Z') }, 'give a Date between the years 1 and 9999'],
    [{ target: 7 }, '`target` is 7; give an entity or entry: an object whose `id` is a number'],
    [{ dependsOn: 7 }, '`dependsOn` is 7; give the job that must end before: an object whose `id` is a number'],
    [{ user: 'mori' }, '`user` is a string; give a user, such as ctx.actor'],
  ])('is refused by the key that is wrong: %j', async (job, message) => {
    const answer = await asked(make(job));
    expect(answer).toMatch(/^ValidationError: createNewJob: /);
    expect(answer).toContain(message);
  });

  test('begins when the one ended that it depends on, in chains too', async () => {
    const story: string[] = [];
    const gate = Promise.withResolvers<void>();
    act = async ({ text }) => {
      if (text === 'first') await gate.promise;
      story.push(text);
      if (text === 'second') throw new Error('ended badly');
    };
    const answer = await asked(async (ctx) => {
      const first = await make({ text: 'first' })(ctx);
      const second = await make({ text: 'second', dependsOn: first })(ctx);
      const third = await make({ text: 'third', dependsOn: second })(ctx);
      for (const job of [third, second, first]) await job.run();
      return [first.id, second.id, third.id];
    });
    const [first = 0, second = 0, third = 0] = answer as number[];
    gate.resolve();
    expect(await ended(third)).toMatchObject({ status: 'DONE' });
    expect(story).toEqual(['first', 'second', 'third']);
    expect([(await ended(first)).status, (await ended(second)).status]).toEqual(['DONE', 'ERROR']);
  });

  test('depends on no job that its user may not see', async () => {
    act = () => undefined;
    const foreign = await started({}, token);
    const refused = (id: number) => `ValidationError: There is no job with id ${id}`;
    expect(await asked(make({ dependsOn: { id: foreign } }))).toBe(refused(foreign));
    expect(await asked(make({ dependsOn: { id: 999_999 } }))).toBe(refused(999_999));
  });
});

describe('the target that a task gives to its job', () => {
  const turnTo = (id: number) => inTask((job) => job.update(JobStatus.PROCESSING, { target: { id } }));

  test('must be there', async () => {
    expect(await turnTo(999_999)).toBe('ValidationError: There is no entity or entry with id 999999');
    expect(await inTask((job) => job.update(JobStatus.DONE, { target: { id: 0 } }))).toMatch('There is no entity');
  });

  test('must be for the user of the job', async () => {
    expect(await turnTo(ids.secret)).toMatch(/^(AuthorizationError|ValidationError): /);
    const elevated = await inTask((job, ctx) =>
      ctx.elevated('turns to what is secret', async () => {
        await job.update(JobStatus.PROCESSING, { target: await Entity.objects.get({ name: 'Secret' }) });
        return job.targetId;
      }),
    );
    expect(elevated).toBe(ids.secret);
  });

  test('is taken otherwise', async () => {
    expect(await turnTo(ids.open)).toBeUndefined();
  });
});

test.each<[string, (job: TaskJob) => unknown, string]>([
  [
    'update',
    (job) => job.update(JobStatus.PROCESSING, 5 as never),
    'job.update: `changes` is 5; give a text, or { text, target }',
  ],
  ['update', (job) => job.update(JobStatus.PROCESSING, { text: 5 as never }), 'job.update: `text` is 5; give a text'],
  [
    'update',
    (job) => job.update(JobStatus.PROCESSING, { target: 5 as never }),
    'job.update: `target` is 5; give an entity or entry',
  ],
  ['log', (job) => job.log('info', { a: 1 } as never), 'TypeError: job.log: `message` is an object; give a text'],
  [
    'progress',
    (job) => job.progress('1' as never),
    'TypeError: job.progress: `done` is a string; give a finite number from 0',
  ],
  ['progress', (job) => job.progress(-1), 'RangeError: job.progress: `done` is -1; give a finite number from 0'],
  ['progress', (job) => job.progress(NaN), 'job.progress: `done` is NaN'],
  [
    'progress',
    (job) => job.progress(1, NaN),
    'job.progress: `total` is NaN; give a finite number from 0, or null while nobody knows',
  ],
  ['progress', (job) => job.progress(1, -1), 'job.progress: `total` is -1'],
  ['progress', (job) => job.progress(1, 2, 3 as never), 'job.progress: `text` is 3; give a text'],
])('what job.%s gets is looked at: %#', async (_name, work, message) => {
  expect(await inTask(work)).toContain(message);
});

test.each<[string, unknown, unknown, string]>([
  [
    'no file',
    null,
    'x',
    'TypeError: job.storeResult: `name` of the file is undefined; give { name, contentType }, both texts',
  ],
  ['no type', { name: 'x' }, 'x', '`contentType` of the file is undefined'],
  ['no content', { name: 'x', contentType: 'text/plain' }, 5, '`content` is 5; give a text, bytes, or pieces of these'],
  ['a wrong piece', { name: 'x', contentType: 'text/plain' }, ['a', 5], 'a piece of `content` is 5'],
])('what job.storeResult gets is looked at: %s', async (_name, file, content, message) => {
  const store = (job: TaskJob) => Reflect.apply(job.storeResult, job, [file, content]) as unknown;
  expect(await inTask(store, 6001)).toContain(message);
});

test('more done than there is to do is all of it', async () => {
  act = (job) => job.progress(401, 400);
  expect(await ended(await started())).toMatchObject({ progress: { done: 400, total: 400 } });
});

test('what nobody could download is not stored', async () => {
  const message = await inTask((job) => job.storeResult({ name: 'x', contentType: 'text/plain' }, 'x'));
  expect(message).toMatch(
    "InterfaceError: Task trial/free stores a result that nobody could download: give downloadableOperations: ['free'] to its PluginTaskConfig",
  );
});

test.each([
  ['', 'text/plain', 'result', 'text/plain'],
  ['../a\0b\u202Egnp.exe', 'none', '.._a_b_gnp.exe', 'application/octet-stream'],
  [`${'é'.repeat(400)}.csv`, 'text/csv', `${'é'.repeat(251)}.csv`, 'text/csv'],
])('a result has the same name and type at every door: %j', async (name, type, storedName, storedType) => {
  act = (job) => job.storeResult({ name, contentType: type }, 'x');
  const { id } = await ended(await started({ operation: 6001 }));
  const query = `{ job(id: "${id}") { download { filename contentType } } }`;
  expect((await graphql(query, {}, mori.token)).data.job.download).toEqual({
    filename: storedName,
    contentType: storedType,
  });
  const headers = { authorization: `Token ${mori.token}` };
  const answer = await app.fastify.inject({ method: 'GET', url: `/job/api/v2/${id}/download`, headers });
  expect(answer.headers['content-type']).toBe(storedType);
  const disposition = String(answer.headers['content-disposition']);
  const full = /filename\*=UTF-8''(.*)$/.exec(disposition)?.[1];
  expect(full ? decodeURIComponent(full) : /filename="(.*)"/.exec(disposition)?.[1]).toBe(storedName);
});
