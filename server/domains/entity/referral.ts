import type { Context } from '../../context.ts';
import { problem, type Problem } from '../../errors.ts';
import { parseId } from '../../parse-id.ts';
import { canReadEntity } from '../access/index.ts';
import type { AttributeType } from '../attribute/index.ts';
import type { EntityAttr } from './catalog.ts';

type Path = readonly (string | number)[];

/**
 * The entities that an attribute is meant to refer to. Those that the caller may not see stay where they are: nobody removes what
 * he was not shown.
 */
export function draftReferral(
  ctx: Context,
  type: AttributeType,
  given: readonly string[] | null | undefined,
  existing: EntityAttr | null,
  path: Path,
  problems: Problem[],
): { readonly referral?: number[] } {
  if (type.refersTo !== 'entry') return {};
  if (!given && existing) return {};
  const stored = new Set(existing?.referral);
  const hidden = [...stored].filter((id) => !isVisible(ctx, id));
  const hasShownNothing = stored.size > 0 && hidden.length === stored.size;
  if (!given || (given.length === 0 && !hasShownNothing)) {
    problems.push(
      problem('REQUIRED', `An attribute of type ${type.name} needs the entities it refers to`, [...path, 'referral']),
    );
    return {};
  }
  const ids = given.map((wanted, index) => {
    const id = parseId(wanted);
    if (id !== null && isVisible(ctx, id) && (stored.has(id) || ctx.catalog.getEntity(id).isActive)) return id;
    problems.push(problem('NOT_FOUND', `There is no entity with id ${wanted}`, [...path, 'referral', index]));
    return 0;
  });
  return { referral: [...new Set([...ids, ...hidden])] };
}

function isVisible(ctx: Context, entityId: number): boolean {
  const entity = ctx.catalog.findEntity(entityId);
  return entity !== null && canReadEntity(ctx, entity);
}
