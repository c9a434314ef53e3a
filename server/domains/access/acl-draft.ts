import type { Actor, Context } from '../../context.ts';
import { problem, type Problem } from '../../errors.ts';
import { parseId } from '../../parse-id.ts';
import { findRoles, type NamedRole } from './acl.store.ts';
import { isOpen, type Acl, type AclChangeItem } from './acl.ts';
import { FULL, LEVELS, NOTHING, type Level, type LevelName } from './level.ts';
import { isAnyStaffed } from './staffed-roles.ts';

/** What inputs say of an access control list; what is missing stays. */
export interface AclInput {
  readonly isPublic?: boolean | null;
  readonly defaultPermission?: LevelName | null;
  readonly roles?: readonly AclRoleInput[] | null;
}

export interface AclRoleInput {
  readonly role: string;
  readonly permission: LevelName;
}

export interface AclDraft {
  readonly acl: Acl;
  /** Empty when the input says what is there already. */
  readonly changes: readonly AclChangeItem[];
}

type Path = readonly (string | number)[];

const MAX_ROLES = 1_000;

/** The list as it is to be, in a transaction that has locked the rights: the roles stay as they are until it ends. */
export async function draftAcl(
  tx: Context,
  actor: Actor,
  before: Acl,
  input: AclInput,
  path: Path,
  problems: Problem[],
): Promise<AclDraft> {
  const grants = input.roles ?? [];
  if (grants.length > MAX_ROLES) {
    problems.push(problem('TOO_MANY', `At most ${MAX_ROLES} roles can be given at once`, [...path, 'roles']));
    return { acl: before, changes: [] };
  }
  const named = grants.map(({ role }) => parseId(role));
  const known = await findRoles(tx.em, [...before.roles.keys(), ...named.filter((id) => id !== null)]);
  problems.push(...problemsOfRoles(actor, grants, named, known, [...path, 'roles']));

  const roles = new Map(before.roles);
  for (const [index, { permission }] of grants.entries()) {
    const id = named[index];
    if (typeof id !== 'number') continue;
    if (LEVELS[permission] === NOTHING) roles.delete(id);
    else roles.set(id, LEVELS[permission]);
  }
  const acl: Acl = {
    isPublic: input.isPublic ?? before.isPublic,
    defaultPermission: input.defaultPermission ? LEVELS[input.defaultPermission] : before.defaultPermission,
    roles,
  };
  return { acl, changes: changesBetween(before, acl, known) };
}

/** Whether somebody but superusers may change the list. */
export async function isControllable(tx: Context, acl: Acl): Promise<boolean> {
  if (isOpen(acl)) return true;
  const full = [...acl.roles].filter(([, level]) => level === FULL).map(([id]) => id);
  return full.length > 0 && (await isAnyStaffed(tx.em, full));
}

/** Roles that do not exist, were deleted or are not the caller's look the same. */
function problemsOfRoles(
  actor: Actor,
  grants: readonly AclRoleInput[],
  named: readonly (number | null)[],
  known: ReadonlyMap<number, NamedRole>,
  path: Path,
): Problem[] {
  const seen = new Set<number>();
  return grants.flatMap(({ role }, index) => {
    const place = [...path, index, 'role'];
    const id = named[index] ?? null;
    const isThere = id !== null && known.get(id)?.isActive && (actor.isSuperuser || actor.roleIds.includes(id));
    if (!isThere) return [problem('NOT_FOUND', `There is no role with id ${role}`, place)];
    if (seen.has(id)) return [problem('DUPLICATE', `Role ${role} is given twice`, place)];
    seen.add(id);
    return [];
  });
}

function changesBetween(before: Acl, after: Acl, known: ReadonlyMap<number, NamedRole>): AclChangeItem[] {
  const changes: AclChangeItem[] = [];
  if (before.isPublic !== after.isPublic) {
    changes.push({ target: 'isPublic', before: before.isPublic, after: after.isPublic });
  }
  if (before.defaultPermission !== after.defaultPermission) {
    changes.push({ target: 'defaultPermission', before: before.defaultPermission, after: after.defaultPermission });
  }
  for (const id of new Set([...before.roles.keys(), ...after.roles.keys()])) {
    const [was, is]: readonly Level[] = [before.roles.get(id) ?? NOTHING, after.roles.get(id) ?? NOTHING];
    const name = known.get(id)?.name ?? '';
    if (was !== undefined && is !== undefined && was !== is) {
      changes.push({ target: 'role', role: id, name, before: was, after: is });
    }
  }
  return changes;
}
