import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrateUp, openOrm, startEmbeddedPostgres } from '../db/index.ts';
import { prepareQueue } from '../jobs/index.ts';
import { onTeardown } from './global-teardown.ts';
import { publishTemplateUrl, withDatabaseName } from './template.ts';

/** One PostgreSQL for the whole run, with a migrated database that every test file copies. */
export default async function setUp(): Promise<void> {
  const serverUrl = process.env.TEST_DATABASE_URL ?? (await startServer());
  const name = `pagoda_template_${randomBytes(4).toString('hex')}`;
  await onServer(serverUrl, (client) => client.query(`create database ${name}`));
  onTeardown(() => onServer(serverUrl, (client) => client.query(`drop database if exists ${name} with (force)`)));
  const url = withDatabaseName(serverUrl, name);
  const orm = await openOrm(url, { entities: [] });
  try {
    await migrateUp(orm);
  } finally {
    await orm.close();
  }
  await prepareQueue(url);
  publishTemplateUrl(url);
}

async function startServer(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'pagoda-test-'));
  // PostgreSQL may run under another account than ours.
  chmodSync(directory, 0o755);
  const server = await startEmbeddedPostgres({
    dataDir: join(directory, 'data'),
    ephemeral: true,
    package: process.env.TEST_PG_PACKAGE,
  });
  onTeardown(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  return server.url;
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
