import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { VARIABLES, type Variable } from './config.variables.ts';

const HERE = import.meta.dirname;
const GUIDE = readFileSync(path.join(HERE, '../docs/operators.md'), 'utf8');

/** The cells of the tables, row by row. */
function rowsOf(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(/^\| (.+) \|$/gm)].map(([, row = '']) => row.split(/(?<!\\)\|/).map((cell) => cell.trim()));
}

function written(value: unknown): string {
  return value === null || (Array.isArray(value) && value.length === 0) ? 'none' : `\`${String(value)}\``;
}

function defaultOf({ fallback }: Variable<unknown>): string {
  if (typeof fallback !== 'function') return written(fallback);
  return `${written(fallback({ nodeEnv: 'development' }))}; in production ${written(fallback({ nodeEnv: 'production' }))}`;
}

test('the table of settings has every variable with what it allows and its default, and no other', () => {
  const settings = rowsOf(GUIDE).filter(([name = '', ...rest]) => /^`[A-Z_]+`$/.test(name) && rest.length === 3);
  const variables: readonly Variable<unknown>[] = Object.values(VARIABLES);
  expect(settings.map(([name, meaning, allowed, fallback]) => [name, meaning !== '', allowed, fallback])).toEqual(
    variables.map((variable) => [`\`${variable.name}\``, true, variable.form.allowed, defaultOf(variable)]),
  );
});

describe('what the server says when it does not start', () => {
  const sources = globSync(['config*.ts', 'cli/**/*.ts', 'db/**/*.ts'], { cwd: HERE })
    .filter((file) => !/\.test\.ts$|(^|\/)test\//.test(file))
    .map((file) => readFileSync(path.join(HERE, file), 'utf8'));
  // Sentences that the sources write in several pieces, with what varies as `*`.
  const spoken = sources
    .join('\n')
    .replaceAll(/['`] \+\s+['`]/g, '')
    .replaceAll(/\$\{[^}]+\}/g, '*');
  const [, chapter = ''] = GUIDE.split('## When it does not start');
  const quotes = rowsOf(chapter).flatMap(([says = '']) =>
    [...says.matchAll(/`([^`]+)`/g)].map(([, quote = '']) => quote),
  );

  test('is in the guide', () => expect(quotes.length).toBeGreaterThan(30));
  test.each(quotes)('is really said: %s', (quote) => expect(spoken).toContain(quote));
});
