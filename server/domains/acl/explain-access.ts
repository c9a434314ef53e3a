import type { Actor, Context } from '../../context.ts';
import { parseId } from '../../parse-id.ts';
import { FULL, levelOf, NOTHING, requireActor, requireLevel, type Acl, type Level } from '../access/index.ts';
import { findActor } from '../user/index.ts';
import { chainOf, describeObject, type AclObject } from './acl-object.ts';
import { findObject } from './acl-object.store.ts';
import { aclOf, levelOn } from './acl.loader.ts';
import { findRoleWays, type RoleWay } from './group-path.store.ts';

export type AccessRule = 'SUPERUSER' | 'READ_ONLY' | 'PUBLIC' | 'DEFAULT' | 'ROLE' | 'NONE';

/** What the list of one object alone lets somebody do, and why. */
export interface AccessStep {
  readonly object: AclObject;
  readonly level: Level;
  readonly rule: AccessRule;
  readonly way: RoleWay | null;
}

export interface AccessExplanation {
  readonly userId: number;
  readonly object: AclObject;
  readonly level: Level;
  readonly steps: readonly AccessStep[];
  readonly decidedBy: AccessStep;
}

/** Why somebody may do what with an object, for those who may change its list. */
export async function explainAccess(
  ctx: Context,
  { user, id }: { readonly user: string; readonly id: string },
): Promise<AccessExplanation | null> {
  requireActor(ctx);
  const object = await findObject(ctx, id);
  if (!object) return null;
  requireLevel(FULL, await levelOn(ctx, object), describeObject(ctx, object));
  const userId = parseId(user);
  const actor = userId === null ? null : await findActor(ctx.em, userId);
  if (!actor) return null;

  const chain = chainOf(ctx, object);
  const acls = await Promise.all(chain.map(async (one) => aclOf(ctx, one)));
  const decisions = acls.map((acl) => decisionOf(actor, acl));
  const roleIds = decisions.flatMap((decision) => decision.roleIds);
  const ways = roleIds.length > 0 ? await findRoleWays(ctx.em, actor.id, roleIds) : [];
  const steps = chain.map((one, index): AccessStep => {
    const { level = NOTHING, rule = 'NONE', roleIds: deciding = [] } = decisions[index] ?? {};
    return { object: one, level, rule, way: nearest(ways, deciding) };
  });
  const level = levelOf(actor, acls);
  const decidedBy = steps.find((step) => step.level === level) ?? steps[0];
  return decidedBy ? { userId: actor.id, object, level, steps, decidedBy } : null;
}

interface Decision {
  readonly level: Level;
  readonly rule: AccessRule;
  /** Those that give the level, for rule ROLE. */
  readonly roleIds: readonly number[];
}

/** Asks the policy what it would say if the actor or the list were a little different: what makes a difference has decided. */
function decisionOf(actor: Actor, acl: Acl): Decision {
  const level = levelOf(actor, [acl]);
  const withRule = (rule: AccessRule): Decision => ({ level, rule, roleIds: [] });
  if (actor.isSuperuser) return withRule('SUPERUSER');
  if (levelOf({ ...actor, isReadonly: false }, [acl]) !== level) return withRule('READ_ONLY');
  if (acl.isPublic) return withRule('PUBLIC');
  if (level === NOTHING) return withRule('NONE');
  if (levelOf({ ...actor, roleIds: [] }, [acl]) === level) return withRule('DEFAULT');
  const roleIds = actor.roleIds.filter((id) => levelOf({ ...actor, roleIds: [id] }, [acl]) === level);
  return { level, rule: 'ROLE', roleIds };
}

function nearest(ways: readonly RoleWay[], roleIds: readonly number[]): RoleWay | null {
  const [way] = ways
    .filter(({ roleId }) => roleIds.includes(roleId))
    .toSorted((one, other) => one.groupIds.length - other.groupIds.length || one.roleId - other.roleId);
  return way ?? null;
}
