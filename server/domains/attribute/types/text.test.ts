import { describe, expect, test } from '@jest/globals';
import { column, names, valueOf } from '../test/samples.ts';
import { stringType, textType } from './text.ts';

describe.each([stringType, textType])('$name', (type) => {
  test.each([
    '',
    'a',
    '  spaces stay  ',
    'two\nlines\tand a tab',
    '日本語',
    '😀',
    '__proto__',
    '%_\\',
    '\u202eright to left',
  ])('%j is stored as it is', (input) => {
    expect(valueOf(type.parse(input, column))).toBe(input);
  });

  test('65,536 bytes fit, whatever the script', () => {
    expect(type.parse('a'.repeat(65_536), column)).toHaveProperty('value');
    expect(type.parse(`${'あ'.repeat(21_845)}a`, column)).toHaveProperty('value');
    expect(type.parse('あ'.repeat(21_846), column)).toMatchObject({ problems: [{ code: 'TOO_LONG' }] });
  });

  test('only a text without characters is empty', () => {
    expect(type.isEmpty('')).toBe(true);
    expect(type.isEmpty(' ')).toBe(false);
  });

  test('an empty text changes nothing where there was no version', () => {
    expect(type.isChanged(undefined, '')).toBe(false);
    expect(type.isChanged(undefined, 'a')).toBe(true);
    expect(type.isChanged('a', 'A')).toBe(true);
    expect(type.isChanged('a', '')).toBe(true);
    expect(type.isChanged('a', 'a')).toBe(false);
  });

  test('search sees it folded and untrimmed', () => {
    expect(type.searchTexts(' ÄÖ ')).toEqual([' äö ']);
    expect(type.searchTexts('')).toEqual([]);
  });

  test('it is its own text and refers to nothing', () => {
    expect(type.toText('a', column, names)).toBe('a');
    expect(type.references('a')).toEqual([]);
  });
});

test('each has its own member of the union', () => {
  expect(stringType.render('a', column)).toEqual({ __typename: 'StringValue', string: 'a' });
  expect(textType.render('', column)).toEqual({ __typename: 'TextValue', text: '' });
  expect(textType.render(null, column)).toBeNull();
});
