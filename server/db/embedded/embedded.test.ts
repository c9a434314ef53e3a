import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './index.ts';

/** No test crashes the machine. */
const SETTINGS = { package: process.env.TEST_PG_PACKAGE, durable: false };

let root = '';
let dataDir = '';
let running: EmbeddedPostgres[] = [];

const stock = makeRoot();

function makeRoot(): string {
  const directory = mkdtempSync(join(tmpdir(), 'pagoda-embedded-'));
  chmodSync(directory, 0o755);
  return directory;
}

beforeAll(async () => {
  const server = await startEmbeddedPostgres({ ...SETTINGS, dataDir: join(stock, 'data') });
  await server.stop();
});

afterAll(() => rmSync(stock, { recursive: true, force: true }));

beforeEach(() => {
  root = makeRoot();
  dataDir = join(root, 'state', 'data');
});

afterEach(async () => {
  for (const server of running.reverse()) await server.stop();
  running = [];
  rmSync(root, { recursive: true, force: true });
});

/** Most tests are not about making the data directory, which takes a second. */
function copyData(): void {
  mkdirSync(dirname(dataDir));
  execFileSync('cp', ['-a', join(stock, 'data'), dataDir]);
}

async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ ...SETTINGS, dataDir, ...options });
  running.push(server);
  return server;
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function ask(url: string, text: string): Promise<pg.QueryResult['rows']> {
  const client = await connect(url);
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Another Node that starts the same PostgreSQL, for killing. */
function startInAnotherNode() {
  const program = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
    const server = await startEmbeddedPostgres(${JSON.stringify({ ...SETTINGS, dataDir })});
    process.stdout.write(server.url);
    setInterval(() => undefined, 1000);`;
  return spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
}

describe('the embedded PostgreSQL', () => {
  test('starts from nothing, speaks UTF-8 and finds words of every script, for those who know the password', async () => {
    const server = await start();
    expect(server.adopted).toBe(false);
    expect(new URL(server.url).hostname).toBe('127.0.0.1');
    expect(statSync(join(dataDir, 'pagoda.password')).mode & 0o777).toBe(0o600);
    await ask(server.url, 'create extension pg_trgm');
    const [row] = await ask(
      server.url,
      `select current_user as user, current_database() as database, getdatabaseencoding() as encoding,
         current_setting('listen_addresses') as addresses, array_length(show_trgm('日本'), 1) > 0 as "findsJapanese",
         (select string_agg(x, '' order by x) from unnest(array['b', 'ä', 'a', 'B']) as x) as sorted`,
    );
    expect(row).toEqual({
      user: 'pagoda',
      database: 'pagoda',
      encoding: 'UTF8',
      addresses: '127.0.0.1',
      findsJapanese: true,
      sorted: 'Babä',
    });
    const wrong = new URL(server.url);
    wrong.password = 'wrong';
    await expect(connect(wrong.href)).rejects.toThrow('password authentication failed');
  });

  test('a second start attaches, and leaves the server to the one that started it', async () => {
    copyData();
    const first = await start();
    const second = await start();
    expect(second).toMatchObject({ adopted: true, url: first.url, pid: first.pid });
    await second.stop();
    expect(await ask(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('two that start at once share one server', async () => {
    const both = await Promise.all([start(), start()]);
    expect(both.filter((server) => server.adopted)).toHaveLength(1);
    expect(both[0]?.url).toBe(both[1]?.url);
    for (const server of both) expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(readdirSync(dirname(dataDir))).toEqual(['data']);
  });

  test('what is stopped keeps its data', async () => {
    copyData();
    const first = await start();
    await ask(first.url, 'create table kept as select 7 as value');
    await first.stop();
    const second = await start();
    expect(await ask(second.url, 'select value from kept')).toEqual([{ value: 7 }]);
  });

  test('an ephemeral one leaves nothing', async () => {
    copyData();
    const server = await start({ ephemeral: true });
    await server.stop();
    expect(existsSync(dataDir)).toBe(false);
  });

  test('it stops by itself when Node is killed, and the next start keeps the data', async () => {
    copyData();
    const node = startInAnotherNode();
    const [url] = await once(node.stdout, 'data');
    const client = await connect(String(url));
    await client.query('create table kept as select 7 as value');
    const disconnected = new Promise((resolve) => client.once('end', resolve));
    node.kill('SIGKILL');
    await disconnected;
    const server = await start();
    expect(server.adopted).toBe(false);
    expect(await ask(server.url, 'select value from kept')).toEqual([{ value: 7 }]);
  });

  test('a crash of PostgreSQL is repaired on the same port', async () => {
    copyData();
    const said = new EventEmitter();
    const server = await start({
      durable: true,
      log: (text) => void said.emit(/ended by itself|ready to accept|$/.exec(text)?.[0] ?? ''),
    });
    const before = server.pid;
    await ask(server.url, 'create table kept as select 7 as value');
    const hasEnded = once(said, 'ended by itself');
    process.kill(before, 'SIGKILL');
    await hasEnded;
    await once(said, 'ready to accept');
    expect(await ask(server.url, 'select value from kept')).toEqual([{ value: 7 }]);
    expect((await start()).pid).not.toBe(before);
  });

  test('a postmaster.pid that names nobody, or another program, is removed', async () => {
    copyData();
    for (const pid of [2 ** 30, process.pid]) {
      writeFileSync(join(dataDir, 'postmaster.pid'), `${pid}\n${dataDir}\n1\n5432\n\n127.0.0.1\n\nready\n`);
      const server = await start();
      expect(server.adopted).toBe(false);
      expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
      await server.stop();
    }
  });

  test('a start that is killed in the middle of making the data directory leaves nothing that hurts the next', async () => {
    mkdirSync(dirname(dataDir));
    const watcher = watch(dirname(dataDir));
    const node = startInAnotherNode();
    await once(watcher, 'change');
    node.kill('SIGKILL');
    await once(node, 'close');
    watcher.close();
    expect(existsSync(dataDir)).toBe(false);
    const server = await start();
    expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(readdirSync(dirname(dataDir))).toEqual(['data']);
  });

  test('what a killed start left is removed although its initdb, which outlived it, is still tidying up there', async () => {
    copyData();
    rmSync(join(dataDir, 'PG_VERSION'));
    renameSync(dataDir, join(root, 'files'));
    const dead = spawnSync('true').pid;
    const abandoned = ['a', 'b', 'c'].map((letter) => `${dataDir}.${dead}-${letter.repeat(6)}`);
    for (const directory of abandoned) cpSync(join(root, 'files'), directory, { recursive: true });
    const tidying = spawn('rm', ['-rf', ...abandoned.map((directory) => join(directory, 'base'))]);
    const tidied = once(tidying, 'close');
    await start();
    await tidied;
    expect(readdirSync(dirname(dataDir))).toEqual(['data']);
  });

  test('a directory with files of somebody else is refused with a way out', async () => {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'thesis.txt'), '');
    await expect(start()).rejects.toThrow(/thesis\.txt.*Move it away.*PAGODA_DATA_DIR/);
    expect(readdirSync(dataDir)).toEqual(['thesis.txt']);
  });

  test('the data directory of another PostgreSQL is refused and names the way across', async () => {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'PG_VERSION'), '12\n');
    await expect(start()).rejects.toThrow(/PostgreSQL 12.*pagoda dump FILE.*pagoda load FILE/);
  });

  test('programs that are not installed are named', async () => {
    await expect(start({ package: 'postgres-of-nowhere' })).rejects.toThrow(/postgres-of-nowhere.*DATABASE_URL/);
  });
});
