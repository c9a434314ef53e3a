import type { AttributeType, Parsed, StoredValue } from '../attribute-type.ts';
import { findDate } from '../calendar.ts';
import { foldText } from '../name-key.ts';
import { accepted, refused, show } from '../parsed.ts';
import { instantOf } from '../time-zone.ts';

const DATE = String.raw`(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})`;
const TIME = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d+))?)?`;
const OFFSET = String.raw`(?<utc>[Zz])|(?<sign>[+-])(?<ahead>\d{2})(?::?(?<aheadMinutes>\d{2}))?`;
const FORM = new RegExp(`^${DATE}(?:[Tt ]${TIME}(?:${OFFSET})?)?$`);

const FIRST = Date.parse('0001-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');
const MINUTE = 60_000;

type Parts = Readonly<Record<string, string | undefined>>;

function parseDateTime(input: unknown, timeZone: string): Parsed {
  if (input === null || input === '') return accepted(null);
  const parts: Parts | undefined = typeof input === 'string' ? FORM.exec(input)?.groups : undefined;
  if (!parts) return refused(`Expected a time such as 2026-03-01T09:04:05+09:00, got ${show(input)}.`);
  const clock = findClock(parts);
  const offset = findOffset(parts);
  if (clock === null || offset === null) return refused(`There is no time ${show(input)}.`);
  const instant = offset === 'of the zone' ? instantOf(clock, timeZone) : clock - offset;
  if (instant < FIRST || instant > LAST) return refused(`${show(input)} is outside of the years 1 to 9999 in UTC.`);
  return accepted(new Date(instant).toISOString());
}

/** What the clock shows, as if it were UTC; fractions of milliseconds are cut off. */
function findClock({ year, month, day, hour = '0', minute = '0', second = '0', fraction = '' }: Parts): number | null {
  const date = findDate(year, month, day);
  if (date === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const minutes = Number(hour) * 60 + Number(minute);
  return Date.parse(`${date}T00:00:00.000Z`) + minutes * MINUTE + Number(second) * 1000 + milliseconds;
}

function findOffset({ utc, sign, ahead, aheadMinutes = '0' }: Parts): number | 'of the zone' | null {
  if (utc !== undefined) return 0;
  if (sign === undefined) return 'of the zone';
  if (Number(ahead) > 23 || Number(aheadMinutes) > 59) return null;
  const size = (Number(ahead) * 60 + Number(aheadMinutes)) * MINUTE;
  return sign === '-' ? -size : size;
}

function read(value: StoredValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** An instant, stored as ISO 8601 in UTC with milliseconds, so that equal instants are equal texts and texts sort. */
export const dateTimeType: AttributeType = {
  name: 'DATETIME',
  code: 128,
  isCreatable: true,
  isArray: false,
  refersTo: null,
  hasChoices: false,
  emptyValue: null,
  defaultValue: null,
  order: 'text',
  operators: ['eq', 'in', 'isEmpty', 'contains', 'startsWith', 'before', 'after'],
  parse: (input, { timeZone }) => parseDateTime(input, timeZone),
  isEmpty: (value) => read(value) === null,
  isChanged: (previous, next) => read(previous) !== read(next),
  references: () => [],
  searchTexts: (value) => (read(value) === null ? [] : [foldText(String(value))]),
  render: (value) => {
    const dateTime = read(value);
    return dateTime === null ? null : { __typename: 'DateTimeValue', dateTime };
  },
  toText: (value) => read(value) ?? '',
};
