import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Context } from '../../context.ts';
import { launchBrowser } from '../../test/browser.ts';
import { EventSource } from '../event-source.ts';
import { ALICE_TOKEN, startTestServer } from '../test/test-server.ts';

const ticks = new EventSource<number>();
const subscribed = Promise.withResolvers<void>();

function watchTicks(): AsyncIterable<number> {
  subscribed.resolve();
  return ticks.subscribe();
}

const server = await startTestServer({
  settings: { graphiql: true, introspection: 'authenticated' },
  parts: [
    {
      id: 'browser',
      typeDefs: `
        extend type Query { me: User }
        extend type Subscription { ticks: Int! }
        type User { username: String! }
      `,
      resolvers: {
        Query: { me: (_parent: unknown, _args: unknown, { actor }: Context) => actor },
        Subscription: { ticks: { subscribe: watchTicks, resolve: (tick: number) => tick } },
      },
    },
  ],
});

let browser: Browser;
let page: Page;
const foreign: string[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith('data:')) foreign.push(request.url());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
  });
}, 60_000);

afterAll(() => browser?.close());

async function run(query: string): Promise<void> {
  await page.click('.graphiql-query-editor .monaco-editor');
  await page.keyboard.press('ControlOrMeta+A');
  // Over a selection the editor would put brackets around what was there.
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(query);
  await page.keyboard.press('ControlOrMeta+Enter');
}

async function resultWith(text: string): Promise<boolean> {
  const result = page.locator('.result-window', { hasText: text });
  await result.waitFor();
  return result.isVisible();
}

describe('GraphiQL', () => {
  test('opens in a browser, shows the schema to who has a token, runs a query and a subscription', async () => {
    await page.goto(`${server.url}/graphql`);
    const introspected = page.waitForResponse(
      (response) => response.ok() && (response.request().postData() ?? '').includes('IntrospectionQuery'),
    );
    await page.fill('#token', ALICE_TOKEN);
    await page.press('#token', 'Enter');
    await page.locator('#who', { hasText: 'alice' }).waitFor();
    await introspected;

    await run('{ me { username } }');
    expect(await resultWith('"username": "alice"')).toBe(true);

    await run('subscription { ticks }');
    await subscribed.promise;
    ticks.publish(41);
    expect(await resultWith('"ticks": 41')).toBe(true);
    ticks.publish(42);
    expect(await resultWith('"ticks": 42')).toBe(true);
  }, 60_000);

  test('the token outlives a reload of the tab and is not in the stored settings', async () => {
    await page.reload();
    await page.locator('#who', { hasText: 'alice' }).waitFor();
    expect(await page.inputValue('#token')).toBe(ALICE_TOKEN);
    expect(await page.evaluate(() => JSON.stringify(Object.entries(localStorage)))).not.toContain(ALICE_TOKEN);
  }, 60_000);

  test('nothing was fetched from elsewhere and the browser had no complaint', () => {
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
