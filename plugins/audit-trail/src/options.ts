import { ValidationError } from 'pagoda-plugin-sdk';

/** Written as interfaces are not, so that it fits where options are any record. */
export type AuditOptions = {
  /** Days that a record is kept; null for ever. */
  readonly keepDays: number | null;
};

/** Options come from JSON, or as texts from variables of the environment. */
export function parseOptions({ keepDays, ...others }: Readonly<Record<string, unknown>>): AuditOptions {
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new ValidationError(`There is no option ${unknown}; there is keepDays`, [unknown]);
  if (keepDays === undefined || keepDays === null || keepDays === '') return { keepDays: null };
  const days = typeof keepDays === 'string' ? Number(keepDays) : keepDays;
  if (typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= 36_500) return { keepDays: days };
  throw new ValidationError('keepDays must be a whole number of days from 1 to 36500', ['keepDays']);
}
