import { describe, expect, test } from '@jest/globals';
import { Rejected } from '../errors.ts';
import {
  makeNumberedPage,
  makeWindowPage,
  parseBooleanParam,
  parseNumberedWindow,
  parseOrdering,
  parseSearch,
  parseWindow,
} from './index.ts';

const query = (text: string): URLSearchParams => new URLSearchParams(text);

describe('limit and offset', () => {
  function page(search: string, count: number, most?: number): unknown {
    const url = new URL(`https://cmdb.example.com/entity/api/v2/${search}`);
    const { next, previous } = makeWindowPage({ url }, parseWindow(url.searchParams, most), count, []);
    return { next, previous };
  }
  const base = 'https://cmdb.example.com/entity/api/v2/';

  test.each([
    ['', { limit: 30, offset: 0 }],
    ['limit=2&offset=4', { limit: 2, offset: 4 }],
    ['limit=0&offset=-1', { limit: 30, offset: 0 }],
    ['limit=-5&offset=x', { limit: 30, offset: 0 }],
    ['limit=2.5&offset=1e3', { limit: 30, offset: 0 }],
    ['limit=100000', { limit: 100_000, offset: 0 }],
    ['limit=99999999999999999999', { limit: 30, offset: 0 }],
  ])('%j asks for %j', (text, expected) => {
    expect(parseWindow(query(text))).toEqual(expected);
  });

  test('a list can have a largest limit', () => {
    expect(parseWindow(query('limit=1000'), 50)).toEqual({ limit: 50, offset: 0 });
  });

  test('links are absolute and keep all other parameters', () => {
    expect(page('?search=%E6%A3%9A&limit=2', 5)).toEqual({
      next: `${base}?search=%E6%A3%9A&limit=2&offset=2`,
      previous: null,
    });
    expect(page('?limit=2&offset=2&a=1&a=2', 5)).toEqual({
      next: `${base}?limit=2&offset=4&a=1&a=2`,
      previous: `${base}?limit=2&a=1&a=2`,
    });
    expect(page('?limit=2&offset=3', 5)).toEqual({ next: null, previous: `${base}?limit=2&offset=1` });
    expect(page('?offset=500', 5)).toEqual({ next: null, previous: `${base}?offset=470&limit=30` });
    expect(page('', 30)).toEqual({ next: null, previous: null });
  });
});

describe('page numbers', () => {
  const base = 'https://cmdb.example.com/entity/api/v2/5/entries/';
  function page(search: string, count: number): unknown {
    const url = new URL(`${base}${search}`);
    const window = parseNumberedWindow(url.searchParams, count);
    return { offset: window.offset, ...makeNumberedPage({ url }, window, count, ['row']) };
  }

  test('links go to the neighbours, and the first page has no number', () => {
    expect(page('?is_active=true', 61)).toEqual({
      offset: 0,
      count: 61,
      next: `${base}?is_active=true&page=2`,
      previous: null,
      results: ['row'],
    });
    expect(page('?page=2', 61)).toMatchObject({ offset: 30, next: `${base}?page=3`, previous: base });
    expect(page('?page=last', 61)).toMatchObject({ offset: 60, next: null, previous: `${base}?page=2` });
    expect(page('', 0)).toMatchObject({ offset: 0, next: null, previous: null });
  });

  test.each(['0', '-1', '4', 'first', '1.5', '99999999999999999999'])('there is no page %s of three', (number) => {
    expect(() => page(`?page=${number}`, 61)).toThrow('Invalid page.');
  });
});

describe('search', () => {
  test.each([
    ['', []],
    ['  ,, ', []],
    ['Rack 17', ['rack', '17']],
    ['a,b, c', ['a', 'b', 'c']],
    ['"Top Of Rack" switch', ['top of rack', 'switch']],
    ['"a, b"c', ['a, b', 'c']],
    ['"unbalanced text', ['unbalanced', 'text']],
    ['ÄÖ 棚', ['äö', '棚']],
    ['""', []],
  ])('%j has the terms %j', (text, terms) => {
    expect(parseSearch(new URLSearchParams({ search: text }))).toEqual(terms);
  });

  test('a null character is refused', () => {
    expect(() => parseSearch(new URLSearchParams({ search: 'a\0b' }))).toThrow(Rejected);
  });

  test('long texts take no time', () => {
    const begin = process.cpuUsage();
    parseSearch(new URLSearchParams({ search: '"'.repeat(100_001) }));
    parseSearch(new URLSearchParams({ search: ' ,'.repeat(100_000) }));
    // Microseconds of work, however long others were at it.
    expect(process.cpuUsage(begin).user).toBeLessThan(2_000_000);
  });
});

describe('ordering', () => {
  const fallback = [{ field: 'name', direction: 'ASC' }] as const;
  test.each([
    ['', fallback],
    ['ordering=', fallback],
    ['ordering=-id', [{ field: 'id', direction: 'DESC' }]],
    [
      'ordering=note,%20-name',
      [
        { field: 'note', direction: 'ASC' },
        { field: 'name', direction: 'DESC' },
      ],
    ],
    ['ordering=password,-id', [{ field: 'id', direction: 'DESC' }]],
    ['ordering=--id,constructor', fallback],
  ])('%j gives %j', (text, expected) => {
    expect(parseOrdering(query(text), ['id', 'name', 'note'], fallback)).toEqual(expected);
  });
});

describe('a yes or no', () => {
  test.each(['y', 'Yes', 't', 'TRUE', 'on', '1'])('%s is yes', (word) => {
    expect(parseBooleanParam(query(`x=${word}`), 'x')).toBe(true);
  });
  test.each(['n', 'No', 'f', 'FALSE', 'off', '0'])('%s is no', (word) => {
    expect(parseBooleanParam(query(`x=${word}`), 'x')).toBe(false);
  });
  test('nothing is neither, and anything else is refused', () => {
    expect(parseBooleanParam(query(''), 'x')).toBeNull();
    for (const word of ['', '2', 'maybe'])
      expect(() => parseBooleanParam(query(`x=${word}`), 'x')).toThrow('Must be a valid boolean.');
  });
});
