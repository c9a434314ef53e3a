/** The rules that names of entities, attributes, entries and users share. */
import { problem, type Problem } from '../../errors.ts';
import { show } from './parsed.ts';
import { whyUnstorable } from './storable-text.ts';

export interface NameRule {
  /** How messages call it, for example `The name of the entity`. */
  readonly subject: string;
  /** In characters (code points). */
  readonly max: number;
  readonly path: readonly (string | number)[];
}

/** The form in which a name is stored; to be called after `checkName` found nothing. */
export function cleanName(name: string): string {
  return name.trim();
}

/** What is wrong with a name, before it is trimmed; empty when nothing is. */
export function checkName(name: unknown, rule: NameRule): readonly Problem[] {
  const { subject, max, path } = rule;
  if (name === undefined) return [problem('REQUIRED', `${subject} is missing.`, path)];
  if (name === null) return [problem('REQUIRED', `${subject} may not be null.`, path, 'AE-999999')];
  if (typeof name !== 'string') return [problem('INVALID', `${subject} must be a text, not ${show(name)}.`, path)];
  const clean = cleanName(name);
  if (clean === '') return [problem('REQUIRED', `${subject} may not be blank.`, path, 'AE-999999')];
  if (isLongerThan(clean, max)) {
    return [problem('TOO_LONG', `${subject} is too long: at most ${max} characters are allowed.`, path)];
  }
  const cause = whyUnstorable(clean);
  return cause === null ? [] : [problem('INVALID', `${subject} ${cause}.`, path)];
}

/** Whether a text has more code points than that; cheap for texts of any length. */
export function isLongerThan(text: string, max: number): boolean {
  if (text.length <= max) return false;
  return text.length > 2 * max || Array.from(text).length > max;
}
