/** What plugins do after they should be done, or twice, or in several places at once. */
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import {
  defineTask,
  definePlugin,
  get,
  Job,
  PluginTaskConfig,
  PluginTaskRegistry,
  post,
  response,
  type ResolverWrapper,
} from 'pagoda-plugin-sdk';
import { WebSocket } from 'ws';
import { findJob } from '../../domains/job/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { frozenCopy, plainCopy } from '../plain-copy.ts';
import { HOSTILE } from '../test/hostile-errors.ts';
import { makeLogLines } from '../test/log-lines.ts';

let make: () => unknown = () => new Error('nothing was chosen');
let failures = 0;
const fail = (): never => {
  throw make();
};
const value = (): unknown => make();

const tasks = new PluginTaskConfig({
  pluginId: 'rude',
  tasks: {
    bite: defineTask({ offset: 0, run: fail }),
    again: defineTask({
      offset: 1,
      retry: { attempts: 2, backoff: fail },
      run: () => {
        failures += 1;
        if (failures % 2 === 1) throw new Error('once');
      },
    }),
    never: defineTask({ offset: 2, retry: { attempts: 2, backoff: () => Number.NaN }, run: fail }),
  },
});

const thenable = (then: (resolve: (value: unknown) => void, reject: (error: unknown) => void) => void): unknown => ({
  // oxlint-disable-next-line unicorn/no-thenable -- that is what is tried
  then,
});
const used = Readable.from(['used']);
const streamed = (read: () => unknown): unknown => response(200, read(), { 'content-type': 'text/plain' });

let returns = 0;
let asked = 0;
const rude = definePlugin({
  id: 'rude',
  name: 'Rude',
  version: '1.0.0',
  tasks,
  typeDefs: 'extend type Query { value: JSON number: Int values: [JSON] } extend type Subscription { hangs: Int }',
  resolvers: {
    Query: { value, number: () => 1, values: () => [1, make()] },
    Subscription: {
      hangs: {
        subscribe: () => ({
          next: () =>
            (asked += 1) % 2 === 1
              ? Promise.resolve({ done: false, value: { hangs: 1 } })
              : new Promise(() => undefined),
          return: () => {
            returns += 1;
            return new Promise(() => undefined);
          },
          [Symbol.asyncIterator]() {
            return this;
          },
        }),
      },
    },
  },
  ready: fail,
  stop: fail,
  routes: [
    get('twice/', () =>
      thenable((resolve, reject) => {
        resolve({ first: 1 });
        resolve({ second: 2 });
        reject(new Error('third'));
        throw new Error('fourth');
      }),
    ),
    get('then/', () => thenable(fail)),
    get('late/', () => {
      const body = { told: 1 };
      void Promise.resolve().then(() => (body.told = 2));
      return body;
    }),
    get('breaks/', () =>
      streamed(() =>
        Readable.from(
          (async function* () {
            yield 'some';
            fail();
          })(),
        ),
      ),
    ),
    get('used/', () => streamed(() => used)),
    get('over/', () =>
      streamed(
        () =>
          new Readable({
            read() {
              this.push('all');
              this.push(null);
              this.push('more');
            },
          }),
      ),
    ),
    get('start/:name/', async ({ params }, ctx) => {
      if (!ctx.actor) throw new Error('Nobody');
      const operation = PluginTaskRegistry.getOperationId('rude', params['name'] ?? '');
      const job = await Job.createNewJob({ user: ctx.actor, operation, text: 'To bite' });
      await job.run();
      return { id: job.id };
    }),
    post('echo/', ({ body }) => ({ ...(body as object), is: Object.getPrototypeOf({}) === Object.prototype })),
  ],
});

const passing: ResolverWrapper = (next, ...rest) => next(...rest);
const waiting: ResolverWrapper = async (next, ...rest) => next(...rest);
const wrapping = (id: string, priority: number, wrappers: Readonly<Record<string, ResolverWrapper>>) =>
  definePlugin({
    id,
    name: id,
    version: '1.0.0',
    dependencies: ['rude'],
    wrap: Object.fromEntries(Object.entries(wrappers).map(([target, wrapper]) => [target, { priority, wrapper }])),
  });
let middle: ResolverWrapper = passing;
const plugins = [
  rude,
  wrapping('outer', 1, { 'Query.value': passing, 'Query.number': passing, 'Query.values': passing }),
  wrapping('second', 2, { 'Query.value': waiting, 'Query.number': waiting, 'Query.values': waiting }),
  wrapping('middle', 3, {
    'Query.value': (...given) => middle(...given),
    'Query.number': (...given) => middle(...given),
  }),
  wrapping('inner', 4, { 'Query.value': waiting, 'Query.number': passing }),
];

const { log, lines } = makeLogLines();
const { app, admin, data, graphql, token } = await makeTestApp(
  { PLUGIN_OPERATION_ID_CONFIG: '{"rude": [5000, 5099]}' },
  [],
  { plugins, log, worker: true },
);
const url = await app.listen();
const first = lines.map(({ msg }) => msg);
const headers = { authorization: `Token ${token}` };
const route = (name: string) =>
  fetch(`${url}/api/v2/plugins/rude/${name}/`, { headers, signal: AbortSignal.timeout(2_000) });
const loud = (): readonly Record<string, unknown>[] => lines.filter(({ level }) => level >= 50);

beforeEach(() => {
  lines.splice(0);
  middle = passing;
});

async function ended(id: number): Promise<unknown> {
  for (let wait = 0; wait < 1000; wait += 1) {
    const job = await findJob(await app.contextFor(admin), id);
    if (job && ['DONE', 'ERROR'].includes(job.status)) return job;
    await setTimeout(10);
  }
  throw new Error('The job does not end');
}
const runTask = async (name: string): Promise<unknown> => {
  const { id } = (await (await route(`start/${name}`)).json()) as { id: number };
  return ended(id);
};

describe.each(Object.entries(HOSTILE))('%s', (_name, hostile) => {
  beforeEach(() => {
    make = hostile;
  });

  test('thrown by a task is a failure of its job, and by its backoff is the usual wait', async () => {
    expect(await runTask('bite')).toMatchObject({ status: 'ERROR', text: expect.stringMatching(/./) });
  });

  test('thrown by a stream ends its answer and nothing else', async () => {
    await expect(route('breaks').then((answer) => answer.text())).rejects.toThrow('terminated');
    expect(await (await route('late')).text()).toContain('told');
  });

  test('thrown by what is called as a promise is a 500', async () => {
    const answer = await route('then');
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('AE-999999')]);
    expect(loud()).toEqual([expect.objectContaining({ owner: 'rude' })]);
  });
});

test('a backoff that throws or gives no number leaves no job as it was', async () => {
  make = () => 1n;
  expect(await runTask('again')).toMatchObject({ status: 'DONE', failures: 1 });
  expect(lines.map(({ msg }) => msg)).toContainEqual('The backoff of rude/again failed');
  expect(await runTask('never')).toMatchObject({ status: 'ERROR', failures: 1 });
});

test('`ready` that throws is told, and the plugin runs', () => {
  expect(first).toContainEqual(expect.stringContaining('Plugin rude failed in ready: '));
  expect(app.plugins.current.refused).toEqual([]);
});

describe('a route', () => {
  test('answers once, whatever it does later', async () => {
    expect(await (await route('twice')).json()).toEqual({ first: 1 });
    expect(await (await route('late')).json()).toEqual({ told: 2 });
    for (const name of ['used', 'used', 'over']) {
      await route(name)
        .then((answer) => answer.text())
        .catch(() => 'cut');
    }
    expect(await data('{ number }')).toEqual({ number: 1 });
  });

  test('that spreads a body with `__proto__` in it changes no prototype', async () => {
    const answer = await app.fastify.inject({
      method: 'POST',
      url: '/api/v2/plugins/rude/echo/',
      headers: { ...headers, 'content-type': 'application/json' },
      payload: '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}',
    });
    expect(answer.statusCode).toBe(200);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

test('data of hooks with a key `__proto__` changes no prototype', () => {
  const given: unknown = JSON.parse('{"__proto__": {"polluted": 1}, "deep": {"__proto__": {"polluted": 1}}}');
  for (const copied of [plainCopy(given), frozenCopy(given)]) {
    expect(Object.getPrototypeOf(copied)).toBe(Object.prototype);
    expect(Reflect.get(copied as object, 'polluted')).toBeUndefined();
    expect(JSON.stringify(copied)).toBe(JSON.stringify(given));
  }
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

test('a source whose `return` hangs holds up neither its connection nor others', async () => {
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: headers,
    retryAttempts: 0,
  });
  for (let count = 0; count < 3; count += 1) {
    for await (const answer of client.iterate({ query: 'subscription { hangs }' })) {
      expect(answer.data).toEqual({ hangs: 1 });
      break;
    }
  }
  const answers: unknown[] = [];
  for await (const answer of client.iterate({ query: '{ number }' })) answers.push(answer.data);
  expect(answers).toEqual([{ number: 1 }]);
  while (returns < 3) await setTimeout(10);
  await client.dispose();
});

test('of several wrappers the one that threw is blamed', async () => {
  middle = () => {
    throw new Error('no');
  };
  await graphql('{ value }');
  expect(loud()).toEqual([expect.objectContaining({ plugin: 'middle' })]);
});
