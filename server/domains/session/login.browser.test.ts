import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { makeTestApp } from '../../test/app.ts';
import { launchBrowser } from '../../test/browser.ts';

const { app, makeUser } = await makeTestApp({ PAGODA_GRAPHIQL: 'true' });
const password = 'correct horse';
await makeUser({ username: 'mori', password });
const url = await app.listen();

/** Runs in the browser. */
const ASK_OVER_SOCKET = `new Promise((resolve) => {
  const socket = new WebSocket('ws://' + location.host + '/graphql', 'graphql-transport-ws');
  const send = (message) => socket.send(JSON.stringify(message));
  socket.onopen = () => send({ type: 'connection_init' });
  socket.onmessage = ({ data }) => {
    if (data.includes('connection_ack')) send({ type: 'subscribe', id: '1', payload: { query: '{ me { username } }' } });
    else resolve(data);
  };
})`;

let browser: Browser;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);

afterAll(() => browser?.close());

/** A browser that has not been here, with what it complains about. */
async function openPage(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) complaints.push(request.url());
  });
  return page;
}

async function fillIn(page: Page, secret: string): Promise<void> {
  await page.getByLabel('Username').fill('mori');
  await page.getByLabel('Password').fill(secret);
  await page.getByRole('button', { name: 'Log in' }).click();
}

describe('in a browser', () => {
  test.each([true, false])(
    'somebody logs in and out; with scripts: %j',
    async (javaScriptEnabled) => {
      const page = await openPage({ javaScriptEnabled });
      await page.goto(`${url}/login?next=/login%3Fstay`);
      await fillIn(page, 'wrong');
      await page.getByRole('alert').getByText('The username or the password is wrong.').waitFor();
      expect(await page.getByLabel('Username').inputValue()).toBe('mori');
      await fillIn(page, password);
      await page.getByText('You are logged in as mori').waitFor();
      expect(
        (await page.context().cookies()).map(({ name, httpOnly, sameSite }) => [name, httpOnly, sameSite]),
      ).toEqual(
        expect.arrayContaining([
          ['sessionid', true, 'Lax'],
          ['csrftoken', false, 'Lax'],
        ]),
      );
      await page.getByRole('button', { name: 'Log out' }).click();
      await page.getByRole('button', { name: 'Log in' }).waitFor();
      expect(await page.context().cookies()).toEqual([expect.objectContaining({ name: 'csrftoken' })]);
      await page.context().close();
    },
    60_000,
  );

  test('GraphiQL works with the session, over HTTP and WebSocket, and ends it', async () => {
    const page = await openPage();
    await page.goto(`${url}/graphql`);
    await page.getByRole('link', { name: 'Log in with a password' }).click();
    await fillIn(page, password);
    await page.locator('#who', { hasText: 'mori' }).waitFor();
    const overSocket: unknown = await page.evaluate(ASK_OVER_SOCKET);
    expect(overSocket).toContain('"username":"mori"');
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.locator('#who', { hasText: 'anonymous' }).waitFor();
    await page.context().close();
  }, 60_000);

  test('the page fits a small screen, with light and with dark colours', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await openPage({ colorScheme, viewport: { width: 380, height: 700 } });
      await page.goto(`${url}/login`);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(380);
      const back = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(back).toBe(colorScheme === 'light' ? 'rgb(243, 244, 247)' : 'rgb(20, 23, 29)');
      await page.context().close();
    }
  }, 60_000);

  test('nothing is fetched from elsewhere and the browser has no complaint', () => expect(complaints).toEqual([]));
});
