import { offsetAt } from './time-zone.ts';

/** The name that a deleted object takes so that its own becomes free. Restoring never reads it: the original is kept. */
export function deletedName(name: string, time: Date, timeZone: string): string {
  const clock = new Date(time.getTime() + offsetAt(time.getTime(), timeZone)).toISOString();
  const [date = '', rest = ''] = clock.split('T');
  return `${name}_deleted_${date.replaceAll('-', '')}_${rest.slice(0, 8).replaceAll(':', '')}`;
}
