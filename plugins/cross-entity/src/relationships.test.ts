import { expect, test } from '@jest/globals';
import { idsIn, idsOfParts } from './relationships.ts';

test.each([
  [7, [7]],
  [
    [7, 8],
    [7, 8],
  ],
  [{ name: 'a', id: 7 }, [7]],
  [
    [
      { name: 'a', id: 7 },
      { name: 'b', id: null },
    ],
    [7],
  ],
  [null, []],
  ['7', []],
  [undefined, []],
])('the value %j refers to %j', (value, ids) => {
  expect(idsIn(value)).toEqual(ids);
});

test('configurations are part of a service, environments are not', () => {
  expect(idsOfParts({ configurations: [7, 8, 7], environments: [9], owner: 10 })).toEqual([7, 8]);
});
