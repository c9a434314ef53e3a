import { describe, expect, test } from '@jest/globals';
import { startTestServer } from '../test/test-server.ts';

const parts = [{ id: 'page-test', typeDefs: 'extend type Query { hello: String }' }];
const server = await startTestServer({ parts, settings: { graphiql: true } });
const closed = await startTestServer({ parts, settings: { graphiql: false } });

describe('GraphiQL', () => {
  const asBrowser = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };

  test('is a page with everything it needs from here', async () => {
    const page = await fetch(`${server.url}/graphql`, asBrowser);
    const text = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const files = [...text.matchAll(/<(?:script|link) [^>]*(?:src|href)="(\/[^"]+)"/g)].map(([, file]) => file);
    expect(files).toHaveLength(3);
    for (const file of files) expect((await fetch(server.url + file)).status).toBe(200);
    expect((await fetch(`${server.url}/graphql/graphiql/graphql-ws/client.js`)).status).toBe(200);
  });

  test.each([
    'graphql-ws/../../package.json',
    'graphql-ws/..%2Fclient.js',
    'ruru/../page.ts',
    'ruru/nothing.js',
    'ruru/__proto__',
  ])('gives away nothing else: %s', async (file) => {
    expect((await fetch(`${server.url}/graphql/graphiql/${file}`)).status).toBe(404);
  });

  test('is found from the bare address', async () => {
    const { status, url } = await fetch(server.url, asBrowser);
    expect({ status, url }).toEqual({ status: 200, url: `${server.url}/graphql` });
  });

  test('is not there when it is switched off', async () => {
    expect((await fetch(`${closed.url}/`, asBrowser)).status).toBe(404);
    expect((await fetch(`${closed.url}/graphql`, asBrowser)).status).toBe(400);
    expect((await fetch(`${closed.url}/graphql/graphiql/page.js`)).status).toBe(404);
  });
});
