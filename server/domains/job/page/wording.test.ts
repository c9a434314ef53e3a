import { describe, expect, test } from '@jest/globals';

interface Wording {
  durationOf(milliseconds: number): string;
  leftOf(milliseconds: number | null): string;
  amountOf(progress: { readonly done: number; readonly total: number | null }): string;
  nameOf(job: {
    readonly id: string;
    readonly operationName: string;
    readonly target: { readonly name: string } | null;
  }): string;
}

// A file of the browser, which TypeScript knows nothing of.
const { amountOf, durationOf, leftOf, nameOf } = (await import(
  new URL('assets/wording.js', import.meta.url).href
)) as Wording;

describe('the page says', () => {
  test.each([
    [-5, '0 s'],
    [59_999, '59 s'],
    [125_000, '2 min 5 s'],
    [3_780_000, '1 h 3 min'],
    [90_000_000, '1 d 1 h'],
  ])('that %d ms are %s', (milliseconds, text) => expect(durationOf(milliseconds)).toBe(text));

  test.each([
    [null, 'not known'],
    [1, 'a few seconds'],
    [32_000, 'about 40 s'],
    [61_000, 'about 2 min'],
    [4_000_000, 'about 1 h 10 min'],
  ])('with %d ms left: %s', (milliseconds, text) => expect(leftOf(milliseconds)).toBe(text));

  test('how much is done, without a share where there is no whole', () => {
    expect(amountOf({ done: 40, total: 90 })).toBe('40 of 90 (44 %)');
    expect(amountOf({ done: 7, total: null })).toBe('7 done');
    expect(amountOf({ done: 0, total: 0 })).toBe('0 of 0');
    expect(amountOf({ done: 12, total: 10 })).toBe('12 of 10 (100 %)');
  });

  test('names of operations of the core as words, those of plugins as they are', () => {
    expect(nameOf({ id: '7', operationName: 'EXPORT_ENTRY_V2', target: { name: 'Server' } })).toBe(
      'Export entry v2 of Server #7',
    );
    expect(nameOf({ id: '8', operationName: 'my-plugin/task_a', target: null })).toBe('my-plugin/task_a #8');
  });
});
