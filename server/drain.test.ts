import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { drainOnClose } from './drain.ts';

const LONG_MS = 60_000;
const HEAD = 'POST / HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n';
let fastify: FastifyInstance;
let socket: Socket;

async function start(limitMs: number): Promise<void> {
  drainOnClose(fastify, limitMs);
  const isUnderWay = Promise.withResolvers<void>();
  fastify.addHook('preParsing', (_request, _reply, payload, done) => {
    isUnderWay.resolve();
    done(null, payload);
  });
  fastify.post('/', ({ body }) => body);
  await fastify.listen({ port: 0, host: '127.0.0.1' });
  socket = connect((fastify.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(`${HEAD}{"half":`);
  await isUnderWay.promise;
}

beforeEach(() => void (fastify = Fastify({ forceCloseConnections: 'idle' })));
afterEach(() => void socket.destroy());

test('a request under way is answered, and its connection ends although the client would keep it', async () => {
  await start(LONG_MS);
  const closed = fastify.close();
  socket.write('"ok"}');
  const answer = await text(socket);
  await closed;
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*connection: close[^]*\{"half":"ok"\}$/i);
});

test('a request that never ends is given up', async () => {
  await start(20);
  const gone = once(socket.resume(), 'close');
  await fastify.close();
  await gone;
  expect(socket.destroyed).toBe(true);
});
