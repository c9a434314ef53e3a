import { once } from 'node:events';
import http from 'node:http';
import { describe, expect, test } from '@jest/globals';
import type { MemoryTask, MemoryUse } from './test/measure-memory.ts';
import { runInThread } from './test/run-in-thread.ts';
import type { SchemasLeft, SchemaTask } from './test/watch-schemas.ts';
import { modulesOf, openTestServer, startTestServer } from './test/test-server.ts';

function part(version: number) {
  return {
    id: 'versioned',
    typeDefs: `extend type Query { version: Int! v${version}: String slow: Int! }`,
    resolvers: { Query: { version: () => version, slow } },
  };
}

let release = Promise.withResolvers<number>();
let reached = Promise.withResolvers<void>();

async function slow(): Promise<number> {
  reached.resolve();
  return release.promise;
}

const server = await startTestServer({ parts: [part(0)] });

describe('a schema that is replaced while the server runs', () => {
  test('fails no request, and its new fields are there at once', async () => {
    let isOver = false;
    const statuses: number[] = [];
    const load = Array.from({ length: 4 }, async () => {
      while (!isOver) statuses.push((await server.ask({ query: '{ version }' })).status);
    });
    for (let version = 1; version <= 30; version += 1) {
      server.graphql.replace({ modules: modulesOf([part(version)]) });
      const { body } = await server.ask({ query: `{ version v${version} }` });
      expect(body).toEqual({ data: { version, [`v${version}`]: null } });
      expect((await server.ask({ query: `{ v${version - 1} }` })).status).toBe(400);
    }
    isOver = true;
    await Promise.all(load);
    expect(statuses.length).toBeGreaterThan(30);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  test('lets what has begun with the old one end with it', async () => {
    reached = Promise.withResolvers();
    release = Promise.withResolvers();
    const answer = server.ask({ query: '{ slow version }' });
    await reached.promise;
    server.graphql.replace({ modules: modulesOf([part(99)]) });
    release.resolve(1);
    expect((await answer).body.data).toEqual({ slow: 1, version: 30 });
  });

  test('uses the new resolvers also when its SDL is the same', async () => {
    const other = { ...part(99), resolvers: { Query: { version: () => 1000, slow } } };
    expect((await server.ask({ query: '{ version }' })).body.data).toEqual({ version: 99 });
    server.graphql.replace({ modules: modulesOf([other]) });
    expect((await server.ask({ query: '{ version }' })).body.data).toEqual({ version: 1000 });
  });

  test('stays as it was when the new parts do not fit', async () => {
    expect(() => server.graphql.replace({ modules: modulesOf([part(1), { ...part(2), id: 'other' }]) })).toThrow(
      'other',
    );
    expect((await server.ask({ query: '{ version }' })).body.data).toEqual({ version: 1000 });
  });
});

test('20,000 distinct queries leave memory flat', async () => {
  const task: MemoryTask = { warmUp: 5_000, measured: 15_000 };
  const { answered, growth } = await runInThread<MemoryUse>('measure-memory.ts', task);
  expect(answered).toBe(20_000);
  expect(growth).toBeLessThan(5_000_000);
});

test('a hundred replaced schemas leave nothing behind, whoever used them and whatever subscription stays open', async () => {
  const task: SchemaTask = { toggles: 100 };
  const { alive, growth, heard } = await runInThread<SchemasLeft>('watch-schemas.ts', task);
  expect(heard).toEqual([100, 100]);
  // Apollo keeps the one that it was started with.
  expect(alive).toEqual([0]);
  expect(growth).toBeLessThan(3_000_000);
});

test('a server that is told to close finishes what it is doing', async () => {
  const { fastify, url } = await openTestServer({ parts: [part(0)] });
  reached = Promise.withResolvers();
  release = Promise.withResolvers();
  const request = http.request(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' } });
  request.end('{"query":"{ slow }"}');
  await reached.promise;
  const closing = fastify.close();
  release.resolve(7);
  const [response] = await once(request, 'response');
  expect(JSON.parse((await response.toArray()).join(''))).toEqual({ data: { slow: 7 } });
  await closing;
});
