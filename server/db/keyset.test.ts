import { describe, expect, test } from '@jest/globals';
import { makeTestDatabase } from '../test/database.ts';
import { betweenCursors, encodeCursor, type CursorValue, type OrderKey } from './keyset.ts';
import { query } from './query.ts';
import { sql } from './sql.ts';

const { orm } = await makeTestDatabase();

const keyOf = (type: OrderKey['type']): OrderKey => ({
  name: type,
  expression: sql`null::${type === 'text' ? sql`text` : type === 'timestamptz' ? sql`timestamptz` : sql`numeric`}`,
  isDescending: false,
  isNullable: false,
  type,
});

/** What a list makes of a cursor with this value. */
function read(type: OrderKey['type'], value: CursorValue): Promise<unknown> {
  const keys = [keyOf(type)];
  const page = { limit: 1, isBackward: false, after: encodeCursor(keys, [value]), before: null };
  return query(orm.em.fork(), sql`select where ${betweenCursors(keys, page)}`);
}

describe('a cursor of a time', () => {
  test.each(['0001-01-01T00:00:00.000Z', '2026-02-28T23:59:59.999Z', '9999-12-31T23:59:59.999Z'])(
    '%s is one that PostgreSQL reads',
    async (time) => {
      expect(await read('timestamptz', time)).toEqual([]);
    },
  );

  test.each([
    '0000-01-01T00:00:00.000Z',
    '2026-02-30T00:00:00.000Z',
    '2026-13-01T00:00:00.000Z',
    '2026-03-01T24:00:00.000Z',
    '+010000-01-01T00:00:00.000Z',
    '-000001-01-01T00:00:00.000Z',
    '2026-03-01T00:00:00Z',
    '2026-03-01',
    'infinity',
    'now',
    '',
  ])('%s is forged', (time) => {
    expect(() => read('timestamptz', time)).toThrow(/no cursor of this list/);
  });
});

describe('a cursor of a text', () => {
  test('may hold anything that PostgreSQL does', async () => {
    expect(await read('text', `'; drop table entry; -- %_\\ 😀`)).toEqual([]);
  });

  test.each(['a\0', '\ud800', 5, null, true])('%j is forged', (text) => {
    expect(() => read('text', text)).toThrow(/no cursor of this list/);
  });
});
