/** Tasks of plugins in a server with a worker: how they are started, what they can do and how they end. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  defineTask,
  definePlugin,
  isPagodaError,
  Job,
  JobStatus,
  PluginTaskConfig,
  PluginTaskRegistry,
  post,
  registerPluginJobTask,
  response,
  ValidationError,
  type PluginContext,
  type TaskJob,
} from 'pagoda-plugin-sdk';
import { Entity, Entry, User, getAvailableModels } from 'pagoda-plugin-sdk/models';
import { query } from '../../db/index.ts';
import {
  cancelJob,
  findJob,
  findResult,
  listJobs,
  readEvents,
  readResult,
  rerunJob,
  type Job as Row,
} from '../../domains/job/index.ts';
import { SYSTEM } from '../../system-actor.ts';
import { makeTestApp } from '../../test/app.ts';
import { makeLogLines } from '../test/log-lines.ts';

/** What tasks did, in the test's own words; `act` is what the task `free` does. */
const noted: string[] = [];
let act: (job: TaskJob, ctx: PluginContext) => unknown = () => undefined;

const untilAborted = ({ signal }: TaskJob) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

/** In the form of the original documentation. */
async function taskA(given: TaskJob): Promise<void> {
  const job = await Job.objects.get({ id: given.id });
  if (await job.isCanceled()) return;
  if (!(await job.proceedIfReady())) return;
  await job.update(JobStatus.PROCESSING);
  try {
    noted.push(`input ${String(job.params.input)}`);
    if (job.params.input === 'bad') throw new Error('no');
    await job.update(JobStatus.DONE);
  } catch {
    await job.update(JobStatus.ERROR);
  }
}

const tasks = new PluginTaskConfig({
  pluginId: 'workshop-plugin',
  tasks: {
    task_a: registerPluginJobTask(0)(taskA),
    count: defineTask({
      offset: 1,
      params: (input): { readonly entity: string } => {
        if (typeof input.entity === 'string') return { entity: input.entity };
        throw new ValidationError('entity must be a name', ['entity']);
      },
      async run(job, ctx) {
        const total = await Entry.objects.filter({ schema: { name: job.params.entity } }).count();
        job.progress(total, total, 'counted');
        job.log('warn', `${ctx.actor?.username} counts ${job.params.entity} in ${ctx.requestId}`);
        return { total };
      },
    }),
    fails: { offset: 2, retry: { attempts: 2, backoff: () => 0 }, run: (job) => fail(job) },
    free: { offset: 3, run: (job, ctx) => act(job, ctx) },
    slow: { offset: 4, timeout: 50, run: untilAborted },
    night: {
      ...{ offset: 5, cron: '0 3 * * *', text: 'Counting at night' },
      run: (_job, ctx) => ctx.elevated('counts at night', async () => ({ users: await User.objects.count() })),
    },
    aside: { offset: 6, run: (job, ctx) => act(job, ctx) },
  },
  hiddenOperations: ['aside'],
  cancelableOperations: ['free'],
  parallelizableOperations: ['aside'],
  downloadableOperations: ['count'],
});

function fail(job: TaskJob): void {
  noted.push(`attempt ${job.attempt}`);
  throw new Error('The forge is cold');
}

const workshop = definePlugin({
  ...{ id: 'workshop-plugin', name: 'Workshop', version: '1.0.0', elevated: true, tasks },
  routes: [
    post('start/:task/', async ({ params: { task }, body }, ctx) => {
      const { target = null, undo = false, ...params } = body as { target?: { id: number } | null; undo?: boolean };
      if (!ctx.actor) throw new Error('Nobody');
      const { actor: user } = ctx;
      const operation = PluginTaskRegistry.getOperationId('workshop-plugin', task);
      const job = await ctx.transaction(async () => {
        const made = await Job.createNewJob({ user, target, operation, text: `To ${task}`, params });
        await made.run();
        if (undo) throw new ValidationError('undone');
        return made;
      });
      return response(201, { id: job.id, status: job.status });
    }),
    post('prepare/', async (_request, ctx) => {
      const operation = PluginTaskRegistry.getOperationId('workshop-plugin', 'free');
      const runAt = new Date('2100-01-01T00:00:00Z');
      const job = await Job.createNewJob({ user: ctx.actor ?? { id: 0 }, operation, text: 'Prepared', runAt });
      const refused = await job.update(JobStatus.DONE).catch((error: unknown) => error);
      return { id: job.id, isRefused: isPagodaError(refused, 'InterfaceError'), isCanceled: await job.isCanceled() };
    }),
    post('look/', async ({ body }) => {
      const { id } = body as { id: number };
      const jobs = await Job.objects.filter({ id, operation: { gte: 6000 } }).orderBy('-createdAt');
      return jobs.map(({ user, text, status, operation }) => ({
        user: user?.username ?? null,
        text,
        status,
        operation,
      }));
    }),
  ],
});

const { log, lines } = makeLogLines();
const env = {
  PLUGIN_OPERATION_ID_CONFIG: '{"workshop-plugin": [6000, 6099]}',
  PAGODA_JOB_CANCEL_GRACE: '100',
  PAGODA_JOB_HEARTBEAT: '100',
};
const { app, admin, token, data, makeUser } = await makeTestApp(env, [], { plugins: [workshop], worker: true, log });
const mori = await makeUser({ username: 'mori' });

async function send(path: string, body: object = {}, as = mori.token) {
  const headers = { authorization: `Token ${as}`, 'content-type': 'application/json' };
  const url = `/api/v2/plugins/workshop-plugin/${path}`;
  const answer = await app.fastify.inject({ method: 'POST', url, headers, payload: JSON.stringify(body) });
  return { status: answer.statusCode, body: answer.json() };
}

const start = async (task: string, body: object = {}, as = mori.token): Promise<number> =>
  (await send(`start/${task}/`, body, as)).body.id;
const asAdmin = () => app.contextFor(admin);

async function until(id: number, isThere: (job: Row) => boolean): Promise<Row> {
  for (;;) {
    const job = await findJob(await asAdmin(), id);
    if (job && isThere(job)) return job;
  }
}

const ended = (id: number) => until(id, ({ endedTime }) => endedTime !== null);
const begun = (id: number) => until(id, ({ status }) => status === 'PROCESSING');
const story = async (id: number) =>
  (await readEvents(await asAdmin(), id, 0, 100)).map(({ kind, message }) => `${kind} ${message}`);

beforeAll(async () => {
  await data('mutation { createEntity(input: { name: "Rack" }) { entity { id } } }');
  await data('mutation { createEntry(input: { entityName: "Rack", name: "r1" }) { entry { id } } }');
});

describe('a task', () => {
  test('works as the user of the job, with parsed parameters, and its result is kept', async () => {
    const { status, body } = await send('start/count/', { entity: 'Rack' });
    expect({ status, body }).toEqual({ status: 201, body: { id: expect.any(Number), status: JobStatus.PREPARING } });
    expect(await ended(body.id)).toMatchObject({
      ...{ status: 'DONE', text: 'To count', operation: 6001, operationName: 'workshop-plugin/count' },
      progress: { done: 1, total: 1, text: 'counted' },
      userId: mori.actor.id,
    });
    expect(await story(body.id)).toContain(`LOG mori counts Rack in job-${body.id}`);
    const { em } = await asAdmin();
    const result = await findResult(em, body.id);
    const chunks: Buffer[] = [];
    if (result) for await (const chunk of readResult(em, result)) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('{"total":1}');
  });

  test('refuses parameters that its parser refuses, before there is a job', async () => {
    const { status, body } = await send('start/count/', {});
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain('entity must be a name');
  });

  test('is not started when the transaction is undone that it was started in', async () => {
    expect((await send('start/task_a/', { input: 'undone', undo: true })).status).toBe(400);
    await ended(await start('task_a', { input: 'kept' }));
    expect(noted.splice(0)).toEqual(['input kept']);
  });

  test.each([
    ['good', 'DONE'],
    ['bad', 'ERROR'],
  ])('written as in the original documentation ends as it says: %s', async (input, status) => {
    expect(await ended(await start('task_a', { input }))).toMatchObject({ status });
    expect(noted.splice(0)).toEqual([`input ${input}`]);
  });

  test('that throws is tried again as it asked, and its message is for people, its stack for the log', async () => {
    const id = await start('fails');
    expect(await ended(id)).toMatchObject({ status: 'ERROR', text: 'The forge is cold', attempt: 2 });
    expect(noted.splice(0)).toEqual(['attempt 1', 'attempt 2']);
    const line = lines.findLast(({ job }) => job === id);
    expect(line).toMatchObject({
      msg: `Job ${id} failed`,
      err: { stack: expect.stringContaining('plugin-tasks.test') },
    });
  });

  test('that takes longer than its timeout ends as that', async () => {
    expect(await ended(await start('slow'))).toMatchObject({ status: 'TIMEOUT' });
  });

  test('says what it does and what it is about', async () => {
    const rack = await data('{ entity(name: "Rack") { id } }');
    act = async (job) => {
      await job.update(JobStatus.PROCESSING, { text: 'Looking', target: await Entity.objects.get({ name: 'Rack' }) });
      noted.push(`${job.text} ${job.targetId}`);
      await job.update(JobStatus.WARNING, 'Half of it');
    };
    const job = await ended(await start('free'));
    expect(job).toMatchObject({ status: 'WARNING', text: 'Half of it', targetId: Number(rack.entity.id) });
    expect(noted.splice(0)).toEqual([`Looking ${rack.entity.id}`]);
  });

  test('writes in transactions that are undone once the job was cancelled', async () => {
    const late = Promise.withResolvers<unknown>();
    act = async (job, ctx) => {
      const schema = await Entity.objects.get({ name: 'Rack' });
      await Entry.objects.create({ schema, name: 'early' });
      await untilAborted(job);
      while ((await Job.objects.get({ id: job.id })).status === JobStatus.PROCESSING);
      const tries = [
        () => Entry.objects.create({ schema, name: 'late' }),
        () => ctx.transaction(async () => void (await Entry.objects.create({ schema, name: 'late too' }))),
        () =>
          ctx.services.graphql(
            'mutation { createEntry(input: { entityName: "Rack", name: "late as well" }) { errors { message } } }',
          ),
        () => job.update(JobStatus.DONE),
      ];
      late.resolve((await Promise.allSettled(tries.map((attempt) => attempt()))).map(outcomeOf));
    };
    const id = await start('free', {}, token);
    await begun(id);
    while ((await query((await asAdmin()).em, `select from entry where name = 'early'`)).length === 0);
    await cancelJob(await asAdmin(), id);
    expect(await ended(id)).toMatchObject({ status: 'CANCELED' });
    const over = expect.stringContaining(`Attempt 1 of job ${id} is over`);
    expect(await late.promise).toEqual([over, over, expect.any(String), over]);
    const names = await query<{ name: string }>((await asAdmin()).em, 'select name from entry order by id');
    expect(names.map(({ name }) => name)).toEqual(['r1', 'early']);
  });
});

function outcomeOf(settled: PromiseSettledResult<unknown>): string {
  return settled.status === 'rejected' ? String(settled.reason) : JSON.stringify(settled.value ?? 'done');
}

describe('jobs of a plugin', () => {
  test('are prepared and not queued before they are run, and changed by nobody else', async () => {
    const { body } = await send('prepare/');
    expect(body).toEqual({ id: expect.any(Number), isRefused: true, isCanceled: false });
    expect(await until(body.id, () => true)).toMatchObject({
      status: 'PREPARING',
      isStarted: false,
      queuedAttempt: null,
      runTime: new Date('2100-01-01T00:00:00Z'),
    });
  });

  test('are there for their user and superusers', async () => {
    act = () => undefined;
    const id = await start('free');
    await ended(id);
    const other = await makeUser({ username: 'ann' });
    const found = [{ user: 'mori', text: 'To free', status: JobStatus.DONE, operation: 6003 }];
    expect((await send('look/', { id })).body).toEqual(found);
    expect((await send('look/', { id }, token)).body).toEqual(found);
    expect((await send('look/', { id }, other.token)).body).toEqual([]);
  });

  test('are cancelled only where the task allows it, and left out of lists where it says so', async () => {
    act = untilAborted;
    const aside = await start('aside');
    await begun(aside);
    await expect(cancelJob(await asAdmin(), aside)).rejects.toThrow('Target job cannot be canceled');
    const free = await start('free');
    await begun(free);
    await cancelJob(await app.contextFor(mori.actor), free);
    await ended(free);
    const { rows } = await listJobs(await app.contextFor(mori.actor), { first: 50 });
    const ids = rows.map(({ id }) => id);
    expect([ids.includes(free), ids.includes(aside)]).toEqual([true, false]);
    await query((await asAdmin()).em, 'update job set cancel_time = now() where id = $1', [aside]);
    await ended(aside);
  });

  test('on the same target wait for each other, unless the task may run beside itself; a target must be writable', async () => {
    act = untilAborted;
    const target = { id: Number((await data('{ entity(name: "Rack") { id } }')).entity.id) };
    const [first, second] = [await start('free', { target }), await start('free', { target })];
    await begun(first);
    const beside = [await start('aside', { target }), await start('aside', { target })];
    for (const id of beside) await begun(id);
    expect((await findJob(await asAdmin(), second))?.status).toBe('PREPARING');
    act = () => undefined;
    await cancelJob(await asAdmin(), first);
    expect((await ended(second)).status).toBe('DONE');
    await query((await asAdmin()).em, `update job set cancel_time = now() where status = 'PROCESSING'`);
    for (const id of beside) await ended(id);
    const missing = await send('start/free/', { target: { id: 999_999 } });
    expect(missing.status).toBe(400);
  });
});

test('the models name Job', () => expect(getAvailableModels()).toContain('Job'));

test('a recurring task acts as nobody, with the rights that it asks for, and only superusers see its job', async () => {
  const operation = app.host.jobOperations.find(6005);
  expect(operation?.recurring).toEqual({ cron: '0 3 * * *', text: 'Counting at night' });
  const minute = new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString();
  await query(
    (await asAdmin()).em,
    `with added as (select graphile_worker.add_job('pagoda.recurring/6005', $1::json)) select count(*) from added`,
    [JSON.stringify({ _cron: { ts: minute } })],
  );
  const find = () => query<{ id: number }>(app.orm.em.fork(), 'select id from job where operation = 6005');
  while ((await find()).length === 0);
  const [{ id } = { id: 0 }] = await find();
  expect(await ended(id)).toMatchObject({ status: 'DONE', userId: SYSTEM.id, text: 'Counting at night' });
  expect(await findJob(await app.contextFor(mori.actor), id)).toBeNull();
  expect((await send('look/', { id }, token)).body).toMatchObject([{ user: null, operation: 6005 }]);
});

describe('while the plugin is disabled', () => {
  const toggle = (field: string) =>
    data(`mutation { ${field}(input: { id: "workshop-plugin" }) { plugin { id } errors { message } } }`);

  test('what runs is cancelled, what is queued waits, and at enable that goes on', async () => {
    act = untilAborted;
    const target = { id: Number((await data('{ entity(name: "Rack") { id } }')).entity.id) };
    const running = await start('free', { target });
    await begun(running);
    const queued = await start('free', { target });
    await toggle('disablePlugin');
    expect(await ended(running)).toMatchObject({ status: 'CANCELED' });
    expect(await story(running)).toContain('LOG What runs it was disabled');
    // Its predecessor has ended, so it is in the queue; nobody takes it.
    const waiting = await until(queued, ({ queuedAttempt }) => queuedAttempt !== null);
    expect(waiting).toMatchObject({ status: 'PREPARING', operationName: 'workshop-plugin/free' });
    await rerunJob(await asAdmin(), running);
    act = () => undefined;
    await toggle('enablePlugin');
    expect((await ended(queued)).status).toBe('DONE');
    expect((await ended(running)).status).toBe('DONE');
  });
});
