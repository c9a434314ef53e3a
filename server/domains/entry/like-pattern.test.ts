import { describe, expect, test } from '@jest/globals';
import { makeTestWorld } from '../../test/context.ts';
import { query, sql } from '../../db/index.ts';
import { contains, startsWith } from './like-pattern.ts';

const world = await makeTestWorld();

const TEXTS = ['disk 7 replaced', '100 % full', 'a_b\\c', 'ディスク7を交換、作業票20006。', '交換', 'ab', ''];

async function found(match: typeof contains, text: string): Promise<string[]> {
  const condition = match(sql`t.text`, text);
  const em = world.orm.em.fork();
  const rows = await query<{ text: string }>(
    em,
    sql`select t.text from unnest(${TEXTS}::text[]) t (text) where ${condition}`,
  );
  return rows.map((row) => row.text);
}

describe('a text that is looked for', () => {
  test.each([
    'replaced',
    'disk',
    '7',
    '%',
    ' % ',
    '_',
    'a_b',
    '\\c',
    '交換',
    '交',
    'を交換',
    '作業票',
    'ab',
    '',
    'zzz',
  ])('is found where it stands: %j', async (text) => {
    expect(await found(contains, text)).toEqual(TEXTS.filter((one) => one.includes(text)));
    expect(await found(startsWith, text)).toEqual(TEXTS.filter((one) => one.startsWith(text)));
  });
});

describe('the trigram index', () => {
  const indexed = 't.text like $1';
  const kept = "t.text || '' like $1";

  test.each([
    ['replaced', indexed],
    ['作業票', indexed],
    ['20006。', indexed],
    ['交換', kept],
    ['ab', kept],
    ['a-b-c', kept],
    ['', kept],
  ])('is used for parts only if they have three letters in a row: %j', (text, expected) => {
    expect(contains(sql`t.text`, text).text).toBe(expected);
  });

  test.each([
    ['a', indexed],
    ['交換', indexed],
    ['#', kept],
    ['', kept],
  ])('is used for beginnings with a letter: %j', (text, expected) => {
    expect(startsWith(sql`t.text`, text).text).toBe(expected);
  });
});
