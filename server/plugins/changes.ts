import type { AfterHookName, HookPayloads, UserView } from 'pagoda-plugin-sdk';
import type { Change } from '../db/index.ts';
import type { ChangedObjects } from './changed-objects.ts';
import type { ChangeMark } from './hook-items.ts';

const HOOKS = {
  entry: {
    CREATED: 'entry.after_create',
    UPDATED: 'entry.after_update',
    DELETED: 'entry.after_delete',
    RESTORED: 'entry.after_restore',
  },
  entity: {
    CREATED: 'entity.after_create',
    UPDATED: 'entity.after_update',
    DELETED: 'entity.after_delete',
    // There is no hook for it, and no way to do it.
    RESTORED: null,
  },
} as const satisfies Record<Change['noun'], Record<Change['kind'], AfterHookName | null>>;

export function hookOf({ noun, kind }: Change): AfterHookName | null {
  return HOOKS[noun][kind];
}

/** No two changes of one object have the same time, so this names a change for good. */
export function markOf(change: Change): ChangeMark {
  return { changeId: changeIdOf(change), changeTime: change.time };
}

export function changeIdOf({ noun, id, kind, time }: Change): string {
  return `${noun}/${id}/${kind}/${time.toISOString()}`;
}

/** What handlers get as `user` when nobody was logged in. */
const SYSTEM_USER: UserView = Object.freeze({ id: 0, username: 'system', isSuperuser: true });

/** Null when the object is gone for good. */
export function payloadOf(
  change: Change,
  objects: ChangedObjects,
): HookPayloads['entry.after_create'] | HookPayloads['entity.after_create'] | null {
  const entity = objects.entities.get(change.entityId);
  if (!entity) return null;
  const user = userOf(change.actorId, objects);
  if (change.noun === 'entity') return { entityName: entity.name, user, entity };
  const entry = objects.entries.get(change.id);
  return entry ? { entityName: entity.name, entity, user, entry } : null;
}

function userOf(id: number | null, { users }: ChangedObjects): UserView {
  if (id === null) return SYSTEM_USER;
  return users.get(id) ?? { id, username: '', isSuperuser: false };
}
