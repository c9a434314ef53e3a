import { offsetAt } from './time-zone.ts';

/** An instant as REST writes those of objects: in the server's time zone, with microseconds unless they are zero. */
export function restTime(time: string | Date, timeZone: string): string {
  const instant = new Date(time).getTime();
  const ahead = Math.round(offsetAt(instant, timeZone) / MINUTE);
  const clock = new Date(instant + ahead * MINUTE).toISOString();
  return `${withoutZone(clock)}${ahead === 0 ? 'Z' : offset(ahead)}`;
}

/** An instant as REST writes the values of attributes: in UTC. */
export function restInstant(stored: string): string {
  return `${withoutZone(stored)}Z`;
}

const MINUTE = 60_000;

/** Of `2026-03-01T09:04:05.120Z`: what stands before the zone. */
function withoutZone(iso: string): string {
  const [seconds = '', milliseconds = '000'] = iso.replace('Z', '').split('.');
  return milliseconds === '000' ? seconds : `${seconds}.${milliseconds}000`;
}

function offset(ahead: number): string {
  const size = Math.abs(ahead);
  const digits = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0'));
  return `${ahead < 0 ? '-' : '+'}${digits.join(':')}`;
}
