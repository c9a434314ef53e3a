import type { Actor } from '../../context.ts';
import type { Standing } from './role.loader.ts';

/** Names are for everybody; who is in a role and what it is for are not. */
export function canSeeRole(actor: Actor | null, standing: Standing | null): boolean {
  return actor !== null && (actor.isSuperuser || (standing?.belongs ?? false));
}

export function canEditRole(actor: Actor | null, standing: Standing | null): boolean {
  return actor !== null && (actor.isSuperuser || (!actor.isReadonly && (standing?.administers ?? false)));
}
