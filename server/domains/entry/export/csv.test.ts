import { expect, test } from '@jest/globals';
import { csvLine } from './csv.ts';

test('cells with commas, quotes or line breaks stand in quotes', () => {
  expect(csvLine(['plain', 'a,b', 'say "hi"', 'two\nlines', ''])).toBe('plain,"a,b","say ""hi""","two\nlines",\r\n');
});

test.each(['=1+1', '+SUM(A1)', '-cmd', '@x', '\tx', '\rx', '\nx', '＝1', '＋1', '－1', '＠x'])(
  '%j gets an apostrophe in front, so that no spreadsheet calculates it',
  (text) => {
    expect(csvLine([text]).replaceAll('"', '')).toBe(`'${text}\r\n`);
  },
);

test.each(['-5', '+5', '-0.25', '-1.5e-7', "it's", 'a=b'])('%j stays as it is', (text) => {
  expect(csvLine([text])).toBe(`${text}\r\n`);
});
