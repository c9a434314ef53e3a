import type { PluginContext } from 'pagoda-plugin-sdk';
import { Entity, Entry } from 'pagoda-plugin-sdk/models';
import type { AuditRecord } from './record.ts';

type Seen = Pick<AuditRecord, 'entityId' | 'entryId'>;

/**
 * The records that the actor may see: superusers all, others those of entries and entities that are there and that they may read now.
 * Models see what the actor may see, so this asks them.
 */
export async function visibleTo<R extends Seen>(
  { actor }: Pick<PluginContext, 'actor'>,
  records: readonly R[],
): Promise<readonly R[]> {
  if (actor?.isSuperuser || records.length === 0) return records;
  if (!actor) return [];
  const entryIds = distinct(records.flatMap(({ entryId }) => entryId ?? []));
  const entityIds = distinct(records.flatMap(({ entryId, entityId }) => (entryId === null ? entityId : [])));
  const entries = entryIds.length > 0 ? await Entry.objects.filter({ id: { in: entryIds }, isActive: true }) : [];
  const entities = entityIds.length > 0 ? await Entity.objects.filter({ id: { in: entityIds }, isActive: true }) : [];
  const [seenEntries, seenEntities] = [idsOf(entries), idsOf(entities)];
  return records.filter(({ entryId, entityId }) =>
    entryId === null ? seenEntities.has(entityId) : seenEntries.has(entryId),
  );
}

/** The entities of which an actor can see records at all; null for no limit. */
export async function visibleEntities({ actor }: Pick<PluginContext, 'actor'>): Promise<readonly number[] | null> {
  if (actor?.isSuperuser) return null;
  return actor ? [...idsOf(await Entity.objects.filter({ isActive: true }))] : [];
}

function distinct(ids: readonly number[]): readonly number[] {
  return [...new Set(ids)];
}

function idsOf(objects: readonly { readonly id: number }[]): ReadonlySet<number> {
  return new Set(objects.map(({ id }) => id));
}
