/** Patterns of entry names. They come from users, so an engine runs them whose time grows linearly with the name. */
import { RE2JS, RE2JSException } from 're2js';
import { problem, type Problem } from '../../errors.ts';
import { isLongerThan } from './name.ts';
import { whyUnstorable } from './storable-text.ts';

const MAX_CHARACTERS = 400;
/** Instructions of the compiled program: with that many, the worst known pattern needs 15 ms for a name. */
const MAX_PROGRAM = 2_000;
const MAX_CACHED = 200;
const PATH = ['itemNamePattern'];

export interface NamePattern {
  readonly source: string;
  /** Whether a name matches from its start; what follows the match does not count. */
  matches(name: string): boolean;
}

export type CompiledPattern = { readonly pattern: NamePattern } | { readonly problem: Problem };

/** Least recently used first. Refusals are kept too: finding out that a pattern is too large takes longest. */
const cache = new Map<string, CompiledPattern>();

/** Never throws. The empty pattern matches everything. */
export function compilePattern(source: string): CompiledPattern {
  if (isLongerThan(source, MAX_CHARACTERS)) {
    return { problem: problem('TOO_LONG', `The pattern is too long: at most ${MAX_CHARACTERS} characters.`, PATH) };
  }
  const compiled = cache.get(source) ?? compile(source);
  cache.delete(source);
  cache.set(source, compiled);
  if (cache.size > MAX_CACHED) cache.delete(cache.keys().next().value ?? '');
  return compiled;
}

function compile(source: string): CompiledPattern {
  const cause = whyUnstorable(source);
  if (cause !== null) return refusal(`The pattern ${cause}.`);
  if (source === '') return { pattern: { source, matches: () => true } };
  try {
    const program = RE2JS.compile(source);
    if (program.programSize() > MAX_PROGRAM) {
      return refusal('The pattern is too large: lower its repetition counts, for example a{1000} to a+.');
    }
    return { pattern: { source, matches: (name) => program.matcher(name).lookingAt() } };
  } catch (error) {
    if (error instanceof RE2JSException) return refusal(explain(error.message));
    throw error;
  }
}

function refusal(message: string): CompiledPattern {
  return { problem: problem('INVALID', message, PATH) };
}

const LOOK_AROUND = /: `\(\?<?[=!]/;
const BACK_REFERENCE = /: `(?:\\[1-9k]|\(\?P`)/;
const REPEAT_COUNT = /invalid repeat count/;

function explain(engineMessage: string): string {
  if (LOOK_AROUND.test(engineMessage)) {
    return 'The pattern uses look-around such as (?=…) or (?<!…), which RE2 syntax does not have; write it without.';
  }
  if (BACK_REFERENCE.test(engineMessage)) {
    return 'The pattern uses a back-reference such as \\1 or (?P=name), which RE2 syntax does not have; write it without.';
  }
  if (REPEAT_COUNT.test(engineMessage)) {
    return 'The pattern repeats something more than 1,000 times; lower its repetition counts.';
  }
  return `The pattern is no regular expression in RE2 syntax (${engineMessage.replace('error parsing regexp: ', '')}).`;
}
