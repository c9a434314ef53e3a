/**
 * Who may do what, said a second time: slowly, in the order in which the model is described, and without anything of the server.
 * The server is compared with this.
 */

export const NOTHING = 1;
export const READABLE = 2;
export const WRITABLE = 4;
export const FULL = 8;

export interface PlainUser {
  readonly id: number;
  readonly username: string;
  readonly token: string;
  readonly isSuperuser: boolean;
  readonly isReadonly: boolean;
  readonly isActive: boolean;
}

export interface PlainGroup {
  readonly id: number;
  readonly name: string;
  readonly isActive: boolean;
  readonly parent: PlainGroup | null;
  readonly members: readonly PlainUser[];
}

export interface PlainRole {
  readonly id: number;
  readonly name: string;
  readonly isActive: boolean;
  readonly users: readonly PlainUser[];
  readonly groups: readonly PlainGroup[];
  readonly adminUsers: readonly PlainUser[];
  readonly adminGroups: readonly PlainGroup[];
}

export interface PlainAcl {
  readonly isPublic: boolean;
  readonly defaultPermission: number;
  readonly grants: readonly { readonly role: PlainRole; readonly level: number }[];
}

export const PUBLIC: PlainAcl = { isPublic: true, defaultPermission: NOTHING, grants: [] };

/** An entity, an entity attribute, an entry or an attribute. */
export interface Guarded {
  acl: PlainAcl;
  /** What it inherits from: none for an entity, both its column and its entry for an attribute. */
  readonly parents: readonly Guarded[];
}

export interface Society {
  readonly users: readonly PlainUser[];
  readonly groups: readonly PlainGroup[];
  readonly roles: readonly PlainRole[];
}

/** Has the user this level on the object? */
export function allows(society: Society, user: PlainUser, level: number, object: Guarded): boolean {
  if (user.isSuperuser) return true;
  if (user.isReadonly && level > READABLE) return false;
  for (const parent of object.parents) {
    if (!allows(society, user, level, parent)) return false;
  }
  if (object.acl.isPublic) return true;
  if (level <= object.acl.defaultPermission) return true;
  for (const role of rolesOf(society, user)) {
    for (const grant of object.acl.grants) {
      if (grant.role === role && grant.level >= level) return true;
    }
  }
  return false;
}

export function highestLevel(society: Society, user: PlainUser, object: Guarded): number {
  for (const level of [FULL, WRITABLE, READABLE]) {
    if (allows(society, user, level, object)) return level;
  }
  return NOTHING;
}

/** The active roles that the user is in, as member or administrator, himself or through a group. */
export function rolesOf(society: Society, user: PlainUser): PlainRole[] {
  const groups = groupsOf(society, user);
  return society.roles.filter(
    (role) =>
      role.isActive &&
      (role.users.includes(user) ||
        role.adminUsers.includes(user) ||
        role.groups.some((group) => groups.includes(group)) ||
        role.adminGroups.some((group) => groups.includes(group))),
  );
}

/** The active groups that the user is in himself, and all that stands above these, whether active or not. */
function groupsOf(society: Society, user: PlainUser): PlainGroup[] {
  const found: PlainGroup[] = [];
  for (const group of society.groups) {
    if (!group.isActive || !group.members.includes(user)) continue;
    let above: PlainGroup | null = group;
    while (above !== null) {
      found.push(above);
      above = above.parent;
    }
  }
  return found;
}

/** Whether somebody could still change the list afterwards without a superuser's help. */
export function isControllable(society: Society, acl: PlainAcl): boolean {
  if (acl.isPublic || acl.defaultPermission === FULL) return true;
  return acl.grants.some(
    ({ role, level }) =>
      level === FULL &&
      society.users.some(
        (user) => user.isActive && (user.isSuperuser || !user.isReadonly) && rolesOf(society, user).includes(role),
      ),
  );
}
