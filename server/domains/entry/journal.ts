import type { Context } from '../../context.ts';
import { recordChange, type Change } from '../../db/index.ts';
import { authorOf } from '../../system-actor.ts';
import { traceOf } from './entry-trace.ts';
import type { EntryRow } from './entry-row.ts';

/** Tells the journal what was written, for hooks and subscriptions after the commit. */
export function journalEntries(tx: Context, kind: Change['kind'], rows: readonly EntryRow[]): void {
  const actorId = tx.actor && authorOf(tx.actor);
  for (const row of rows) {
    const { id, entityId, updatedTime } = row;
    const time = new Date(updatedTime ?? Date.now());
    recordChange(tx.em, { noun: 'entry', kind, id, entityId, actorId, time, trace: traceOf(tx, row) });
  }
}
