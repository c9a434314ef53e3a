import { describe, expect, test } from '@jest/globals';
import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import { createClient as createStreamClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import type { Context } from '../../context.ts';
import { Unauthenticated } from '../../errors.ts';
import { EventSource } from '../event-source.ts';
import { ALICE_TOKEN, modulesOf, startTestServer, type TestServer } from '../test/test-server.ts';

type Tick = number | 'fault';

const ticks = new EventSource<Tick>();
let watched = Promise.withResolvers<void>();

function watch(_parent: unknown, _args: unknown, { actor }: Context): AsyncIterable<Tick> {
  if (!actor) throw new Unauthenticated();
  const subscription = ticks.subscribe();
  watched.resolve();
  return subscription;
}

async function* countdown(_parent: unknown, { from }: { readonly from: number }): AsyncGenerator<Tick> {
  for (let tick = from; tick > 0; tick -= 1) yield tick;
}

async function* breaking(): AsyncGenerator<Tick> {
  yield 1;
  throw new TypeError('password is hunter2');
}

function knot(): object {
  const knotted: { self?: object } = {};
  knotted.self = knotted;
  return knotted;
}

function resolveTick(tick: Tick): number {
  goAway('fields');
  if (tick === 'fault') throw new TypeError('password is hunter2');
  return tick;
}

const part = {
  id: 'subscription-test',
  typeDefs: `
    scalar Anything
    extend type Query { me: String knot: Anything }
    extend type Mutation { touch: String }
    extend type Subscription { knots: Anything ticks: Int! countdown(from: Int!): Int! breaking: Int! }
  `,
  resolvers: {
    Query: { me: (_: unknown, __: unknown, { actor }: Context) => actor?.username ?? null, knot },
    Mutation: { touch: () => 'touched' },
    Subscription: {
      knots: { subscribe: () => countdown(null, { from: 1 }), resolve: knot },
      ticks: { subscribe: watch, resolve: resolveTick },
      countdown: { subscribe: countdown, resolve: resolveTick },
      breaking: { subscribe: breaking, resolve: resolveTick },
    },
  },
};

class Away extends Error {}

/** How often the database is away from now on: when a context is made, or when a field is resolved. */
const away = { contexts: 0, fields: 0 };

function goAway(where: keyof typeof away): void {
  if (away[where] === 0) return;
  away[where] -= 1;
  throw new Away();
}

const servers = {
  main: await startTestServer({
    parts: [part],
    isUnavailable: (error) => error instanceof Away,
    makeContext: () => {
      goAway('contexts');
      return {};
    },
  }),
  ending: await startTestServer({ parts: [part] }),
};

type Results = AsyncIterableIterator<FormattedExecutionResult | ExecutionResult>;

interface Operation {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

interface Transport {
  iterate(operation: Operation, token?: string | null, server?: TestServer): Results;
}

const TRANSPORTS: Readonly<Record<string, Transport>> = {
  WebSocket: {
    iterate: (operation, token = ALICE_TOKEN, server = servers.main) => {
      const url = `${server.url.replace('http', 'ws')}/graphql`;
      return createSocketClient({ url, retryAttempts: 0, connectionParams: { token } }).iterate(operation);
    },
  },
  'server-sent events': {
    iterate: (operation, token = ALICE_TOKEN, server = servers.main) => {
      const headers: Record<string, string> = token === null ? {} : { authorization: `Token ${token}` };
      return createStreamClient({ url: `${server.url}/graphql/stream`, retryAttempts: 0, headers }).iterate(operation);
    },
  },
};

/** The next result; errors that a client throws as a list are one too. */
async function next(results: Results): Promise<FormattedExecutionResult | ExecutionResult | 'complete'> {
  try {
    const { value, done } = await results.next();
    return done ? 'complete' : value;
  } catch (errors) {
    if (Array.isArray(errors)) return { errors };
    throw errors;
  }
}

async function codeOf(results: Results): Promise<unknown> {
  const result = await next(results);
  return result === 'complete' ? result : result.errors?.[0]?.extensions?.['code'];
}

/** A subscription that the server is watching its events for. */
async function watching(
  transport: Transport,
  server?: TestServer,
): Promise<{ results: Results; first: ReturnType<typeof next> }> {
  watched = Promise.withResolvers();
  const results = transport.iterate({ query: 'subscription { ticks }' }, ALICE_TOKEN, server);
  const first = next(results);
  await watched.promise;
  return { results, first };
}

async function untilNobodyWatches(): Promise<void> {
  while (ticks.size > 0) await new Promise(setImmediate);
}

describe.each(Object.entries(TRANSPORTS))('over %s', (name, transport) => {
  test('each event comes when it happens', async () => {
    const { results, first } = await watching(transport);
    ticks.publish(1);
    expect(await first).toEqual({ data: { ticks: 1 } });
    ticks.publish(2);
    ticks.publish(3);
    expect([await next(results), await next(results)]).toEqual([{ data: { ticks: 2 } }, { data: { ticks: 3 } }]);
    await results.return?.();
    await untilNobodyWatches();
  });

  test('a subscription is complete when its events are', async () => {
    const results = transport.iterate({
      query: 'subscription ($n: Int!) { countdown(from: $n) }',
      variables: { n: 2 },
    });
    expect([await next(results), await next(results), await next(results)]).toEqual([
      { data: { countdown: 2 } },
      { data: { countdown: 1 } },
      'complete',
    ]);
  });

  test('a variable that does not fit is told without the whole of a large value', async () => {
    const query = 'subscription ($n: Int!) { countdown(from: $n) }';
    const refused = await next(transport.iterate({ query, variables: { n: 'x'.repeat(1_000_000) } }));
    expect(refused).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(JSON.stringify(refused).length).toBeLessThan(5_000);
  });

  test('a fault in one event is masked and the next one comes', async () => {
    const { results, first } = await watching(transport);
    ticks.publish('fault');
    ticks.publish(5);
    expect(await first).toMatchObject({ data: null, errors: [{ message: 'Internal error' }] });
    expect(await next(results)).toEqual({ data: { ticks: 5 } });
    await results.return?.();
    await untilNobodyWatches();
  });

  test.each(['{ knot }', 'subscription { knots }'])(
    'a value that is no JSON is an error at its place, and nobody else meets it: %s',
    async (query) => {
      const { results, first } = await watching(transport);
      const knotted = transport.iterate({ query });
      const field = query.includes('knots') ? 'knots' : 'knot';
      expect(await next(knotted)).toMatchObject({
        data: { [field]: null },
        errors: [{ path: [field], message: 'The server gave a value that cannot be written as JSON.' }],
      });
      expect(await next(knotted)).toBe('complete');
      ticks.publish(6);
      expect(await first).toEqual({ data: { ticks: 6 } });
      await results.return?.();
      await untilNobodyWatches();
    },
  );

  test.each(['contexts', 'fields'] as const)('an event waits for a database that is away (%s)', async (where) => {
    const { results, first } = await watching(transport);
    away[where] = 2;
    ticks.publish(1);
    ticks.publish(2);
    expect([await first, await next(results)]).toEqual([{ data: { ticks: 1 } }, { data: { ticks: 2 } }]);
    expect(away).toEqual({ contexts: 0, fields: 0 });
    await results.return?.();
    await untilNobodyWatches();
  });

  test('a client that leaves while an event waits for the database is forgotten', async () => {
    const { results, first } = await watching(transport);
    away.contexts = Infinity;
    ticks.publish(1);
    await results.return?.();
    await untilNobodyWatches();
    away.contexts = 0;
    await first;
    expect(ticks.size).toBe(0);
  });

  test('a fault of the source is masked and ends the subscription', async () => {
    const results = transport.iterate({ query: 'subscription { breaking }' });
    expect(await next(results)).toEqual({ data: { breaking: 1 } });
    expect(await next(results)).toMatchObject({
      errors: [{ message: 'Internal error', extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
    });
    expect(await next(results)).toBe('complete');
  });

  test.each([
    ['nobody is logged in', 'subscription { ticks }', null, 'UNAUTHENTICATED'],
    ['the token is no good', 'subscription { countdown(from: 1) }', 'wrong', 'UNAUTHENTICATED'],
    ['a field is not there', 'subscription { nothing }', ALICE_TOKEN, 'GRAPHQL_VALIDATION_FAILED'],
    ['the document cannot be read', 'subscription {', ALICE_TOKEN, 'GRAPHQL_PARSE_FAILED'],
    ['there are too many tokens', `{ ${'me '.repeat(5000)}}`, ALICE_TOKEN, 'LIMIT_EXCEEDED'],
    ['there are too many root fields', `{ ${'me '.repeat(21)}}`, ALICE_TOKEN, 'LIMIT_EXCEEDED'],
    ['a variable is missing', 'subscription ($n: Int!) { countdown(from: $n) }', ALICE_TOKEN, 'BAD_USER_INPUT'],
  ])('it is refused when %s', async (_case, query, token, code) => {
    expect(await codeOf(transport.iterate({ query }, token))).toBe(code);
  });

  test('queries and mutations are answered too', async () => {
    const query = transport.iterate({ query: '{ me }' });
    expect([await next(query), await next(query)]).toEqual([{ data: { me: 'alice' } }, 'complete']);
    expect(await next(transport.iterate({ query: 'mutation { touch }' }))).toEqual({ data: { touch: 'touched' } });
  });

  test('a client that leaves is forgotten', async () => {
    const { results } = await watching(transport);
    expect(ticks.size).toBe(1);
    await results.return?.();
    await untilNobodyWatches();
    expect(ticks.size).toBe(0);
  });

  test('a replaced schema is there for the next operation', async () => {
    const { graphql } = servers.main;
    const more = {
      id: name.replace(/\W/g, ''),
      typeDefs: `extend type Query { later: Int }`,
      resolvers: { Query: { later: () => 5 } },
    };
    expect(await codeOf(transport.iterate({ query: '{ later }' }))).toBe('GRAPHQL_VALIDATION_FAILED');
    graphql.replace({ modules: modulesOf([part, more]) });
    expect(await next(transport.iterate({ query: '{ later }' }))).toEqual({ data: { later: 5 } });
    graphql.replace({ modules: modulesOf([part]) });
    expect(await codeOf(transport.iterate({ query: '{ later }' }))).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

describe.each(Object.entries(TRANSPORTS))('when a plugin comes or goes, over %s', (name, transport) => {
  const id = `goes${name.replace(/\W/g, '')}`;
  const plugin = {
    id,
    typeDefs: `extend type Query { ${id}: Int } extend type Subscription { ${id}: Int! }`,
    resolvers: {
      Query: { [id]: () => 5 },
      Subscription: {
        [id]: {
          // Deaf to `return` while it waits, as generators are.
          async *subscribe() {
            watched.resolve();
            yield 1;
            await new Promise(() => undefined);
          },
          resolve: (tick: number) => tick,
        },
      },
    },
  };
  const { graphql } = servers.main;
  const enable = () => graphql.replace({ modules: modulesOf([part, plugin]) });
  const disable = () => graphql.replace({ modules: modulesOf([part]) });

  test('a subscription that is no longer valid ends with an error, and others miss nothing', async () => {
    enable();
    const { results: others, first } = await watching(transport);
    ticks.publish(1);
    expect(await first).toEqual({ data: { ticks: 1 } });
    const results = transport.iterate({ query: `subscription { ${id} }` });
    expect(await next(results)).toEqual({ data: { [id]: 1 } });
    const end = codeOf(results);
    disable();
    expect(await end).toBe('SCHEMA_CHANGED');
    expect(await next(results)).toBe('complete');
    ticks.publish(2);
    enable();
    ticks.publish(3);
    expect([await next(others), await next(others)]).toEqual([{ data: { ticks: 2 } }, { data: { ticks: 3 } }]);
    await others.return?.();
    await untilNobodyWatches();
  });

  test('a subscription goes on with the resolvers that there are then', async () => {
    disable();
    const { results, first } = await watching(transport);
    ticks.publish(1);
    await first;
    const doubling = { ticks: { subscribe: watch, resolve: (tick: Tick) => Number(tick) * 2 } };
    const doubled = {
      ...part,
      resolvers: { ...part.resolvers, Subscription: { ...part.resolvers.Subscription, ...doubling } },
    };
    graphql.replace({ modules: modulesOf([doubled]) });
    ticks.publish(2);
    expect(await next(results)).toEqual({ data: { ticks: 4 } });
    disable();
    await results.return?.();
    await untilNobodyWatches();
  });

  test('a subscription that begins meanwhile ends too', async () => {
    const opening = Promise.withResolvers<void>();
    const opened = Promise.withResolvers<void>();
    const slow = {
      ...plugin,
      resolvers: {
        ...plugin.resolvers,
        Subscription: {
          [id]: {
            async subscribe() {
              opening.resolve();
              await opened.promise;
              return ticks.subscribe();
            },
          },
        },
      },
    };
    graphql.replace({ modules: modulesOf([part, slow]) });
    const end = codeOf(transport.iterate({ query: `subscription { ${id} }` }));
    await opening.promise;
    disable();
    opened.resolve();
    expect(await end).toBe('SCHEMA_CHANGED');
    await untilNobodyWatches();
  });
});

test('a server that goes away ends both so that clients connect again', async () => {
  const { ending } = servers;
  const socket = await watching(TRANSPORTS['WebSocket'] as Transport, ending);
  const stream = await watching(TRANSPORTS['server-sent events'] as Transport, ending);
  const ends = Promise.allSettled([socket.first, stream.first]);
  await ending.fastify.close();
  const [socketEnd, streamEnd] = await ends;
  expect(socketEnd).toMatchObject({ status: 'rejected', reason: { code: 1001 } });
  expect(streamEnd).toMatchObject({ status: 'rejected' });
  expect(ticks.size).toBe(0);
});
