import type { Actor } from '../../context.ts';

/** What decides about a user who is acted on. */
export interface Subject {
  readonly id: number;
  readonly parentUserId: number | null;
  readonly isSuperuser: boolean;
}

/** A parent acts as its co-users, but never as a superuser: that would make it one. */
export function isParentOf(actor: Actor, user: Subject): boolean {
  return user.parentUserId === actor.id && !user.isSuperuser;
}

/** Who may see the e-mail address and the tokens of a user. */
export function canSeePrivate(actor: Actor | null, user: Subject): boolean {
  return actor !== null && (actor.isSuperuser || actor.id === user.id || isParentOf(actor, user));
}
