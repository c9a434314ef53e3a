import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { migrateUp } from '../../db/index.ts';
import { makeTestDatabase, withEmptyDatabase } from '../../test/database.ts';
import { withClient, withOrm } from '../database.ts';
import { dumpToFile, loadFromFile, readHeader } from './index.ts';

const database = await makeTestDatabase();
const folder = mkdtempSync(path.join(tmpdir(), 'pagoda-dump-'));
const fileOf = (name: string): string => path.join(folder, name);
const migration = '0001-foundation';

const ROWS = `
  insert into "user" (id, username, username_key, created_user_id) values (2, 'zoë', 'zoë', null), (1, 'ada', 'ada', 2);
  insert into token (user_id, hash, note, expires_time) values (1, '\\x00ff7f', E'tab\\tand\\nline', '2026-01-02 03:04:05.678+09');
  insert into "group" (name, name_key, parent_id) values ('根', '根', null), ('leaf', 'leaf', 1);
  insert into entity (name, name_key) values ('"quoted" \\back', 'q');
  insert into entity_attr (entity_id, name, name_key, type, referral, default_value, choices)
    values (1, 'a', 'a', 2, '{1,2}', 'null', '[{"value":"x","label":"é😀"}]');
  insert into entry (entity_id, name, name_key, doc)
    select 1, 'entry ' || n, 'entry ' || n, jsonb_build_object('2', jsonb_build_array(n, 1e400::numeric + n, null, true, '日本'))
    from generate_series(1, 2500) n;
  insert into attribute (entry_id, entity_attr_id) select id, 2 from entry where id % 10 = 0;
  insert into attribute_value (attribute_id, type, value) select id, 2, to_jsonb(repeat('x', id)) from attribute;
  insert into entry_reference select id, 2, id + 1 from entry where id < 1000;
  insert into entry_text select 2, id, 'text' from entry where id % 7 = 0;
  insert into entry_text select 2, id, 'Ä text' from entry where id % 7 = 0;
  insert into role (name, name_key) values ('auditors', 'auditors'), ('keepers', 'keepers');
  insert into group_member (user_id, group_id) values (2, 2);
  insert into role_user (user_id, role_id, is_admin) values (1, 1, true);
  insert into role_group (group_id, role_id) values (1, 2);
  insert into acl (object_id, kind, is_public, default_permission)
    select id, 4, false, 1 from entry where id % 100 = 0
    union all select id, 8, false, 2 from attribute where entry_id % 100 = 50
    union all select 1, 1, false, 4;
  insert into acl_role (object_id, role_id, level) select object_id, 2, 8 from acl;
  insert into acl_change (object_id, user_id, changes) select object_id, 1, '[]' from acl;
  create table later_noun (a point, b interval, c double precision[], d integer generated always as identity);
  insert into later_noun (a, b, c) values ('(1,2)', '1 day 02:03:04', '{0.1,NaN,-Infinity}'), (null, null, null);
  create sequence later_sequence start 5`;

const dumpOf = (url: string, file: string) =>
  withClient(url, (client) => dumpToFile(client, fileOf(file), { migration }));
const load = (url: string, file: string) => withClient(url, (client) => loadFromFile(client, fileOf(file)));
const run = (url: string, sql: string) => withClient(url, (client) => client.query(sql));

async function withMigratedDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  return withEmptyDatabase(async (url) => {
    await withOrm(url, migrateUp);
    await run(url, ROWS.slice(ROWS.indexOf('create table later_noun')).replace(/insert into later_noun[^;]*;/, ''));
    return work(url);
  });
}

beforeAll(async () => {
  await run(database.url, ROWS);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a dump', () => {
  test('loaded into another database gives a dump that is equal to the byte', async () => {
    const summary = await dumpOf(database.url, 'one');
    expect(summary.rows).toBeGreaterThan(4500);
    await withMigratedDatabase(async (url) => {
      expect(await load(url, 'one')).toBe(summary.rows);
      expect(await dumpOf(url, 'two')).toEqual(summary);
    });
    expect(readFileSync(fileOf('one')).equals(readFileSync(fileOf('two')))).toBe(true);
  });

  test('holds tables that nobody listed', async () => {
    await dumpOf(database.url, 'all');
    const text = gunzipSync(readFileSync(fileOf('all'))).toString();
    expect(text).toContain('{"table":"later_noun","columns":["a","b","c","d"]}');
    expect(text).not.toContain('"table":"migration"');
  });

  test('holds no keys and nobody who is logged in, and goes into a database where a server ran', async () => {
    const secrets = `
      insert into server_key (name, secret) values ('root', '\\xfeedface');
      insert into login_failure (username_key, address) values ('ada', '192.0.2.1')`;
    await run(
      database.url,
      `${secrets}; insert into session (user_id, hash, expires_time) values (1, '\\xfeedface', now())`,
    );
    await dumpOf(database.url, 'secret');
    const text = gunzipSync(readFileSync(fileOf('secret'))).toString();
    for (const found of ['feedface', '192.0.2.1', 'session']) expect(text).not.toContain(found);
    await withMigratedDatabase(async (url) => {
      await run(url, secrets);
      await load(url, 'secret');
      expect((await run(url, 'select from server_key')).rowCount).toBe(1);
    });
  });

  test('restores sequences, foreign keys and triggers', async () => {
    await dumpOf(database.url, 'keys');
    await withMigratedDatabase(async (url) => {
      await load(url, 'keys');
      const { rows } = await run(
        url,
        `insert into "user" (id, username, username_key) values (default, 'new', 'new'), (99, 'new2', 'new2') returning id`,
      ).catch((error: pg.DatabaseError) => ({ rows: [{ id: error.constraint }] }));
      expect(rows).toEqual([{ id: 'user_pkey' }]);
      await expect(run(url, 'insert into token (user_id, hash) values (77, $$\\x01$$)')).rejects.toThrow('foreign key');
      expect((await run(url, `select nextval('later_sequence')`)).rows).toEqual([{ nextval: '5' }]);
      expect((await run(url, `select nextval('object_id')`)).rows).toEqual(
        (await run(database.url, `select nextval('object_id')`)).rows,
      );
    });
  });

  test('keeps who may do what, which then follows from the lists and memberships as before', async () => {
    const rights = `
      select 'entry' as of, id, acl::text, attr_acls::text as more from entry where acl is not null or attr_acls is not null
      union all select 'user', id, role_ids::text, null from "user" order by 1, 2`;
    const { rows: before } = await run(database.url, rights);
    expect(before.length).toBe(25 + 25 + 2);
    expect(before.slice(-2)).toMatchObject([{ acl: '{1}' }, { acl: '{2}' }]);
    await dumpOf(database.url, 'rights');
    await withMigratedDatabase(async (url) => {
      await load(url, 'rights');
      expect((await run(url, rights)).rows).toEqual(before);
      const epoch = 'select value::int from epoch';
      const [{ value }] = (await run(url, epoch)).rows;
      await run(url, 'delete from acl_role; delete from acl; delete from role_group');
      expect((await run(url, rights)).rows).toMatchObject([{ acl: '{1}' }, { acl: '{}' }]);
      expect((await run(url, epoch)).rows).toEqual([{ value: value + 2 }]);
    });
  });

  test('is of one moment, whatever is written meanwhile', async () => {
    await run(database.url, 'create table zz_last (n integer)');
    const writes: Promise<unknown>[] = [];
    const summary = await withClient(database.url, (client) =>
      dumpToFile(client, fileOf('snapshot'), {
        migration,
        onProgress: () => void writes.push(run(database.url, 'insert into zz_last values (1)')),
      }),
    );
    const text = gunzipSync(readFileSync(fileOf('snapshot'))).toString();
    expect(text).toContain(`{"table":"zz_last","columns":["n"]}\n{"sequences"`);
    expect(text).toContain(`{"end":{"rows":${summary.rows}}}\n`);
    await Promise.all(writes);
    await run(database.url, 'drop table zz_last');
  });

  test('is for its owner alone and leaves no draft behind', async () => {
    await dumpOf(database.url, 'mode');
    expect(statSync(fileOf('mode')).mode & 0o777).toBe(0o600);
    expect(() => statSync(fileOf('mode.part'))).toThrow('ENOENT');
  });

  test('into a directory that does not exist says so', async () => {
    await expect(dumpOf(database.url, 'nowhere/new')).rejects.toThrow(`There is no directory ${fileOf('nowhere')}.`);
  });

  test('that fails halfway leaves neither file', async () => {
    const onProgress = (): void => {
      throw new Error('enough');
    };
    await expect(
      withClient(database.url, (client) => dumpToFile(client, fileOf('failed'), { migration, onProgress })),
    ).rejects.toThrow('enough');
    expect(() => statSync(fileOf('failed'))).toThrow('ENOENT');
    expect(() => statSync(fileOf('failed.part'))).toThrow('ENOENT');
  });
});

describe('loading', () => {
  const text = () => gunzipSync(readFileSync(fileOf('one'))).toString();
  const write = (name: string, content: string) => writeFileSync(fileOf(name), gzipSync(content));

  test('refuses a database with rows and names the table', async () => {
    await expect(load(database.url, 'one')).rejects.toThrow('The database is not empty: the table acl has rows.');
  });

  test.each([
    ['a file that is missing', 'nowhere', 'There is no file'],
    ['a file that is no dump', 'text', 'is no dump'],
    ['another gzip file', 'other', 'is no Pagoda dump'],
    ['an empty one', 'empty', 'is no Pagoda dump'],
    ['a dump of the future', 'future', 'a dump of format 99; this Pagoda reads format 1'],
  ])('refuses %s', async (_, name, message) => {
    writeFileSync(fileOf('text'), 'hello');
    write('other', 'hello\n');
    write('empty', '');
    write('future', '{"pagoda":"dump","format":99,"migration":"x"}\n');
    await expect(readHeader(fileOf(name))).rejects.toThrow(message);
  });

  test.each([
    ['cut off in the middle', 'cut', 'its end is missing'],
    ['without its last lines', 'short', 'its last line is missing'],
    ['with a row too few', 'fewer', 'its last line is missing'],
    ['with an unknown table', 'table', 'a table nowhere that this database does not have'],
    ['with an unknown column', 'column', 'a column nothing of attribute that this database does not have'],
    ['with a line of another kind', 'kind', 'a line that cannot be understood: what?'],
    ['with a reference to nothing', 'dangling', 'foreign key'],
  ])('of a dump %s leaves the database empty', async (_, name, message) => {
    const whole = readFileSync(fileOf('one'));
    writeFileSync(fileOf('cut'), whole.subarray(0, whole.length - 2000));
    write('short', text().slice(0, text().indexOf('{"sequences"')));
    write('fewer', text().replace(/\n\["1", "ada".*/, ''));
    write('table', text().replace('"table":"attribute"', '"table":"nowhere"'));
    write('column', text().replace('"entity_attr_id"', '"nothing"'));
    write('kind', text().replace('{"sequences"', 'what?\n{"sequences"'));
    write('dangling', text().replace('\n["1", "ada"', '\n["3", "ada"'));
    await withMigratedDatabase(async (url) => {
      await expect(load(url, name)).rejects.toThrow(message);
      expect((await run(url, 'select from "user" union all select from entry')).rowCount).toBe(0);
      await load(url, 'one');
    });
  });

  test('reads what the header says', async () => {
    expect(await readHeader(fileOf('one'))).toEqual({ pagoda: 'dump', format: 1, migration });
  });
});
