import { problem, type Problem } from '../../errors.ts';
import { checkName, isLongerThan, whyUnstorable } from '../attribute/index.ts';

const MAX_USERNAME = 150;
const MAX_EMAIL = 254;
/** Of new tokens, in seconds, unless a user says otherwise. */
export const DEFAULT_LIFETIME = 86_400;
/** Ten years, in seconds. */
const MAX_LIFETIME = 10 * 365 * 86_400;

/** With these somebody could look like somebody else. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

export function problemsOfUsername(username: string): readonly Problem[] {
  const problems = checkName(username, { subject: 'The username', max: MAX_USERNAME, path: ['username'] });
  if (problems.length > 0 || !INVISIBLE.test(username)) return problems;
  return [problem('INVALID', 'The username has a character that cannot be seen; leave it out', ['username'])];
}

export function problemsOfEmail(email: string): readonly Problem[] {
  if (isLongerThan(email, MAX_EMAIL)) {
    return [problem('TOO_LONG', `The e-mail address may have at most ${MAX_EMAIL} characters`, ['email'])];
  }
  const isAddress = email === '' || (/^[^\s@]+@[^\s@]+$/.test(email) && whyUnstorable(email) === null);
  return isAddress
    ? []
    : [problem('INVALID', 'This is no e-mail address; it must look like name@example.com', ['email'])];
}

export function problemsOfLifetime(seconds: number, field: 'lifetime' | 'tokenLifetime'): readonly Problem[] {
  if (seconds >= 0 && seconds <= MAX_LIFETIME) return [];
  return [problem('INVALID', `The lifetime must be from 0 (for ever) to ${MAX_LIFETIME} seconds`, [field])];
}
