import type { ErrorCode } from '../../errors.ts';
import type { Parsed, StoredValue } from './attribute-type.ts';

const SHOWN_CHARACTERS = 40;

export function accepted(value: StoredValue): Parsed {
  return { value };
}

export function refused(message: string, code: ErrorCode = 'INVALID', path: readonly (string | number)[] = []): Parsed {
  return { problems: [{ code, message, path }] };
}

/** An input as an error message shows it: short, and harmless whatever it holds. */
export function show(input: unknown): string {
  if (input === undefined) return 'nothing';
  if (typeof input === 'string') return quote(input);
  if (input === null || typeof input === 'number' || typeof input === 'boolean') return String(input);
  if (Array.isArray(input)) return 'a list';
  return typeof input === 'object' ? 'an object' : `a ${typeof input}`;
}

function quote(text: string): string {
  if (text.length <= SHOWN_CHARACTERS) return JSON.stringify(text);
  return `${JSON.stringify(text.slice(0, SHOWN_CHARACTERS))}…`;
}
