import { describe, expect, test } from '@jest/globals';
import { column, names, valueOf } from '../test/samples.ts';
import { multiSelectType, selectType } from './select.ts';

describe('SELECT', () => {
  test.each([
    [null, null],
    ['', null],
    ['7c1f0a', '7c1f0a'],
    ['Test', 'Test'],
  ])('%j is stored as %j', (input, stored) => {
    expect(valueOf(selectType.parse(input, column))).toBe(stored);
  });

  test('without choices nothing but empty is accepted', () => {
    const empty = { ...column, choices: [] };
    expect(selectType.parse('7c1f0a', empty)).toHaveProperty('problems');
    expect(valueOf(selectType.parse(null, empty))).toBeNull();
  });

  test('a value that is not offered is told with those that are, the first of many', () => {
    const offering = (count: number) => ({
      ...column,
      choices: Array.from({ length: count }, (_, index) => ({ value: `v${index}`, label: `Label ${index}` })),
    });
    const messageOf = (count: number) => {
      const parsed = selectType.parse('Label 1', offering(count));
      return 'problems' in parsed ? parsed.problems[0]?.message : undefined;
    };
    expect(messageOf(2)).toContain('is not the value of a choice of this attribute; they are "v0", "v1".');
    expect(messageOf(11)).toContain('"v8", "v9" and 1 more.');
    expect(messageOf(0)).toContain('This attribute has no choices yet.');
  });

  test('it shows with its label, and with its value once the choice is gone', () => {
    expect(selectType.render('91be22', column)).toEqual({
      __typename: 'SelectValue',
      option: { value: '91be22', label: 'dev' },
    });
    expect(selectType.render('gone', column)).toEqual({
      __typename: 'SelectValue',
      option: { value: 'gone', label: 'gone' },
    });
    expect(selectType.render(null, column)).toBeNull();
    expect(selectType.toText('91be22', column, names)).toBe('dev');
    expect(selectType.toText('gone', column, names)).toBe('gone');
    expect(selectType.toText(null, column, names)).toBe('');
  });

  test('search sees the value as it is, letter case included', () => {
    expect(selectType.searchTexts('Test')).toEqual(['Test']);
    expect(selectType.searchTexts(null)).toEqual([]);
  });

  test('it is empty when nothing is chosen and changes with the value', () => {
    expect(selectType.isEmpty(null)).toBe(true);
    expect(selectType.isEmpty('Test')).toBe(false);
    expect(selectType.isChanged(undefined, null)).toBe(false);
    expect(selectType.isChanged(undefined, 'Test')).toBe(true);
    expect(selectType.isChanged('Test', 'Test')).toBe(false);
    expect(selectType.isChanged('Test', null)).toBe(true);
  });
});

describe('MULTI_SELECT', () => {
  test.each([
    [[], []],
    [
      ['Test', '7c1f0a'],
      ['Test', '7c1f0a'],
    ],
    [
      ['Test', '', 'Test', '7c1f0a', ''],
      ['Test', '7c1f0a'],
    ],
    [[''], []],
  ])('%j is stored as %j', (input, stored) => {
    expect(valueOf(multiSelectType.parse(input, column))).toEqual(stored);
  });

  test('reordering is a change', () => {
    expect(multiSelectType.isChanged(['Test', '7c1f0a'], ['7c1f0a', 'Test'])).toBe(true);
    expect(multiSelectType.isChanged(['Test', '7c1f0a'], ['Test', '7c1f0a'])).toBe(false);
    expect(multiSelectType.isChanged(undefined, [])).toBe(false);
    expect(multiSelectType.isChanged(undefined, ['Test'])).toBe(true);
    expect(multiSelectType.isChanged(['Test'], [])).toBe(true);
  });

  test('it shows every choice in stored order', () => {
    expect(multiSelectType.render(['Test', 'gone'], column)).toEqual({
      __typename: 'SelectListValue',
      options: [
        { value: 'Test', label: 'テスト' },
        { value: 'gone', label: 'gone' },
      ],
    });
    expect(multiSelectType.toText(['Test', '7c1f0a'], column, names)).toBe('テスト, prod');
    expect(multiSelectType.searchTexts(['Test', '7c1f0a'])).toEqual(['Test', '7c1f0a']);
    expect(multiSelectType.isEmpty([])).toBe(true);
    expect(multiSelectType.isEmpty(['Test'])).toBe(false);
  });
});
