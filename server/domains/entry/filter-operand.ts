import { BadRequest } from '../../errors.ts';
import { foldText, nameKey, whyUnstorable } from '../attribute/index.ts';

/** A text that a filter looks for, folded. PostgreSQL would refuse the whole statement for one that it cannot hold. */
export function foldOperand(text: string, path: readonly string[]): string {
  return foldText(storable(text, path));
}

/** The same for a whole name. */
export function nameOperand(name: string, path: readonly string[]): string {
  return nameKey(storable(name, path));
}

function storable(text: string, path: readonly string[]): string {
  const cause = whyUnstorable(text);
  if (cause !== null) throw new BadRequest(`The text ${cause}`, path);
  return text;
}

const LARGEST_ID = 2_147_483_647;

export function parseIdOperand(input: string, path: readonly string[]): number {
  const id = /^\d{1,10}$/.test(input) ? Number(input) : NaN;
  if (!(id >= 1 && id <= LARGEST_ID))
    throw new BadRequest(`"${input}" is no id; \`eq\` and \`contains\` take names`, path);
  return id;
}
