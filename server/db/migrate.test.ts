import { describe, expect, test } from '@jest/globals';
import { Migration } from '@mikro-orm/migrations';
import type { MikroORM } from '@mikro-orm/postgresql';
import { withEmptyDatabase } from '../test/database.ts';
import { migrateUp, migrationStatus, openOrm, query, ServerOlderThanSchema, type OrmOptions } from './index.ts';
import { MIGRATIONS } from './migrations/index.ts';

const NAMES = MIGRATIONS.map((migration) => migration.name);

class Broken extends Migration {
  override up(): void {
    this.addSql('create table whole (id integer)');
    this.addSql('select * from half_made');
  }
}

class Slow extends Migration {
  override up(): void {
    this.addSql('select pg_sleep(1.2)');
  }
}

function withServers(
  count: number,
  work: (orms: readonly MikroORM[]) => Promise<void>,
  options: Partial<OrmOptions> = {},
) {
  return withEmptyDatabase(async (url) => {
    const open = () => openOrm(url, { entities: [], poolSize: 1, ...options });
    const orms = await Promise.all(Array.from({ length: count }, open));
    try {
      await work(orms);
    } finally {
      await Promise.all(orms.map((orm) => orm.close()));
    }
  });
}

const withServer = (work: (orm: MikroORM) => Promise<void>, options?: Partial<OrmOptions>) =>
  withServers(1, (orms) => Promise.all(orms.map(work)).then(() => undefined), options);

describe('migrations', () => {
  test('three servers started at once on an empty database all become ready, and one of them did the work', () =>
    withServers(3, async (orms) => {
      const done = await Promise.all(orms.map(migrateUp));
      expect(done.flat()).toEqual(NAMES);
      for (const orm of orms) expect(await migrationStatus(orm)).toEqual({ done: NAMES, pending: [], unknown: [] });
    }));

  test('asking for the status writes nothing', () =>
    withServer(async (orm) => {
      expect(await migrationStatus(orm)).toEqual({ done: [], pending: NAMES, unknown: [] });
      const tables = `select from information_schema.tables where table_schema = 'public'`;
      expect(await query(orm.em.fork(), tables)).toEqual([]);
    }));

  test('a server older than its schema refuses', () =>
    withServer(async (orm) => {
      await migrateUp(orm);
      await query(orm.em.fork(), `insert into migration (name) values ('9999-from-the-future')`);
      await expect(migrateUp(orm)).rejects.toThrow(ServerOlderThanSchema);
      await expect(migrateUp(orm)).rejects.toThrow('9999-from-the-future');
    }));

  test('a migration that fails leaves nothing behind', () => {
    const migrations = [...MIGRATIONS, { name: '9998-broken', class: Broken }];
    return withServer(
      async (orm) => {
        await expect(migrateUp(orm)).rejects.toThrow('half_made');
        expect((await migrationStatus(orm)).done).toEqual([]);
      },
      { migrations },
    );
  });

  test('a statement timeout of the server does not end a long migration', () =>
    withServer(async (orm) => expect(await migrateUp(orm)).toEqual(['9998-slow']), {
      migrations: [{ name: '9998-slow', class: Slow }],
      statementTimeout: 1000,
    }));
});
