import type { EntityView, EntryView, UserView } from 'pagoda-plugin-sdk';
import type { Change } from '../db/index.ts';

/** The objects that changes are about, by id. */
export interface ChangedObjects {
  readonly entries: ReadonlyMap<number, EntryView>;
  readonly entities: ReadonlyMap<number, EntityView>;
  readonly users: ReadonlyMap<number, UserView>;
}

/** How they are read: deleted ones included, and in one statement each. */
export interface ChangedLoaders {
  /** What is known of changes without a statement; the others are loaded. */
  recall?(changes: readonly Change[]): Promise<ChangedObjects>;
  loadEntries(ids: readonly number[]): Promise<readonly EntryView[]>;
  loadEntities(ids: readonly number[]): Promise<readonly EntityView[]>;
  loadUsers(ids: readonly number[]): Promise<readonly UserView[]>;
}

const NOTHING: ChangedObjects = { entries: new Map(), entities: new Map(), users: new Map() };

export async function loadChanged(loaders: ChangedLoaders, changes: readonly Change[]): Promise<ChangedObjects> {
  const known = (await loaders.recall?.(changes)) ?? NOTHING;
  const entryIds = changes.flatMap(({ noun, id }) => (noun === 'entry' ? id : []));
  const entityIds = changes.map(({ entityId }) => entityId);
  const userIds = changes.flatMap(({ actorId }) => actorId ?? []);
  const [entries, entities, users] = await Promise.all([
    byId(entryIds, known.entries, (ids) => loaders.loadEntries(ids)),
    byId(entityIds, known.entities, (ids) => loaders.loadEntities(ids)),
    byId(userIds, known.users, (ids) => loaders.loadUsers(ids)),
  ]);
  return { entries, entities, users };
}

async function byId<T extends { readonly id: number }>(
  ids: readonly number[],
  known: ReadonlyMap<number, T>,
  loadAll: (ids: readonly number[]) => Promise<readonly T[]>,
): Promise<ReadonlyMap<number, T>> {
  const missing = [...new Set(ids)].filter((id) => !known.has(id));
  const objects = missing.length > 0 ? await loadAll(missing) : [];
  return new Map([...known, ...objects.map((object) => [object.id, object] as const)]);
}
