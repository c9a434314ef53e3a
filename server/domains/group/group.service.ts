import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { problem, Rejected, rejected, type Problem } from '../../errors.ts';
import { parseId } from '../../parse-id.ts';
import { requireSuperuser } from '../access/index.ts';
import { checkName, cleanName } from '../attribute/index.ts';
import { findActiveUsers, lockRights, parseIds } from '../user/index.ts';
import type { GroupRow } from './group.loader.ts';
import {
  changeGroup,
  deactivateGroup,
  findActiveGroup,
  insertGroup,
  isAtOrAbove,
  isGroupNameTaken,
  setMembers,
  type GroupState,
} from './group.store.ts';

export interface GroupInput {
  readonly name?: string | null;
  readonly parentGroup?: string | null;
  readonly members?: readonly string[] | null;
}

export interface CreateGroupInput extends GroupInput {
  readonly name: string;
}

export interface UpdateGroupInput extends GroupInput {
  readonly id: string;
}

export async function createGroup(ctx: Context, input: CreateGroupInput): Promise<GroupRow> {
  requireSuperuser(ctx, 'create groups');
  return inTransaction(ctx, async (tx) => {
    await lockRights(tx);
    const { name, parentId, members } = await draftGroup(tx, input, null);
    const group = await insertGroup(tx, name, parentId);
    await setMembers(tx, group.id, members ?? []);
    return group;
  });
}

/** Changes a group; what is not mentioned stays. */
export async function updateGroup(ctx: Context, input: UpdateGroupInput): Promise<GroupRow> {
  requireSuperuser(ctx, 'change groups');
  return inTransaction(ctx, async (tx) => {
    await lockRights(tx);
    const group = await getActiveGroup(tx, input.id);
    const { name, parentId, members } = await draftGroup(tx, input, group);
    await changeGroup(tx, { id: group.id, name, parentId });
    if (members) await setMembers(tx, group.id, members);
    return { id: group.id, name };
  });
}

export async function deleteGroup(ctx: Context, input: { readonly id: string }): Promise<GroupRow> {
  requireSuperuser(ctx, 'delete groups');
  return inTransaction(ctx, async (tx) => {
    await lockRights(tx);
    return deactivateGroup(tx, await getActiveGroup(tx, input.id));
  });
}

async function getActiveGroup(tx: Context, id: string): Promise<GroupState> {
  const number = parseId(id);
  const group = number === null ? null : await findActiveGroup(tx, number);
  if (!group) throw rejected('NOT_FOUND', `There is no group with id ${id}`, ['id']);
  return group;
}

interface GroupDraft {
  readonly name: string;
  readonly parentId: number | null;
  /** Undefined when they stay. */
  readonly members: readonly number[] | undefined;
}

const MAX_NAME = 150;

/** The group as it shall be. Throws everything that is wrong with it. */
async function draftGroup(tx: Context, input: GroupInput, existing: GroupState | null): Promise<GroupDraft> {
  const problems: Problem[] = [];
  const name = await draftName(tx, input.name, existing, problems);
  const parentId = await draftParent(tx, input.parentGroup, existing, problems);
  const kind = {
    kind: 'user',
    field: 'members',
    findActive: (ids: readonly number[]) => findActiveUsers(tx, ids),
  } as const;
  const members = await parseIds(input.members, kind, problems);
  if (problems.length > 0) throw new Rejected(problems);
  return { name, parentId, members };
}

async function draftName(
  tx: Context,
  given: string | null | undefined,
  existing: GroupState | null,
  problems: Problem[],
): Promise<string> {
  if (existing && typeof given !== 'string') return existing.name;
  const wrong = checkName(given ?? undefined, { subject: 'The name of the group', max: MAX_NAME, path: ['name'] });
  problems.push(...wrong);
  const name = cleanName(given ?? '');
  if (wrong.length === 0 && (await isGroupNameTaken(tx, name, existing?.id ?? 0))) {
    problems.push(problem('DUPLICATE', `Another group has the name "${name}"`, ['name']));
  }
  return name;
}

async function draftParent(
  tx: Context,
  given: string | null | undefined,
  existing: GroupState | null,
  problems: Problem[],
): Promise<number | null> {
  if (given === undefined) return existing?.parentId ?? null;
  if (given === null) return null;
  const number = parseId(given);
  const parent = number === null ? null : await findActiveGroup(tx, number);
  if (!parent) problems.push(problem('NOT_FOUND', `There is no group with id ${given}`, ['parentGroup']));
  else if (existing && (await isAtOrAbove(tx, existing.id, parent.id))) {
    const message = `Group "${parent.name}" is "${existing.name}" itself or below it; a group cannot be above itself`;
    problems.push(problem('INVALID', message, ['parentGroup']));
  }
  return parent?.id ?? null;
}
