import type { Actor, Context } from '../../context.ts';
import { problem, Rejected, type Problem } from '../../errors.ts';
import { checkName, cleanName, whyUnstorable } from '../attribute/index.ts';
import { findActiveGroups, findGroupsOf } from '../group/index.ts';
import { findActiveUsers, parseIds } from '../user/index.ts';
import { isRoleNameTaken, type Members, type RoleState } from './role.store.ts';

export interface RoleInput {
  readonly name?: string | null;
  readonly description?: string | null;
  readonly users?: readonly string[] | null;
  readonly groups?: readonly string[] | null;
  readonly adminUsers?: readonly string[] | null;
  readonly adminGroups?: readonly string[] | null;
}

export type RoleDraft = Omit<RoleState, 'id'>;

const NOBODY: Members = { members: [], administrators: [] };
const MAX_NAME = 200;

/** The role as it shall be. Throws everything that is wrong with it. */
export async function draftRole(
  tx: Context,
  actor: Actor,
  input: RoleInput,
  existing: RoleState | null,
): Promise<RoleDraft> {
  const problems: Problem[] = [];
  const name = await draftName(tx, input.name, existing, problems);
  const description = draftDescription(input.description, existing, problems);
  const users = await draftMembers(input, existing?.users, USERS, (ids) => findActiveUsers(tx, ids), problems);
  const groups = await draftMembers(input, existing?.groups, GROUPS, (ids) => findActiveGroups(tx, ids), problems);
  if (problems.length === 0) problems.push(...(await problemsOfAdministrators(tx, actor, users, groups)));
  if (problems.length > 0) throw new Rejected(problems);
  return { name, description, users, groups };
}

async function draftName(
  tx: Context,
  given: string | null | undefined,
  existing: RoleState | null,
  problems: Problem[],
): Promise<string> {
  if (existing && typeof given !== 'string') return existing.name;
  const wrong = checkName(given ?? undefined, { subject: 'The name of the role', max: MAX_NAME, path: ['name'] });
  problems.push(...wrong);
  const name = cleanName(given ?? '');
  if (wrong.length === 0 && (await isRoleNameTaken(tx, name, existing?.id ?? 0))) {
    problems.push(problem('DUPLICATE', `Another role has the name "${name}"`, ['name']));
  }
  return name;
}

function draftDescription(given: string | null | undefined, existing: RoleState | null, problems: Problem[]): string {
  if (typeof given !== 'string') return existing?.description ?? '';
  const cause = whyUnstorable(given);
  if (cause !== null) problems.push(problem('INVALID', `The description ${cause}`, ['description']));
  return given;
}

interface Fields {
  readonly kind: 'user' | 'group';
  readonly members: 'users' | 'groups';
  readonly administrators: 'adminUsers' | 'adminGroups';
}

const USERS: Fields = { kind: 'user', members: 'users', administrators: 'adminUsers' };
const GROUPS: Fields = { kind: 'group', members: 'groups', administrators: 'adminGroups' };

async function draftMembers(
  input: RoleInput,
  existing: Members = NOBODY,
  fields: Fields,
  findActive: (ids: readonly number[]) => Promise<ReadonlySet<number>>,
  problems: Problem[],
): Promise<Members> {
  const read = (field: Fields['members' | 'administrators']) =>
    parseIds(input[field], { kind: fields.kind, field, findActive }, problems);
  const members = (await read(fields.members)) ?? existing.members;
  const administrators = (await read(fields.administrators)) ?? existing.administrators;
  const twice = members.filter((id) => administrators.includes(id));
  if (twice.length > 0) {
    const message = `Nobody is both member and administrator; ids of ${fields.kind}s that are: ${twice.join(', ')}`;
    problems.push(problem('INVALID', message, [fields.members], 'AE-113000'));
  }
  return { members, administrators };
}

/** Somebody must be able to change the role, and who makes it so must not lock himself out. */
async function problemsOfAdministrators(
  tx: Context,
  actor: Actor,
  { administrators: users }: Members,
  { administrators: groups }: Members,
): Promise<Problem[]> {
  if (users.length + groups.length === 0) {
    return [problem('REQUIRED', 'A role needs an administrator: give `adminUsers` or `adminGroups`', ['adminUsers'])];
  }
  if (actor.isSuperuser || users.includes(actor.id)) return [];
  const own = groups.length > 0 ? await findGroupsOf(tx, actor.id) : new Set();
  if (groups.some((id) => own.has(id))) return [];
  const message = 'You must be among the administrators yourself: in `adminUsers`, or in one of `adminGroups`';
  return [problem('REQUIRED', message, ['adminUsers'])];
}
