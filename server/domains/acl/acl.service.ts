import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { problem, Rejected, rejected, type Problem } from '../../errors.ts';
import { authorOf } from '../../system-actor.ts';
import {
  draftAcl,
  FULL,
  isControllable,
  requireActor,
  requireLevel,
  requireWriter,
  writeAcl,
  type AclInput,
} from '../access/index.ts';
import { forgetEntries } from '../entry/index.ts';
import { lockRights } from '../user/index.ts';
import { describeObject, type AclObject } from './acl-object.ts';
import { findObject, lockObject } from './acl-object.store.ts';
import { aclOf, forgetAcls, levelOn } from './acl.loader.ts';

export interface SetAclInput extends AclInput {
  readonly id: string;
}

export function findAcl(ctx: Context, id: string): Promise<AclObject | null> {
  requireActor(ctx);
  return findObject(ctx, id);
}

/** Changes who may do what with an object; what is not mentioned stays. */
export async function setAcl(ctx: Context, input: SetAclInput): Promise<AclObject> {
  const object = await inTransaction(ctx, (tx) => changeAcl(tx, input));
  forgetAcls(ctx);
  forgetEntries(ctx);
  if (object.entry === null) ctx.catalog = await ctx.host.catalogs.load(ctx.em);
  return object;
}

async function changeAcl(tx: Context, input: SetAclInput): Promise<AclObject> {
  const actor = requireWriter(tx);
  await lockRights(tx);
  const object = await lockObject(tx, input.id);
  if (!object) throw rejected('NOT_FOUND', `There is nothing with id ${input.id}`, ['id']);
  const described = describeObject(tx, object);
  requireLevel(FULL, await levelOn(tx, object), described);

  const problems: Problem[] = [];
  const { acl, changes } = await draftAcl(tx, actor, await aclOf(tx, object), input, [], problems);
  if (problems.length === 0 && !actor.isSuperuser && !(await isControllable(tx, acl))) {
    const message = `Nobody could change the permissions of ${described} any more; leave FULL to a role that somebody has`;
    problems.push(problem('PERMISSION_DENIED', message));
  }
  if (problems.length > 0) throw new Rejected(problems);
  await writeAcl(tx.em, authorOf(actor), { ...object, acl, changes });
  return object;
}
