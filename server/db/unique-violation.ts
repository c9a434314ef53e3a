import { findErrorCode } from '../error-code.ts';

const UNIQUE_VIOLATION = '23505';

/** Whether a statement failed because this unique index or constraint has such a row already. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  if (findErrorCode(error) !== UNIQUE_VIOLATION) return false;
  return typeof error === 'object' && error !== null && 'constraint' in error && error.constraint === constraint;
}
