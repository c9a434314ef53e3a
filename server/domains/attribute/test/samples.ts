/** A column and names for the tests of attribute types. */
import type { ColumnOptions, NameLookup, Parsed, StoredValue } from '../attribute-type.ts';

export const column: ColumnOptions = {
  choices: [
    { value: '7c1f0a', label: 'prod' },
    { value: '91be22', label: 'dev' },
    { value: 'Test', label: 'テスト' },
  ],
  timeZone: 'Asia/Tokyo',
};

/** Even ids exist. */
export const names: NameLookup = {
  entry: (id) => (id % 2 === 0 ? `entry ${id}` : null),
  group: (id) => (id % 2 === 0 ? `group ${id}` : null),
  role: (id) => (id % 2 === 0 ? `role ${id}` : null),
};

export function valueOf(parsed: Parsed): StoredValue {
  if ('value' in parsed) return parsed.value;
  throw new Error(parsed.problems.map((problem) => problem.message).join('; '));
}
