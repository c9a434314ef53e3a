import { FULL, NOTHING, type Level } from './level.ts';

/** The access control list of one object. */
export interface Acl {
  /** Everybody may do everything, as far as what the object belongs to lets them. */
  readonly isPublic: boolean;
  /** What everybody may do while it is not public. */
  readonly defaultPermission: Level;
  /** What members of roles may do; roles that are not here may no more than everybody. */
  readonly roles: ReadonlyMap<number, Level>;
}

/** Of an object for which nobody set anything else. */
export const OPEN_ACL: Acl = Object.freeze({ isPublic: true, defaultPermission: NOTHING, roles: new Map() });

/** Whether it restricts nobody. */
export function isOpen(acl: Acl): boolean {
  return acl.isPublic || acl.defaultPermission === FULL;
}
