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

/** The same as the row of an entry carries it, its own and those of its attributes; null is open. */
export interface RowAcl {
  /** What everybody may do. */
  readonly open: Level;
  /** `<level>:<role>` for each role and each level up to its own. */
  readonly grants: readonly string[];
}

/** Those of an entry's attributes that are not open to everybody, by the id of the column. */
export type AttributeAcls = Readonly<Record<string, RowAcl>> | null;

/** Of an object for which nobody set anything else. */
export const OPEN_ACL: Acl = Object.freeze({ isPublic: true, defaultPermission: NOTHING, roles: new Map() });

/** Whether it restricts nobody. */
export function isOpen(acl: Acl): boolean {
  return acl.isPublic || acl.defaultPermission === FULL;
}

/** What has a list, and the number of its kind in REST and in the database. */
export const ACL_KINDS = { ENTITY: 1, ENTITY_ATTR: 2, ENTRY: 4, ATTRIBUTE: 8 } as const;
export type AclKind = keyof typeof ACL_KINDS;

/** One thing that was changed in a list, as its history keeps it. */
export type AclChangeItem =
  | { readonly target: 'isPublic'; readonly before: boolean; readonly after: boolean }
  | { readonly target: 'defaultPermission'; readonly before: Level; readonly after: Level }
  | {
      readonly target: 'role';
      readonly role: number;
      readonly name: string;
      readonly before: Level;
      readonly after: Level;
    };
