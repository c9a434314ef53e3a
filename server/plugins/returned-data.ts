import { UnusableResult } from './hook-failure.ts';
import { plainCopy } from './plain-copy.ts';

/** A copy of what a handler returned, which may change it later. */
export function ownCopy(returned: unknown): unknown {
  try {
    return plainCopy(returned);
  } catch (cause) {
    throw new UnusableResult('it returned something that is not data', { cause });
  }
}

export function isNothing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function expected(what: string, got: unknown): UnusableResult {
  return new UnusableResult(`it returned ${nameOf(got)} where ${what} is expected`);
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
