/** What works on a job is often code of plugins that no compiler has looked at: it is told which argument is wrong, and what to pass. */
import type { Progress } from './job-row.ts';

export function requireText(call: string, name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw new TypeError(`${call}: \`${name}\` is ${shown(value)}; give a text`);
}

/** More done than there is to do is all of it: what is counted may have grown meanwhile. */
export function requireProgress(done: unknown, total: unknown, text: unknown): Progress {
  const count = requireAmount('done', done);
  const most = total === null ? null : requireAmount('total', total, ', or null while nobody knows');
  return {
    done: most === null ? count : Math.min(count, most),
    total: most,
    text: text === null ? null : requireText('job.progress', 'text', text),
  };
}

function requireAmount(name: string, value: unknown, or = ''): number {
  const message = `job.progress: \`${name}\` is ${shown(value)}; give a finite number from 0${or}`;
  if (typeof value !== 'number') throw new TypeError(message);
  if (!Number.isFinite(value) || value < 0) throw new RangeError(message);
  return value;
}

/** A value in an error: numbers as they are, of others the kind. */
export function shown(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'number') return String(value);
  if (value === '') return 'empty';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
