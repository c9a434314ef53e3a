import { problem, Rejected } from '../../errors.ts';
import { whyDenied, WRITABLE, type Level } from '../access/index.ts';
import type { Entity, EntityAttr } from '../entity/index.ts';
import { findEntityAttr, type DraftInput } from './entry-draft.ts';
import type { Path } from './path.ts';

/**
 * Refuses inputs with values for attributes that the caller may not write. It comes before all else, hooks included: of a value
 * that he may not give nothing more is said, and nothing is done about it.
 */
export function requireWritableAttrs(
  entity: Entity,
  inputs: readonly DraftInput[],
  levelOf: (attr: EntityAttr) => Level,
  pathOf: (index: number) => Path = () => [],
): void {
  const denied = new Map<EntityAttr, Level>();
  for (const attr of entity.attrs) {
    const level = levelOf(attr);
    if (level < WRITABLE) denied.set(attr, level);
  }
  if (denied.size === 0) return;
  const problems = inputs.flatMap(({ attrs }, index) =>
    (attrs ?? []).flatMap((input, place) => {
      const attr = findEntityAttr(entity, input);
      const level = attr && denied.get(attr);
      if (level === undefined) return [];
      const path = [...pathOf(index), 'attrs', place, 'value'];
      return [problem('PERMISSION_DENIED', whyDenied(WRITABLE, level, `attribute "${attr?.name}"`), path)];
    }),
  );
  if (problems.length > 0) throw new Rejected(problems);
}
