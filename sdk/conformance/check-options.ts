import { parseWith, type Parser } from 'pagoda-plugin-sdk';
import { noting } from './sample-request.ts';
import type { Session } from './session.ts';
import { isMistake, textOf } from './throws.ts';

type Values = Readonly<Record<string, unknown>>;

/** What stands in no setting on purpose: no key takes all of it. */
const GARBAGE: readonly unknown[] = [{ garbage: 1 }, [['garbage']], -1.5, true, 'garbage', null];

/** The parsers of options and of the parameters of overrides. Whether the options are good is known before. */
export function checkOptions(session: Session): void {
  const { plugin, options } = session;
  if (plugin.options) checkParser(session, 'options', plugin.options, options.options ?? {});
  if (plugin.params) checkParser(session, 'params', plugin.params, {});
}

function checkParser(session: Session, thing: string, parser: Parser<Values>, good: Values): void {
  const keys = new Set<string>();
  const [parsed, error] = attempt(parser, noting(good, keys) as Values);
  if (error !== null && isMistake(error)) return reportMistake(session, thing, 'the values that are given', error);
  if (error === null && (typeof parsed !== 'object' || parsed === null || 'then' in parsed)) {
    session.report(
      'options',
      thing,
      'the parser gives no object',
      'Return the parsed values, at once and not as a promise.',
    );
  }
  for (const key of keys) {
    const results = GARBAGE.map((value) => attempt(parser, { ...good, [key]: value }));
    const mistake = results.find(([, thrown]) => thrown !== null && isMistake(thrown));
    if (mistake) reportMistake(session, `${thing}.${key}`, 'garbage', mistake[1]);
    else if (results.every(([, thrown]) => thrown === null)) {
      session.report(
        'options',
        `${thing}.${key}`,
        'the parser takes anything: an object, a list, a number, a text',
        'Check the value, and throw an Error that says what it must be.',
      );
    } else if (results.some(([, thrown]) => thrown !== null && !Reflect.get(Object(thrown), 'message'))) {
      session.report(
        'options',
        `${thing}.${key}`,
        'the parser refuses without a message',
        'Throw an Error that says what the value must be.',
      );
    }
  }
}

function reportMistake({ report }: Session, thing: string, what: string, error: unknown): void {
  report(
    'options',
    thing,
    `the parser fails at ${what} with ${textOf(error)}`,
    'Check before using, and throw an Error that says what the value must be.',
  );
}

function attempt(parser: Parser<Values>, values: Values): readonly [parsed: unknown, thrown: unknown] {
  try {
    return [parseWith(parser, values), null];
  } catch (error) {
    return [undefined, error ?? 'nothing'];
  }
}
