/**
 * The yardstick: the same answers from the same tables by `node:http` and `pg` alone, without GraphQL, without permissions.
 * Written to be as fast as plain Node is; a change that slows it is a defect.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import pg from 'pg';
import { readColumns } from './columns.ts';
import { createEntry, type CreateInput } from './create.ts';
import { readDeepPage, readEntry, readPage, readSearch } from './read.ts';

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: Number(process.env.PAGODA_POOL_SIZE ?? 10),
});
const columns = await readColumns(pool);

type Answer = (query: URLSearchParams, request: IncomingMessage) => Promise<object> | object;

const pageOf = (query: URLSearchParams) => ({
  entity: Number(query.get('entity')),
  after: query.get('after') ?? '',
  first: Number(query.get('first')),
});

const ANSWERS: Readonly<Record<string, Answer>> = {
  '/entry': (query) => readEntry(pool, columns, Number(query.get('id'))),
  '/page': (query) => readPage(pool, columns, pageOf(query)),
  '/deep-page': (query) => readDeepPage(pool, columns, pageOf(query)),
  '/search': (query) =>
    readSearch(pool, { ...pageOf(query), attr: Number(query.get('attr')), contains: query.get('contains') ?? '' }),
  '/create': async (_, request) => {
    const input = (await json(request)) as CreateInput;
    return createEntry(pool, columns.get(input.entity) ?? [], input);
  },
  '/nothing': () => ({ __typename: 'Query' }),
};

async function answer(request: IncomingMessage): Promise<Buffer> {
  const [path = '', query] = (request.url ?? '').split('?', 2);
  const make = ANSWERS[path];
  if (!make) throw new Error(`There is nothing at ${path}.`);
  return Buffer.from(JSON.stringify({ data: await make(new URLSearchParams(query), request) }));
}

const server = createServer((request, response) => {
  answer(request).then(
    (body) => {
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': body.length,
      });
      response.end(body);
    },
    (error: unknown) => {
      response.writeHead(500).end(String(error));
    },
  );
});

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`The bare server is ready: http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0));
