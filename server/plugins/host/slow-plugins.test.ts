/** Code of a plugin that never ends must not hold its caller, and is told by name. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  batchResolver,
  definePlugin,
  get,
  HookEnded,
  PluginAPIViewMixin,
  view,
  type PluginContext,
} from 'pagoda-plugin-sdk';
import { makeTestApp } from '../../test/app.ts';
import { makeLogLines } from '../test/log-lines.ts';

const never = (): Promise<never> => new Promise(() => undefined);
const aborted: string[] = [];
const told = (name: string, { signal }: PluginContext): Promise<never> => {
  signal.addEventListener('abort', () => void aborted.push(name), { once: true });
  return never();
};
/** What becomes of models that are used after the time is over. */
let later: Promise<unknown> = Promise.resolve();
const readLater = (_request: unknown, { signal, models }: PluginContext): Promise<never> => {
  later = new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      setImmediate(() => void models.Entry.objects.count().then(resolve, resolve));
    });
  });
  return never();
};

class SlowView extends PluginAPIViewMixin {
  override get(): Promise<never> {
    return never();
  }
}

const slow = definePlugin({
  id: 'slow',
  name: 'Slow',
  version: '1.0.0',
  typeDefs: `
    extend type Query { slowly: Int promised: Int slowNode: Slow }
    extend type Mutation { slowWrite: Int }
    type Slow { loaded: Int }
  `,
  resolvers: {
    Query: {
      slowly: (_parent: unknown, _args: unknown, ctx: PluginContext) => told('slowly', ctx),
      promised: async () => 1,
      slowNode: () => ({}),
    },
    Mutation: { slowWrite: never },
    Slow: { loaded: batchResolver(never) },
  },
  wrap: {
    'Query.me': async (next, parent, args, ctx, info) => {
      await next(parent, args, ctx, info);
      return never();
    },
  },
  routes: [
    get('slow/', (_request, ctx) => told('route', ctx)),
    get('own-time/', { timeout: 60 }, (_request, ctx) => told('own-time', ctx)),
    get('later/', { timeout: 60 }, readLater),
    get('asks/', { timeout: 60, auth: never }, () => 1),
    get('quick/', { timeout: 60_000 }, () => 1),
    ...view('view/', SlowView),
  ],
});
const { log, lines } = makeLogLines();
const { app, graphql, token } = await makeTestApp({ PAGODA_EXECUTION_TIMEOUT: '2000' }, [], { plugins: [slow], log });

async function ask(address: string) {
  const url = `/api/v2/plugins/slow/${address}`;
  const answer = await app.fastify.inject({ url, headers: { authorization: `Token ${token}` } });
  return { status: answer.statusCode, body: answer.json<unknown>() };
}

beforeEach(() => {
  lines.length = 0;
  aborted.length = 0;
});

describe('a route that never ends', () => {
  const late = (time: number) => ({
    status: 504,
    body: { message: `The plugin "slow" did not answer within ${time} ms.`, code: 'AE-999999' },
  });

  test.each([
    ['has as long as an operation', 'slow/', 2000],
    ['has the time that it says', 'own-time/', 60],
    ['may be a view', 'view/', 2000],
    ['may be the check of who is allowed', 'asks/', 60],
  ])('%s', async (_what, address, time) => {
    expect(await ask(address)).toEqual(late(time));
    expect(lines.filter(({ owner }) => owner === 'slow')).toMatchObject([
      { msg: 'REST request failed', route: `GET /api/v2/plugins/slow/${address}` },
    ]);
  });

  test('is told by its signal, and may use the models no more', async () => {
    await ask('own-time/');
    expect(aborted).toEqual(['own-time']);
    await ask('later/');
    expect(await later).toBeInstanceOf(HookEnded);
  });

  test('takes no other along', async () => {
    expect(await ask('quick/')).toEqual({ status: 200, body: 1 });
    expect(lines).toEqual([]);
  });
});

describe('a resolver that never ends', () => {
  test.each([
    ['', '{ slowly promised }', 'slowly', { slowly: null, promised: 1 }],
    ['in a batch', '{ slowNode { loaded } promised }', 'loaded', { slowNode: { loaded: null }, promised: 1 }],
    ['around another', '{ me { id } promised }', 'me', { me: null, promised: 1 }],
    ['of a mutation', 'mutation { slowWrite }', 'slowWrite', { slowWrite: null }],
  ])('%s fails alone, before the operation is out of time', async (_what, operation, field, data) => {
    const answer = await graphql(operation);
    expect(answer.data).toEqual(data);
    expect(answer.errors).toMatchObject([
      {
        message: 'The plugin "slow" did not answer within 1500 ms.',
        extensions: { code: 'LIMIT_EXCEEDED', limit: 'executionTime', maximum: 1500, plugin: 'slow' },
      },
    ]);
    expect(answer.errors?.[0]?.path?.at(-1)).toBe(field);
    expect(lines).toMatchObject([{ plugin: 'slow', msg: 'A GraphQL request met a fault' }]);
  });

  test('is told by its signal', async () => {
    await graphql('{ slowly }');
    while (aborted.length === 0) await new Promise(setImmediate);
    expect(aborted).toEqual(['slowly']);
  });
});
