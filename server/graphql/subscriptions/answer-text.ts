import type { ExecutionResult } from 'graphql';
import { withoutHttp } from '../errors.ts';
import { writeAnswer } from '../write-answer.ts';

const texts = new WeakMap<ExecutionResult, string>();

/** An answer as JSON for a protocol that knows no HTTP. An answer that many get is written once. */
export function textOf(result: ExecutionResult): string {
  const known = texts.get(result);
  if (known !== undefined) return known;
  const { errors, ...rest } = result;
  const text = writeAnswer(errors ? { ...rest, errors: errors.map(withoutHttp) } : result);
  texts.set(result, text);
  return text;
}
