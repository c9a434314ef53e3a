import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, Locator, Page } from 'playwright-core';
import { makeTestApp } from '../../../test/app.ts';
import { launchBrowser } from '../../../test/browser.ts';
import { makeScriptedJobs } from '../test/scripted-jobs.ts';

const { app, makeUser } = await makeTestApp({ PAGODA_JOB_HEARTBEAT: '100' }, [], { worker: true });
const jobs = makeScriptedJobs(app);
const password = 'correct horse';
const { actor: mori } = await makeUser({ username: 'mori', password, isSuperuser: true });
const { actor: suzu } = await makeUser({ username: 'suzu', password });
await makeUser({ username: 'ruiz', password });

const sockets = new Set<Socket>();
app.fastify.server.on('connection', (socket) => {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
});
const url = await app.listen();

let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  page = await openAs('mori');
}, 60_000);

afterAll(() => browser?.close());

/** The page in a browser of its own, through the log-in. */
async function openAs(username: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const opened = await (await browser.newContext(options)).newPage();
  opened.on('pageerror', ({ message }) => complaints.push(message));
  opened.on('console', (message) => {
    if (/Content Security Policy|TrustedHTML/i.test(message.text())) complaints.push(message.text());
  });
  opened.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) complaints.push(request.url());
  });
  await opened.goto(`${url}/jobs`);
  await opened.getByLabel('Username').fill(username);
  await opened.getByLabel('Password').fill(password);
  await opened.getByRole('button', { name: 'Log in' }).click();
  await opened.getByText(username, { exact: true }).waitFor();
  return opened;
}

function row({ id }: { readonly id: number }, from = page): Locator {
  return from.locator(`[data-job="${id}"]`);
}

function statusOf(job: { readonly id: number }, word: string): Promise<void> {
  return row(job).locator('.status', { hasText: word }).waitFor();
}

async function openLog(job: { readonly id: number }): Promise<Locator> {
  await row(job).locator('summary').click();
  return row(job).locator('.log li:visible .message');
}

/** The text of what has the focus. */
function focused(): Promise<string> {
  return page.evaluate('document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent');
}

/** Within the part of a log that is not scrolled away. */
function isInView(line: Locator): Promise<boolean> {
  return line.evaluate((element) => {
    const seen = element.closest('.log')?.getBoundingClientRect();
    const { top, bottom } = element.getBoundingClientRect();
    return seen !== undefined && top >= seen.top - 1 && bottom <= seen.bottom + 1;
  });
}

async function pressUntil(key: string, text: string): Promise<void> {
  for (let presses = 0; presses < 50; presses += 1) {
    await page.keyboard.press(key);
    if ((await focused()) === text) return;
  }
  throw new Error(`${key} never leads to "${text}"`);
}

async function violations(on = page): Promise<unknown> {
  await on.evaluate(axe.source);
  return on.evaluate(
    `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]))`,
  );
}

describe('the page of jobs', () => {
  test('tells who has none how one begins', async () => {
    const other = await openAs('ruiz');
    await other.getByRole('heading', { name: 'You have no jobs yet' }).waitFor();
    expect(new URL(other.url()).pathname).toBe('/jobs');
    expect(await violations(other)).toEqual([]);
    await other.context().close();
  }, 60_000);

  test('shows a job as soon as it begins, how far it is, and what it leaves', async () => {
    const job = await jobs.start(mori, 'Counting <b>things</b>');
    await statusOf(job, 'Running');
    await row(job).getByText('Counting <b>things</b>').waitFor();
    await row(job).getByText('no report yet').waitFor();
    expect(await row(job).getByRole('progressbar').getAttribute('value')).toBeNull();

    const bar = row(job).getByRole('progressbar', { name: `Progress of Count things #${job.id}` });
    job.script.tell((running) => running.progress(20, 80, 'first things'));
    await row(job).getByText('20 of 80 (25 %): first things').waitFor();
    expect([await bar.getAttribute('value'), await bar.getAttribute('max')]).toEqual(['20', '80']);
    job.script.tell((running) => running.progress(60, 80));
    await row(job).getByText('60 of 80 (75 %)').waitFor();
    expect([await bar.getAttribute('value'), await bar.getAttribute('max')]).toEqual(['60', '80']);

    job.script.tell((running) => running.storeResult({ name: 'things.csv', contentType: 'text/csv' }, 'a,b\n'));
    job.script.tell(() => 'end');
    await statusOf(job, 'Done');
    const downloading = page.waitForEvent('download');
    await row(job)
      .getByRole('button', { name: `Download the result of Count things #${job.id}` })
      .click();
    const file = await downloading;
    expect(file.suggestedFilename()).toBe('things.csv');
    expect(await readFile(await file.path(), 'utf8')).toBe('a,b\n');
  }, 60_000);

  test('estimates the time that is left once it can', async () => {
    const job = await jobs.start(mori);
    await row(job).getByText('not known').waitFor();
    job.script.tell((running) => running.progress(1, 2));
    await row(job).getByText('1 of 2').waitFor();
    await row(job)
      .locator('[data-part="elapsed"]', { hasText: /^[3-9] s$/ })
      .waitFor();
    job.script.tell((running) => running.progress(2, 1000));
    await row(job)
      .getByText(/^about \d+ min$/)
      .waitFor();
    job.script.tell(() => 'end');
    await statusOf(job, 'Done');
    expect(await row(job).getByText('Time left').isVisible()).toBe(false);
  }, 60_000);

  test('shows the log live, from the level that is chosen, as text', async () => {
    const job = await jobs.start(mori);
    job.script.tell((running) => {
      running.log('DEBUG', 'looked');
      running.log('INFO', '<img src=x onerror=alert(1)>');
    });
    const lines = await openLog(job);
    await row(job).getByText('<img src=x onerror=alert(1)>').waitFor();
    job.script.tell((running) => {
      running.log('WARN', 'odd');
      running.log('ERROR', 'broken');
    });
    await row(job).getByText('broken').waitFor();
    expect(await lines.allTextContents()).toEqual([
      'Waiting',
      'Running',
      'looked',
      '<img src=x onerror=alert(1)>',
      'odd',
      'broken',
    ]);
    const filter = row(job).getByLabel('Show');
    for (const [choice, count] of [
      ['INFO', 5],
      ['WARN', 4],
      ['ERROR', 3],
      ['DEBUG', 6],
    ] as const) {
      await filter.selectOption(choice);
      expect(await lines.count()).toBe(count);
    }
    expect(await violations()).toEqual([]);
    job.script.tell(() => 'end');
    await statusOf(job, 'Done');
  }, 60_000);

  test('follows a long log through its filter, and goes to the earlier lines that are asked for', async () => {
    const job = await jobs.start(mori);
    job.script.tell((running) => {
      for (let line = 0; line < 1000; line += 1) running.log(line % 2 === 0 ? 'INFO' : 'ERROR', `line ${line}`);
      running.progress(1, 2);
    });
    // Told behind all lines: a log that is opened sooner has them all from the beginning.
    await row(job).getByText('1 of 2').waitFor();
    const lines = await openLog(job);
    const last = row(job).getByText('line 999', { exact: true });
    await last.waitFor();
    const filter = row(job).getByLabel('Show');
    for (const choice of ['ERROR', 'DEBUG']) {
      await filter.selectOption(choice);
      await expect(isInView(last)).resolves.toBe(true);
    }
    const [oldest = ''] = await lines.allTextContents();
    await row(job).getByRole('button', { name: 'Earlier lines' }).click();
    const number = Number(oldest.replace('line ', ''));
    const added = row(job).getByText(`line ${number - 1}`, { exact: true });
    await added.waitFor();
    await expect(isInView(added)).resolves.toBe(true);
    await expect(isInView(row(job).getByText(oldest, { exact: true }))).resolves.toBe(true);
    job.script.tell(() => 'end');
    await statusOf(job, 'Done');
  }, 60_000);

  test('one that nobody has started yet can be started, and one that waits is not said to stop', async () => {
    const job = await jobs.create(mori);
    const name = `Count things #${job.id}`;
    await row(job)
      .getByRole('button', { name: `Cancel ${name}` })
      .click();
    await page.getByText(`${name} waits. It will not begin, unless somebody runs it again.`).waitFor();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await row(job)
      .getByRole('button', { name: `Start ${name}` })
      .click();
    await statusOf(job, 'Running');
    expect(await row(job).getByRole('button', { name: 'Start' }).isVisible()).toBe(false);
    job.script.tell(() => 'end');
    await statusOf(job, 'Done');
  }, 60_000);

  test('one that runs again no longer tells why it failed', async () => {
    const job = await jobs.start(mori, 'Relabel racks');
    job.script.tell(() => {
      throw new Error('The printer does not answer.');
    });
    await row(job).locator('.text', { hasText: 'The printer does not answer.' }).waitFor();
    await row(job)
      .getByRole('button', { name: /again$/ })
      .click();
    await statusOf(job, 'Running (attempt 2)');
    expect(await row(job).locator('.text').textContent()).toBe('Relabel racks');
    job.script.tell(() => 'end');
    await statusOf(job, 'Done (attempt 2)');
  }, 60_000);

  test('cancels after a question and runs again, by keyboard alone', async () => {
    const job = await jobs.start(mori);
    const name = `Count things #${job.id}`;
    await statusOf(job, 'Running');
    await page.locator('body').focus();
    await pressUntil('Tab', `Cancel ${name}`);
    // The row is renewed while the focus is in it.
    job.script.tell((running) => running.progress(1, 2));
    await row(job).getByText('1 of 2').waitFor();
    expect(await focused()).toBe(`Cancel ${name}`);

    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Cancel this job?' }).waitFor();
    expect(await focused()).toBe('Keep it');
    expect(await violations()).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await focused()).toBe(`Cancel ${name}`);
    expect(await row(job).locator('.status').textContent()).toBe('Running');

    await page.keyboard.press('Enter');
    await pressUntil('Tab', 'Cancel the job');
    await page.keyboard.press('Enter');
    await statusOf(job, 'Cancelled');
    expect(await focused()).toBe(name);
    await page.locator('#news', { hasText: `${name}: Cancelled.` }).waitFor({ state: 'attached' });

    await pressUntil('Tab', `Run ${name} again`);
    await page.keyboard.press('Enter');
    await statusOf(job, 'Running (attempt 2)');
    job.script.tell(() => 'end');
    await statusOf(job, 'Done (attempt 2)');
  }, 60_000);

  test('says that the connection is lost, and misses nothing of what happened meanwhile', async () => {
    const job = await jobs.start(mori);
    const say = (...texts: readonly string[]) =>
      job.script.tell((running) => texts.forEach((text) => running.log('INFO', text)));
    say('one');
    const lines = await openLog(job);
    await row(job).getByText('one').waitFor();

    await page.context().setOffline(true);
    for (const socket of sockets) socket.destroy();
    await page.getByText('The connection to the server is lost.').waitFor();
    say('two', 'three');
    const unseen = await jobs.start(mori, 'Begun unseen');
    job.script.tell(() => 'end');
    unseen.script.tell(() => 'end');

    await page.context().setOffline(false);
    await statusOf(job, 'Done');
    await statusOf(unseen, 'Done');
    await row(job).locator('.message', { hasText: 'Done' }).waitFor();
    expect(await lines.allTextContents()).toEqual(['Waiting', 'Running', 'one', 'two', 'three', 'Done']);
    expect(await page.getByText('The connection to the server is lost.').count()).toBe(0);
  }, 60_000);

  test('shows older jobs when they are asked for', async () => {
    const made = [];
    for (let count = 0; count < 25; count += 1) made.push(await jobs.create(suzu, `Number ${count}`));
    const other = await openAs('suzu');
    await other.getByText('0 running, 20 waiting.').waitFor();
    await other.getByRole('button', { name: 'Older jobs' }).press('Enter');
    await other.getByText('0 running, 25 waiting.').waitFor();
    const shown = await other.locator('.job').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-job')));
    expect(shown).toEqual(made.map(({ id }) => String(id)).reverse());
    expect(await other.evaluate('document.activeElement.textContent')).toBe(`Count things #${made[4]?.id}`);
    expect(await other.getByRole('button', { name: 'Older jobs' }).isVisible()).toBe(false);
    await other.context().close();
  }, 60_000);

  test('fits a phone, with light and with dark colours', async () => {
    const job = await jobs.start(mori, 'averyveryverylongwordthatnobodywouldeverwritebutaprogramdoes'.repeat(2));
    job.script.tell((running) => running.progress(123_456, 987_654, 'a/path/that/has/no/blank/'.repeat(4)));
    job.script.tell((running) => running.log('WARN', 'unbroken'.repeat(20)));
    for (const colorScheme of ['light', 'dark'] as const) {
      const phone = await openAs('mori', { colorScheme, viewport: { width: 320, height: 640 } });
      await row(job, phone).getByText('123,456').waitFor();
      await row(job, phone).locator('summary').click();
      await row(job, phone).getByText('unbroken').waitFor();
      expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(320);
      expect(await violations(phone)).toEqual([]);
      await phone.context().close();
    }
    job.script.tell(() => 'end');
    await statusOf(job, 'Done');
  }, 60_000);

  test('sends who logs out elsewhere to the log-in', async () => {
    const other = await openAs('ruiz');
    await other.request.post(`${url}/logout`, {
      headers: {
        'x-csrftoken': (await other.context().cookies()).find(({ name }) => name === 'csrftoken')?.value ?? '',
      },
    });
    for (const socket of sockets) socket.destroy();
    await other.getByRole('link', { name: 'Log in again' }).click();
    await other.getByRole('button', { name: 'Log in' }).waitFor();
    expect(other.url()).toBe(`${url}/login?next=/jobs`);
    await other.context().close();
  }, 60_000);

  test('fetches nothing from elsewhere and gives the browser nothing to complain about', () =>
    expect(complaints).toEqual([]));
});
