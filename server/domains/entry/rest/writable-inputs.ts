import { rejected } from '../../../errors.ts';
import { WRITABLE, type Level } from '../../access/index.ts';
import type { Entity, EntityAttr } from '../../entity/index.ts';
import type { RestAttrInput } from './rest-input.ts';

type LevelOf = (attr: EntityAttr) => Level;

/** Clients of REST send back whatever they were shown: values that they may not write are passed over. */
export function writableInputs(
  { attrs }: Entity,
  inputs: readonly RestAttrInput[],
  levelOf: LevelOf,
): readonly RestAttrInput[] {
  const denied = new Set(attrs.filter((attr) => levelOf(attr) < WRITABLE).map(({ id }) => id));
  return inputs.filter(({ attrId }) => !denied.has(attrId));
}

/** Refuses to create what would lack a mandatory value that the caller may not give. */
export function requireGiveable({ attrs }: Entity, levelOf: LevelOf): void {
  for (const attr of attrs) {
    const { id, name, isMandatory, defaultValue, type } = attr;
    if (!isMandatory || levelOf(attr) >= WRITABLE) continue;
    if (defaultValue !== null && !type.isEmpty(defaultValue)) continue;
    throw rejected('PERMISSION_DENIED', `Attribute "${name}" (${id}) is mandatory, and you may not write it`);
  }
}
