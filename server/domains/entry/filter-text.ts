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
