import { expect, test } from '@jest/globals';
import Fastify from 'fastify';
import pino from 'pino';
import { logRequests } from './request-log.ts';

async function linesOf(level: string, url: string): Promise<Record<string, unknown>[]> {
  const lines: Record<string, unknown>[] = [];
  const fastify = Fastify({ genReqId: () => 'r1' });
  logRequests(fastify, pino({ level }, { write: (line) => void lines.push(JSON.parse(line)) }));
  fastify.get('/there', () => ({}));
  await fastify.inject(url);
  await fastify.close();
  return lines;
}

test('at debug each request is one line with its id, its status and its time', async () => {
  const [line, ...more] = await linesOf('debug', '/there?token=secret');
  expect(line).toMatchObject({ requestId: 'r1', method: 'GET', path: '/there', status: 200, ip: '127.0.0.1' });
  expect(line?.['milliseconds']).toEqual(expect.any(Number));
  expect(JSON.stringify(line)).not.toContain('secret');
  expect(more).toEqual([]);
  expect(await linesOf('debug', '/missing')).toMatchObject([{ path: '/missing', status: 404 }]);
});

test('at info nothing is said of a request that went well', async () => {
  expect(await linesOf('info', '/there')).toEqual([]);
});
