import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { strangersWritingTables, tablesIn, tablesWrittenIn } from './table-writers.ts';

const server = path.resolve(import.meta.dirname, '../server');
const migrations = globSync('db/migrations/[0-9]*.ts', { cwd: server });
const tables = tablesIn(migrations.map((file) => readFileSync(path.join(server, file), 'utf8')).join('\n'));

test('only stores write tables', () => {
  expect([...tables]).toEqual(expect.arrayContaining(['entry', 'attribute_value', 'user']));
  expect(strangersWritingTables(server, tables)).toEqual([]);
});

describe('a statement that writes is seen', () => {
  test.each([
    ['insert into entry (id) values (1)', 'entry'],
    ['INSERT INTO\n      "user" select 1', 'user'],
    ['update entry e set name = $1', 'entry'],
    ['update only entry as e set name = $1', 'entry'],
    ['delete from entry_text using unnest($1)', 'entry_text'],
    ['delete from entry_text', 'entry_text'],
    ['truncate table attribute_value', 'attribute_value'],
    ['copy entry (id) from stdin', 'entry'],
  ])('%s', (statement, table) => {
    expect(tablesWrittenIn(`await query(em, \`${statement}\`);`, tables)).toEqual([table]);
  });

  test.each([
    'select name from entry',
    'for update of entry',
    'update entry names in the cache',
    '// copy entry by entry',
  ])('and no other text is: %s', (text) => {
    expect(tablesWrittenIn(text, tables)).toEqual([]);
  });
});
