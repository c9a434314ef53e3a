import type { Actor, Context } from '../../context.ts';
import { problem, type Problem } from '../../errors.ts';
import { draftAcl, isControllable, type AclDraft, type AclInput } from './acl-draft.ts';
import { OPEN_ACL } from './acl.ts';

/** The list of a new entity: open unless the settings or the input say otherwise, and never closed to everybody but superusers. */
export async function draftNewEntityAcl(
  tx: Context,
  actor: Actor,
  input: AclInput | null | undefined,
  problems: Problem[],
): Promise<AclDraft> {
  const isPublic = input?.isPublic ?? tx.host.settings.newEntitiesPublic;
  const found: Problem[] = [];
  const draft = await draftAcl(tx, actor, OPEN_ACL, { ...input, isPublic }, ['acl'], found);
  if (found.length === 0 && !actor.isSuperuser && !(await isControllable(tx, draft.acl))) {
    const message =
      'The entity will not be public: give FULL to a role of yours, or nobody could change its permissions';
    found.push(problem('REQUIRED', message, ['acl', 'roles']));
  }
  problems.push(...found);
  return draft;
}
