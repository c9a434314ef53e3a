import { randomBytes } from 'node:crypto';
import { afterAll } from '@jest/globals';
import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { makeJournal, openOrm, type Journal, type OrmOptions } from '../db/index.ts';
import { getTemplateUrl, nameOfDatabase, withDatabaseName } from './template.ts';

export interface TestDatabase {
  readonly url: string;
  readonly orm: MikroORM;
  readonly journal: Journal;
}

export interface TestDatabaseOptions extends Partial<OrmOptions> {
  readonly journal?: Journal;
}

/** A migrated database of the test file's own, dropped after its last test. Called at the top of the file with `await`. */
export async function makeTestDatabase({
  journal = makeJournal(),
  ...options
}: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const url = await cloneTemplate();
  const subscribers = [journal.subscriber, ...(options.subscribers ?? [])];
  const orm = await openOrm(url, { entities: [], poolSize: 5, ...options, subscribers });
  afterAll(async () => {
    await orm.close();
    await dropDatabase(url);
  });
  return { url, orm, journal };
}

/** A migrated database that whoever asks for it drops. */
export function cloneTemplate(): Promise<string> {
  return makeDatabase(nameOfDatabase(getTemplateUrl()));
}

/** An empty database, for tests of what comes before the migrations. Works inside a test. */
export async function withEmptyDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const url = await makeDatabase('template0');
  try {
    return await work(url);
  } finally {
    await dropDatabase(url);
  }
}

async function makeDatabase(template: string): Promise<string> {
  const name = `pagoda_test_${randomBytes(6).toString('hex')}`;
  await asAdministrator((client) => client.query(`create database ${name} template ${template}`));
  return withDatabaseName(getTemplateUrl(), name);
}

export async function dropDatabase(url: string): Promise<void> {
  await asAdministrator((client) => client.query(`drop database if exists ${nameOfDatabase(url)} with (force)`));
}

async function asAdministrator(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabaseName(getTemplateUrl(), 'postgres') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
