import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runPagoda, startPagoda, type PagodaProcess } from '../test/pagoda-process.ts';

const MINUTE = 60_000;
const READY =
  /Pagoda is ready, with ([\d,]+) entries of demo data(.*)\.\n[^]*GraphQL +(\S+)\n[^]*Token +(\S+)\n[^]*curl .*\n.*\n/;

/** A slow machine is told how far the seed is. */
const ONLY_PROGRESS = /^(Demo data: .*\n)*$/;

let folder: string;
let env: Record<string, string>;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'pagoda-demo-'));
  // PostgreSQL may run under another account than ours.
  chmodSync(folder, 0o755);
  env = { PAGODA_DATA_DIR: path.join(folder, 'data'), PORT: String(await freePort()) };
});
// A PostgreSQL whose server was killed is still tidying up there; `rmSync` gives up in silence when a file vanishes under it.
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

interface Ready {
  readonly entries: string;
  readonly remark: string;
  readonly url: string;
  readonly token: string;
}

async function readyOf(server: PagodaProcess): Promise<Ready> {
  const [, entries = '', remark = '', url = '', token = ''] = await server.printed(READY);
  return { entries, remark, url, token };
}

const demo = (): PagodaProcess => startPagoda(['serve', '--demo'], env);

async function stop(server: PagodaProcess): Promise<void> {
  server.child.kill('SIGINT');
  expect(await server.ended).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(ONLY_PROGRESS),
    stdout: expect.stringMatching(/Stopped\.\n$/),
  });
}

/** Everything that was started by it, at once, as a power failure does. */
async function killAll(server: PagodaProcess): Promise<void> {
  process.kill(-(server.child.pid ?? 0), 'SIGKILL');
  await server.ended;
}

async function ask({ url, token }: Ready, query: string): Promise<unknown> {
  const headers = { authorization: `Token ${token}`, 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return response.json();
}

const COUNT = '{ entries(first: 1) { totalCount } }';
const CREATE =
  'mutation { createEntry(input: { entityName: "Vendor", name: "Mine" }) { entry { name } errors { message } } }';

async function untilSilent(url: string): Promise<void> {
  while (
    await fetch(url).then(
      () => true,
      () => false,
    )
  )
    await delay(50);
}

describe('the demo', () => {
  test(
    'is ready within ten seconds from nothing, and keeps what was done to it',
    async () => {
      const begin = performance.now();
      const first = demo();
      const ready = await readyOf(first);
      expect(performance.now() - begin).toBeLessThan(10_000);
      expect(ready).toMatchObject({ entries: '2,000', remark: '' });
      expect(await ask(ready, '{ me { username isSuperuser } }')).toEqual({
        data: { me: { username: 'admin', isSuperuser: true } },
      });
      expect(await ask(ready, CREATE)).toEqual({ data: { createEntry: { entry: { name: 'Mine' }, errors: [] } } });
      const count = await ask(ready, COUNT);
      await stop(first);
      const second = demo();
      const again = await readyOf(second);
      expect(again).toMatchObject({ token: ready.token, remark: ' and what was changed since' });
      expect(await ask(again, COUNT)).toEqual(count);
      await stop(second);
      expect(statSync(path.join(folder, 'data/admin-token')).mode & 0o777).toBe(0o600);
      expect(readFileSync(path.join(folder, 'data/admin-token'), 'utf8').trim()).toBe(ready.token);
    },
    2 * MINUTE,
  );

  test(
    'runs the example plugins, or those that ENABLED_PLUGINS names',
    async () => {
      const first = demo();
      const { url } = await readyOf(first);
      await first.printed(/Plugins +hello-world, cross-entity-sample, audit-trail\n/);
      await first.printed(
        /npx pagoda plugins … in another shell.*\n {2}export ENABLED_PLUGINS=hello-world,cross-entity-sample,audit-trail\n/,
      );
      const answer = await fetch(new URL('/api/v2/plugins/hello-world-plugin/test/', url));
      expect(await answer.json()).toMatchObject({
        message: 'External Hello World Plugin is working via pagoda-core!',
      });
      await stop(first);
      env = { ...env, ENABLED_PLUGINS: 'hello-world-plugin', PAGODA_PLUGINS_DIR: folder };
      const second = demo();
      await second.printed(/Plugins +hello-world\n/);
      await stop(second);
    },
    2 * MINUTE,
  );

  test(
    'starts again after a kill, and its data is true',
    async () => {
      const first = demo();
      const ready = await readyOf(first);
      await ask(ready, CREATE);
      await killAll(first);
      const second = demo();
      expect(await ask(await readyOf(second), CREATE)).toMatchObject({
        data: { createEntry: { entry: null, errors: [expect.anything()] } },
      });
      await stop(second);
      expect(await runPagoda(['check'], env)).toMatchObject({ code: 0 });
    },
    2 * MINUTE,
  );

  test(
    'that was killed in the middle of its seed is seeded whole at the next start',
    async () => {
      const seed = startPagoda(['demo', 'seed', '--entries', '50000'], env);
      seed.child.stderr?.once('data', () => process.kill(-(seed.child.pid ?? 0), 'SIGKILL'));
      const { stdout, stderr } = await seed.ended;
      expect({ stdout, stderr }).toEqual({
        stdout: '',
        stderr: expect.stringMatching(/^Demo data: [\d,]+ of 50,000 /),
      });
      const server = demo();
      expect(await readyOf(server)).toMatchObject({ entries: '2,000', remark: '' });
      await stop(server);
      expect(await runPagoda(['check', '--json'], env)).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('"entries":2000'),
      });
    },
    3 * MINUTE,
  );

  test.each([50, 500, 1500, 3000])(
    'stops in order when asked %i ms after its start, and starts the next time',
    async (milliseconds) => {
      const early = demo();
      await delay(milliseconds);
      early.child.kill('SIGINT');
      expect((await early.ended).stderr).toMatch(ONLY_PROGRESS);
      const server = demo();
      await readyOf(server);
      await stop(server);
    },
    2 * MINUTE,
  );

  test(
    'started twice at once serves once; the other says that the port is taken and harms nothing',
    async () => {
      const both = [demo(), demo()];
      const loser = await Promise.race(both.map(async (server) => ({ server, result: await server.ended })));
      expect(loser.result).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^Another program already listens on .*PORT=8001\.\n$/),
      });
      const winner = both.find((server) => server !== loser.server);
      if (!winner) throw new Error('Both ended');
      const ready = await readyOf(winner);
      expect(await ask(ready, '{ me { username } }')).toEqual({ data: { me: { username: 'admin' } } });
      await stop(winner);
    },
    2 * MINUTE,
  );

  test(
    'started twice at once on two ports shares one database and seeds once',
    async () => {
      const first = demo();
      env = { ...env, PORT: String(await freePort()) };
      const second = demo();
      const [one, two] = await Promise.all([readyOf(first), readyOf(second)]);
      expect(one.token).toBe(two.token);
      expect(await ask(one, COUNT)).toEqual(await ask(two, COUNT));
      for (const server of [first, second]) server.child.kill('SIGINT');
      for (const server of [first, second]) expect(await server.ended).toMatchObject({ code: 0 });
    },
    2 * MINUTE,
  );

  test(
    'ends when its launcher is killed',
    async () => {
      const server = demo();
      const { url } = await readyOf(server);
      server.child.kill('SIGKILL');
      await untilSilent(url);
      await expect(fetch(url)).rejects.toThrow('fetch failed');
      const next = demo();
      await readyOf(next);
      await stop(next);
    },
    2 * MINUTE,
  );

  test(
    'ends when npm is killed, which tells nobody',
    async () => {
      const root = path.resolve(import.meta.dirname, '../..');
      const npm = spawn('npm', ['run', '--silent', 'demo'], { cwd: root, env: { ...process.env, ...env } });
      let url: string | undefined;
      for await (const text of npm.stdout.setEncoding('utf8')) {
        url ??= /GraphQL +(\S+)\n/.exec(String(text))?.[1];
        if (url) npm.kill('SIGTERM');
      }
      await untilSilent(url ?? '');
      await expect(fetch(url ?? '')).rejects.toThrow('fetch failed');
    },
    2 * MINUTE,
  );

  test(
    'is forced to stop by a second Ctrl-C',
    async () => {
      const server = demo();
      const { url, token } = await readyOf(server);
      // A request under way keeps the server from ending at once.
      const { port } = new URL(url);
      const slow = connect(Number(port), '127.0.0.1');
      const head = ['POST /graphql HTTP/1.1', 'Host: x', `Authorization: Token ${token}`, 'Content-Length: 10'];
      slow.write([...head, 'Expect: 100-continue', '', ''].join('\r\n'));
      await once(slow, 'data');
      server.child.kill('SIGINT');
      await delay(600);
      server.child.kill('SIGINT');
      const { code, stderr } = await server.ended;
      slow.destroy();
      expect({ code, stderr }).toEqual({
        code: 130,
        stderr: expect.stringMatching(/^(Demo data: .*\n)*Forced to stop\.\n$/),
      });
    },
    2 * MINUTE,
  );
});
