/** Clients that take nothing: what the server holds for them is bounded, and they are told when they read again. */
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from '@jest/globals';
import Fastify from 'fastify';
import pino from 'pino';
import { WebSocket } from 'ws';
import type { Context } from '../../context.ts';
import { assembleSchema } from '../assemble-schema.ts';
import { makeDocumentCache } from '../document-cache.ts';
import type { Door } from '../door.ts';
import { HotSchema } from '../hot-schema.ts';
import { defaultLimits } from '../limits/index.ts';
import { Revocations } from '../revocations.ts';
import { addEventStreamRoute } from './event-stream-route.ts';
import { mountWebSockets } from './web-socket.ts';

/** More than any buffer between two programs on one machine. */
const EVENTS = 2_000;
const LARGE = 'x'.repeat(50_000);

let taken = 0;
let released = Promise.withResolvers<void>();

async function* flood(): AsyncGenerator<{ readonly text: string }> {
  try {
    for (taken = 1; taken <= EVENTS; taken += 1) yield { text: LARGE };
  } finally {
    released.resolve();
  }
}

const schema = assembleSchema([
  {
    id: 'slow-test',
    typeDefs: 'extend type Query { hello: String } extend type Subscription { flood: String! }',
    resolvers: { Subscription: { flood: { subscribe: flood, resolve: ({ text }: { text: string }) => text } } },
  },
]);
const door: Door = {
  hot: new HotSchema(schema),
  limits: defaultLimits,
  introspection: 'everyone',
  documents: makeDocumentCache(),
  log: pino({ level: 'silent' }),
  makeContext: async ({ requestId, log }) => ({ actor: null, requestId, log }) as Context,
  isUnavailable: () => false,
  findSession: () => null,
  findFault: async () => null,
};
const revocations = new Revocations(door, 1000);
const fastify = Fastify();
const options = { revocations, keepAlive: 1_000 };
const streams = addEventStreamRoute(fastify, door, { path: '/graphql/stream', ...options });
const sockets = mountWebSockets(fastify.server, door, { path: '/graphql', ...options });
await fastify.listen({ host: '127.0.0.1', port: 0 });
const { port } = fastify.server.address() as AddressInfo;
afterAll(async () => {
  revocations.stop();
  streams.close();
  await sockets.close();
  await fastify.close();
});

const query = 'subscription { flood }';

test('a WebSocket client that does not read is told to connect again', async () => {
  released = Promise.withResolvers();
  const client = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
  await once(client, 'open');
  client.send(JSON.stringify({ type: 'connection_init' }));
  await once(client, 'message');
  client.pause();
  client.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
  await released.promise;
  const had = taken;
  expect(had).toBeLessThan(EVENTS);
  client.resume();
  const [code, reason] = await once(client, 'close');
  expect(code).toBe(1013);
  expect(String(reason)).toContain('go on after the last event');
  expect(taken).toBe(had);
});

test('a client of server-sent events that does not read is told to connect again', async () => {
  released = Promise.withResolvers();
  const request = http.request({ port, host: '127.0.0.1', path: `/graphql/stream?query=${encodeURIComponent(query)}` });
  request.end();
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
  await released.promise;
  const had = taken;
  expect(had).toBeLessThan(EVENTS);
  let text = '';
  answer.setEncoding('utf8').on('data', (part: string) => (text += part));
  await once(answer, 'end');
  const [last = '', complete] = text.split('\n\n').slice(-3);
  expect(complete).toBe('event: complete\ndata:');
  expect(JSON.parse(last.replace('event: next\ndata: ', ''))).toMatchObject({
    errors: [{ message: expect.stringContaining('go on after'), extensions: { code: 'SUBSCRIBER_TOO_SLOW' } }],
  });
  expect(taken).toBe(had);
});
