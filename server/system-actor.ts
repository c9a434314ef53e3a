import type { Actor } from './context.ts';

/** Acts where nobody does: for what hooks are told after a commit, and for plugins with all rights where nobody is logged in. */
export const SYSTEM: Actor = { id: 0, username: 'system', isSuperuser: true, isReadonly: false, roleIds: [] };

/** Who stands in rows as their author; null when nobody was logged in. */
export function authorOf({ id }: Pick<Actor, 'id'>): number | null {
  return id === SYSTEM.id ? null : id;
}
