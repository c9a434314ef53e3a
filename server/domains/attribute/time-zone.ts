const DAY = 86_400_000;
const OFFSET = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  formats.set(timeZone, format);
  return format;
}

/** How far the clocks of a zone are ahead of UTC at an instant. All numbers here are milliseconds. */
export function offsetAt(instant: number, timeZone: string): number {
  const [, sign, hours, minutes, seconds = 0] = OFFSET.exec(formatOf(timeZone).format(instant)) ?? [];
  if (sign === undefined) return 0;
  const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -size : size;
}

/**
 * The instant at which the clocks of a zone show a time, written as if it were UTC. A time that clocks show twice means
 * the first; one that they skip means as long after the change as it would have been.
 */
export function instantOf(clock: number, timeZone: string): number {
  const before = offsetAt(clock - DAY, timeZone);
  const after = offsetAt(clock + DAY, timeZone);
  const first = clock - before;
  if (before === after || offsetAt(first, timeZone) === before) return first;
  const second = clock - after;
  return offsetAt(second, timeZone) === after ? second : first;
}
