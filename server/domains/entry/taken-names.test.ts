import { expect, test } from '@jest/globals';
import type { Problem } from '../../errors.ts';
import { TakenNames } from './taken-names.ts';

test('a name that is taken is refused without a word about who has it', () => {
  const problems: Problem[] = [];
  const names = new TakenNames({ rack: 7 });
  names.claim('Rack', 7, ['name'], problems);
  names.claim('RACK', 20, ['entries', '0', 'name'], problems);
  names.claim('cable', 21, ['entries', '1', 'name'], problems);
  names.claim('Cable', 22, ['entries', '2', 'name'], problems);
  expect(problems.map(({ message, path }) => `${path.join('.')}: ${message}`)).toEqual([
    'entries.0.name: Another entry of this entity has the name "RACK"',
    'entries.2.name: Another one of these entries has the name "Cable"',
  ]);
});
