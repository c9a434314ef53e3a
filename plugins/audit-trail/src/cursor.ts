import { ValidationError } from 'pagoda-plugin-sdk';
import type { AuditRecord } from './record.ts';

/** A place in the list. It stays when records come and go. */
export type Cursor = Pick<AuditRecord, 'time' | 'id'>;

export function cursorOf({ time, id }: Cursor): string {
  return Buffer.from(`${time.toISOString()} ${id}`).toString('base64url');
}

/** Throws `ValidationError` for what `cursorOf` did not make. */
export function parseCursor(text: string): Cursor {
  const [, instant = '', id = ''] = /^(\S+Z) (\d{1,15})$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  const time = new Date(instant);
  if (Number.isNaN(time.getTime())) throw new ValidationError('after is no cursor of this list', ['after']);
  return { time, id: Number(id) };
}
