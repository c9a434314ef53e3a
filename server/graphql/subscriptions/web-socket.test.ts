import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from '@jest/globals';
import pino from 'pino';
import { WebSocket } from 'ws';
import type { Context } from '../../context.ts';
import { assembleSchema } from '../assemble-schema.ts';
import { makeDocumentCache } from '../document-cache.ts';
import type { Door } from '../door.ts';
import { HotSchema } from '../hot-schema.ts';
import { defaultLimits } from '../limits/index.ts';
import { Revocations } from '../revocations.ts';
import { mountWebSockets, type WebSocketOptions } from './web-socket.ts';

const never = new Promise<never>(() => undefined);
const schema = assembleSchema([
  {
    id: 'socket-test',
    typeDefs: 'extend type Query { hello: String waiting: String }',
    resolvers: { Query: { hello: () => 'world', waiting: () => never } },
  },
]);

const door: Door = {
  hot: new HotSchema(schema),
  limits: { ...defaultLimits, maxBodyBytes: 1000 },
  introspection: 'everyone',
  documents: makeDocumentCache(),
  log: pino({ level: 'silent' }),
  makeContext: async ({ requestId, log }) => ({ actor: null, requestId, log }) as Context,
  isUnavailable: () => false,
  findSession: () => null,
  findFault: async () => null,
};
const revocations = new Revocations(door, 1000);
afterAll(() => revocations.stop());

/** The port of a server of its own. */
async function open(options: Partial<WebSocketOptions> = {}): Promise<number> {
  const server = http.createServer();
  const sockets = mountWebSockets(server, door, { path: '/graphql', revocations, ...options });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(async () => {
    await sockets.close();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const patient = await open({ initTimeout: 30_000, maxOperations: 3 });
const impatient = await open({ initTimeout: 20 });
const pinging = await open({ initTimeout: 30_000, keepAlive: 1000 });

function connect(port = patient, protocol = 'graphql-transport-ws', options = {}): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${port}/graphql`, protocol, options);
}

async function initialised(socket = connect()): Promise<WebSocket> {
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  await once(socket, 'message');
  return socket;
}

async function closeCode(socket: WebSocket): Promise<number> {
  const [code] = await once(socket, 'close');
  return code as number;
}

describe('a WebSocket is closed', () => {
  test('when it says nothing', async () => {
    expect(await closeCode(connect(impatient))).toBe(4408);
  });

  test('when it speaks another protocol', async () => {
    const [error] = await once(connect(patient, 'graphql-ws'), 'error');
    expect(error.message).toBe('Server sent no subprotocol');
  });

  test('when it asks before it was acknowledged', async () => {
    const socket = connect();
    await once(socket, 'open');
    socket.send('{"type":"subscribe","id":"1","payload":{"query":"{ hello }"}}');
    expect(await closeCode(socket)).toBe(4401);
  });

  test.each(['nonsense', '{}', '{"type":"nothing"}', '{"type":"subscribe","id":"1","payload":{}}', '\u0000'])(
    'when it sends %j',
    async (text) => {
      const socket = await initialised();
      socket.send(text);
      expect(await closeCode(socket)).toBe(4400);
    },
  );

  test('when it sends more than a body may have', async () => {
    const socket = await initialised();
    socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: `# ${'x'.repeat(2000)}` } }));
    expect(await closeCode(socket)).toBe(1009);
  });

  test('when it does not answer pings', async () => {
    const socket = await initialised(connect(pinging, 'graphql-transport-ws', { autoPong: false }));
    expect(await closeCode(socket)).toBe(1006);
  });
});

test('a WebSocket that answers pings stays', async () => {
  const socket = await initialised(connect(pinging));
  for (let pings = 0; pings < 3; pings += 1) await once(socket, 'ping');
  expect(socket.readyState).toBe(WebSocket.OPEN);
  socket.close();
});

test('one connection cannot run any number of operations', async () => {
  const socket = await initialised();
  for (const id of ['1', '2', '3', '4']) {
    socket.send(JSON.stringify({ type: 'subscribe', id, payload: { query: '{ waiting }' } }));
  }
  const [message] = await once(socket, 'message');
  expect(JSON.parse(String(message))).toMatchObject({
    id: '4',
    type: 'error',
    payload: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'operations', value: 4, maximum: 3 } }],
  });
  socket.close();
});

test('another address is no WebSocket', async () => {
  const request = http.request({
    port: patient,
    host: '127.0.0.1',
    path: '/elsewhere',
    headers: { connection: 'upgrade', upgrade: 'websocket' },
  });
  request.end();
  const [response] = await once(request, 'response');
  response.resume();
  expect(response.statusCode).toBe(404);
});
