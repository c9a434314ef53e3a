import { describe, expect, test } from '@jest/globals';
import { EMPTY_SQL, identifierSql, joinSql, rawSql, sql } from './index.ts';

describe('sql', () => {
  test('values become parameters, in the order of the text', () => {
    const statement = sql`select * from entry where id = ${7} and name = ${"'; drop table entry; --"}`;
    expect(statement.text).toBe('select * from entry where id = $1 and name = $2');
    expect(statement.values).toEqual([7, "'; drop table entry; --"]);
  });

  test('pieces nest to any depth and are numbered as a whole', () => {
    const inner = sql`b = ${'b'}`;
    const middle = sql`(a = ${'a'} or ${inner} or ${inner})`;
    const whole = sql`select ${1} where ${middle} limit ${9}`;
    expect(whole.text).toBe('select $1 where (a = $2 or b = $3 or b = $4) limit $5');
    expect(whole.values).toEqual([1, 'a', 'b', 'b', 9]);
    expect(inner.text).toBe('b = $1');
  });

  test('a list of pieces is joined', () => {
    const filters = [sql`a = ${1}`, sql`b is null`, sql`c = ${2}`];
    const joined = joinSql(filters, ' and ');
    expect([joined.text, joined.values]).toEqual(['a = $1 and b is null and c = $2', [1, 2]]);
    expect(sql`where ${joined}`.text).toBe('where a = $1 and b is null and c = $2');
    expect(joinSql([]).text).toBe('');
  });

  test('raw text and nothing at all leave no parameter', () => {
    const statement = sql`select 1${EMPTY_SQL} ${rawSql('order by 1')}`;
    expect([statement.text, statement.values]).toEqual(['select 1 order by 1', []]);
  });

  test('arrays, null, undefined and dates are values', () => {
    const time = new Date(0);
    expect(sql`${[1, 2]} ${null} ${undefined} ${time}`.values).toEqual([[1, 2], null, undefined, time]);
  });

  test('an identifier is one of ours or is refused', () => {
    expect(sql`select ${identifierSql('name_key')}`.text).toBe('select "name_key"');
    for (const name of ['a"b', 'a b', '', 'Ä', 'a;']) expect(() => identifierSql(name)).toThrow('is no name');
  });
});
