import { describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { makeTestDatabase, withEmptyDatabase } from '../test/database.ts';
import { nameOfDatabase, withDatabaseName } from '../test/template.ts';
import { checkServer, migrateUp, openOrm, query } from './index.ts';

const { orm, url } = await makeTestDatabase();

async function check(address: string): Promise<void> {
  const other = await openOrm(address, { entities: [] });
  try {
    await checkServer(other.em);
  } finally {
    await other.close();
  }
}

/** A database made in another way than ours. */
async function withDatabase(settings: string, work: (address: string) => Promise<void>): Promise<void> {
  const name = `${nameOfDatabase(url)}_other`;
  await query(orm.em.fork(), `create database ${name} template template0 ${settings}`);
  try {
    await work(withDatabaseName(url, name));
  } finally {
    await query(orm.em.fork(), `drop database ${name} with (force)`);
  }
}

describe('the start-up check of the database', () => {
  test('our own passes, migrated or empty, and is left as it was', async () => {
    await checkServer(orm.em);
    await withEmptyDatabase(async (empty) => {
      await check(empty);
      const client = new pg.Client(empty);
      await client.connect();
      const { rows } = await client.query(`select from pg_extension where extname = 'pg_trgm'`);
      await client.end();
      expect(rows).toEqual([]);
    });
  });

  test('servers that start at once on an empty database all pass', () =>
    withEmptyDatabase(async (empty) => {
      const orms = await Promise.all([1, 2, 3].map(() => openOrm(empty, { entities: [] })));
      try {
        const done = await Promise.all(orms.map((each) => checkServer(each.em).then(() => migrateUp(each))));
        expect(done.filter((names) => names.length > 0)).toHaveLength(1);
      } finally {
        await Promise.all(orms.map((each) => each.close()));
      }
    }));

  test('a ctype that loses letters is named together with the statement that makes a better database', () =>
    withDatabase(`encoding 'UTF8' lc_collate 'C' lc_ctype 'C' locale_provider libc`, async (address) => {
      await expect(check(address)).rejects.toThrow(/LC_CTYPE C,.*create database .* lc_ctype 'C\.UTF-8'/);
    }));

  test('an encoding that cannot hold every name is refused', () =>
    withDatabase(`encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' locale_provider libc`, async (address) => {
      await expect(check(address)).rejects.toThrow(`has the encoding LATIN1: create one with ENCODING 'UTF8'`);
    }));

  test('a user who may not create the extensions is told who may', () =>
    withEmptyDatabase(async (empty) => {
      const role = `${nameOfDatabase(empty)}_user`;
      const client = new pg.Client(empty);
      await client.connect();
      try {
        await client.query(`create role ${role} login password 'secret'`);
        const address = new URL(empty);
        address.username = role;
        address.password = 'secret';
        await expect(check(address.href)).rejects.toThrow(
          `The user ${role} may not create the extension pg_trgm: let an administrator run "create extension pg_trgm"`,
        );
        await client.query('create extension pg_trgm');
        await client.query('create extension btree_gin');
        await check(address.href);
      } finally {
        await client.query(`drop role if exists ${role}`);
        await client.end();
      }
    }));
});
