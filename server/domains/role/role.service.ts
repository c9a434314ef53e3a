import type { Actor, Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { findErrorCode } from '../../error-code.ts';
import { rejected } from '../../errors.ts';
import { parseId } from '../../parse-id.ts';
import { requireWriter } from '../access/index.ts';
import { lockRights } from '../user/index.ts';
import { isLastHolderOfFull, removeGrants } from './grants.store.ts';
import { draftRole, type RoleInput } from './role-draft.ts';
import { readStandings, type RoleRow } from './role.loader.ts';
import { canEditRole, canSeeRole } from './role.policy.ts';
import {
  changeRole,
  deactivateRole,
  findActiveRole,
  insertRole,
  setRoleGroups,
  setRoleUsers,
  type RoleState,
} from './role.store.ts';

export interface CreateRoleInput extends RoleInput {
  readonly name: string;
}

export interface UpdateRoleInput extends RoleInput {
  readonly id: string;
}

export async function createRole(ctx: Context, input: CreateRoleInput): Promise<RoleRow> {
  const actor = requireWriter(ctx);
  return inTransaction(ctx, async (tx) => {
    await lockRights(tx);
    const draft = await draftRole(tx, actor, input, null);
    const role = await insertRole(tx, draft);
    await setRoleUsers(tx, role.id, draft.users);
    await setRoleGroups(tx, role.id, draft.groups);
    return role;
  });
}

/** Changes a role; what is not mentioned stays. */
export async function updateRole(ctx: Context, input: UpdateRoleInput): Promise<RoleRow> {
  const actor = requireWriter(ctx);
  return inTransaction(ctx, async (tx) => {
    await lockRights(tx);
    const existing = await getEditableRole(tx, actor, input.id);
    const draft = await draftRole(tx, actor, input, existing);
    await changeRole(tx, existing.id, draft);
    await setRoleUsers(tx, existing.id, draft.users);
    await setRoleGroups(tx, existing.id, draft.groups);
    return { id: existing.id, name: draft.name };
  });
}

/** Deletes a role with all that it gives. */
export async function deleteRole(ctx: Context, input: { readonly id: string }): Promise<RoleRow> {
  const actor = requireWriter(ctx);
  const deletion = inTransaction(ctx, async (tx) => {
    await lockRights(tx);
    const existing = await getEditableRole(tx, actor, input.id);
    if (!actor.isSuperuser && (await isLastHolderOfFull(tx, existing.id))) {
      const message = `Role "${existing.name}" is the last through which the permissions of something can be changed; give another role full permission there, or ask a superuser`;
      throw rejected('IN_USE', message, ['id']);
    }
    const changedCatalog = await removeGrants(tx, actor.id, existing);
    return { role: await deactivateRole(tx, existing), changedCatalog };
  });
  const { role, changedCatalog } = await deletion.catch(tellDeadlock);
  // The rest of the operation decides by what is left.
  if (changedCatalog) ctx.catalog = await ctx.host.catalogs.load(ctx.em);
  return role;
}

const DEADLOCK = '40P01';

/** A role that goes locks all entries on which it gives something; others lock chains of entries as they come upon them. */
function tellDeadlock(error: unknown): never {
  if (findErrorCode(error) !== DEADLOCK) throw error;
  throw rejected('CONFLICT', 'Somebody changes permissions of this role at this moment; try again');
}

/** The role as it is now. To who does not belong to it there is none. */
async function getEditableRole(tx: Context, actor: Actor, id: string): Promise<RoleState> {
  const number = parseId(id) ?? 0;
  const [standing = null] = await readStandings(tx, actor.id, [number]);
  const role = await findActiveRole(tx, number);
  if (!role || !canSeeRole(actor, standing)) throw rejected('NOT_FOUND', `There is no role with id ${id}`, ['id']);
  if (!canEditRole(actor, standing)) {
    throw rejected('PERMISSION_DENIED', `Only its administrators may change role "${role.name}"`, ['id']);
  }
  return role;
}
