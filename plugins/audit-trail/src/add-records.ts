import { topic, type PluginContext } from 'pagoda-plugin-sdk';
import type { AuditRecord, NewRecord } from './record.ts';
import { insertRecords } from './record.store.ts';

/** A record on its way to subscribers: JSON has no dates. */
export type ToldRecord = Omit<AuditRecord, 'time'> & { readonly time: string };

export const recorded = topic<readonly ToldRecord[]>('recorded');

/** Far below the megabyte that a payload may have, however long names are. */
const TOLD_AT_ONCE = 100;

/** Stores what is not stored yet, and tells subscribers of that: both or neither. */
export function addRecords(
  ctx: Pick<PluginContext, 'sql' | 'transaction' | 'publish'>,
  records: readonly NewRecord[],
): Promise<readonly AuditRecord[]> {
  return ctx.transaction(async () => {
    const added = await insertRecords(ctx.sql, records);
    const told = added.map((record) => ({ ...record, time: record.time.toISOString() }));
    for (let from = 0; from < told.length; from += TOLD_AT_ONCE) {
      await ctx.publish(recorded, told.slice(from, from + TOLD_AT_ONCE));
    }
    return added;
  });
}
