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
  loadEntries(ids: readonly number[]): Promise<readonly EntryView[]>;
  loadEntities(ids: readonly number[]): Promise<readonly EntityView[]>;
  loadUsers(ids: readonly number[]): Promise<readonly UserView[]>;
}

export async function loadChanged(loaders: ChangedLoaders, changes: readonly Change[]): Promise<ChangedObjects> {
  const entryIds = changes.flatMap(({ noun, id }) => (noun === 'entry' ? id : []));
  const userIds = changes.flatMap(({ actorId }) => actorId ?? []);
  const [entries, entities, users] = await Promise.all([
    byId(entryIds, (ids) => loaders.loadEntries(ids)),
    byId(
      changes.map(({ entityId }) => entityId),
      (ids) => loaders.loadEntities(ids),
    ),
    byId(userIds, (ids) => loaders.loadUsers(ids)),
  ]);
  return { entries, entities, users };
}

async function byId<T extends { readonly id: number }>(
  ids: readonly number[],
  loadAll: (ids: readonly number[]) => Promise<readonly T[]>,
): Promise<ReadonlyMap<number, T>> {
  const distinct = [...new Set(ids)];
  const objects = distinct.length > 0 ? await loadAll(distinct) : [];
  return new Map(objects.map((object) => [object.id, object]));
}
