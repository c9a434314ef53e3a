import type { AuditRecord } from './record.ts';

const COLUMNS = {
  id: ({ id }) => id,
  time: ({ time }) => time.toISOString(),
  action: ({ action }) => action,
  entity_id: ({ entityId }) => entityId,
  entity: ({ entityName }) => entityName,
  entry_id: ({ entryId }) => entryId,
  name: ({ name }) => name,
  user_id: ({ userId }) => userId,
  user: ({ username }) => username,
  note: ({ note }) => note,
} as const satisfies Readonly<Record<string, (record: AuditRecord) => string | number | null>>;

/** One line for each, as RFC 4180 has it. */
export function toCsv(records: readonly AuditRecord[]): string {
  const rows = records.map((record) => Object.values(COLUMNS).map((read) => cell(read(record))));
  return [Object.keys(COLUMNS), ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/** A table calculation would carry out what begins like a formula. */
function cell(value: string | number | null): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
