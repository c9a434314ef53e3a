import type { EntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../../context.ts';
import { NOTIFY_AT_COMMIT, query, type Change } from '../../db/index.ts';
import type { GuardedEvent } from '../../graphql/index.ts';
import { canReadEntity } from '../access/index.ts';
import { ALL_PARTS } from './entry-row.ts';
import { entryLoader } from './entry.loader.ts';

/** The channel on which processes tell each other which entries changed. */
export const ENTRY_CHANGED = 'pagoda_entry_changed';

export type EntryChangeKind = Change['kind'] | 'RESYNC';

/** A wake-up: rows are the truth. `id` is null when too much changed to name, or when something may have been missed. */
export interface EntryChangeEvent extends GuardedEvent {
  readonly kind: EntryChangeKind;
  readonly id: number | null;
  /** Null when any entity may be concerned. */
  readonly entityId: number | null;
  readonly time: Date;
}

/** PostgreSQL takes less than 8,000 bytes. */
const MAX_PAYLOAD_BYTES = 7_900;

type Told = readonly [kind: EntryChangeKind, id: number | null, entityId: number | null, time: number];

/** Tells all processes of a transaction's changes, in one NOTIFY that leaves with its COMMIT. */
export async function notifyEntryChanges(em: EntityManager, changes: readonly Change[]): Promise<void> {
  const entries = changes.filter(({ noun }) => noun === 'entry');
  if (entries.length === 0) return;
  await query(em, NOTIFY_AT_COMMIT, [ENTRY_CHANGED, toPayload(entries)]);
}

function toPayload(changes: readonly Change[]): string {
  const told = changes.map(({ kind, id, entityId, time }): Told => [kind, id, entityId, time.getTime()]);
  const payload = JSON.stringify(told);
  if (payload.length <= MAX_PAYLOAD_BYTES) return payload;
  const time = told[0]?.[3] ?? Date.now();
  const entityIds = new Set(changes.map(({ entityId }) => entityId));
  const perEntity = JSON.stringify([...entityIds].map((entityId): Told => ['RESYNC', null, entityId, time]));
  return perEntity.length <= MAX_PAYLOAD_BYTES
    ? perEntity
    : JSON.stringify([['RESYNC', null, null, time] satisfies Told]);
}

export function fromPayload(payload: string): EntryChangeEvent[] {
  const told = JSON.parse(payload) as readonly Told[];
  return told.map(([kind, id, entityId, time]) => entryChangeEvent({ kind, id, entityId, time: new Date(time) }));
}

export function entryChangeEvent(told: Omit<EntryChangeEvent, 'isVisibleTo'>): EntryChangeEvent {
  return { ...told, isVisibleTo: (ctx) => isVisible(ctx, told) };
}

/** Whoever may not see the entry does not hear that anything happened to it. */
async function isVisible(ctx: Context, { id, entityId }: Pick<EntryChangeEvent, 'id' | 'entityId'>): Promise<boolean> {
  const entity = entityId === null ? null : ctx.catalog.findEntity(entityId);
  if (entity && !canReadEntity(ctx, entity)) return false;
  // With all parts: the answer is read from what is loaded here.
  return id === null || (await entryLoader(ctx).load(id, ALL_PARTS)) !== null;
}
