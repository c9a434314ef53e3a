/** Why a module could not be imported. */
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { writePackages } from '../test/write-packages.ts';
import { loadEntry } from './load-entry.ts';

const DECORATED: Readonly<Record<string, string>> = {
  'in one line': 'export class A { @entryHook("after_create") run() {} }',
  'on lines of their own': 'class A {\n  @entryHook("after_create")\n  run() {}\n}',
  'without arguments': 'class A { @hook run() {} }',
  'of a class': 'export default @plugin class A {}',
  'in parentheses': 'class A { @(hooks.entry) run() {} }',
  'after comments and texts': `// it's so\nconst a = "it's"; /* ' */ const b = /'"/; class A { @hook run() {} }`,
};

const PLAIN: Readonly<Record<string, string>> = {
  'a comment': '/**\n * Adds.\n@returns nothing\n */\n// @internal\nexport const = 1;',
  'a text': 'const a = "@returns"; const b = \'it is @home\'; export const = 1;',
  'a template': 'const a = `\n@more()\n`; export const = 1;',
  'a regular expression': 'const a = /^@acme\\/[a-z"@]+/; export const = 1;',
  'an address': 'const a = "http://x"; const b = "mail@example.com"; export const = 1;',
};

const files = Object.fromEntries(
  [...Object.values(DECORATED), ...Object.values(PLAIN)].map((source, index) => [`${index}.js`, source]),
);
const folder = writePackages({ own: { 'package.json': { name: 'own', type: 'module' }, ...files } });

async function whyNot(source: string): Promise<string> {
  const [file = ''] = Object.entries(files).find(([, one]) => one === source) ?? [];
  const given = loadEntry({ module: path.join(folder, 'plugins/own', file) }, 5000);
  return given.then(
    () => 'It was loaded.',
    ({ message }: Error) => message,
  );
}

describe('a source that cannot be read', () => {
  test.each(Object.entries(DECORATED))('and has decorators is to be built first: %s', async (_name, source) => {
    expect(await whyNot(source)).toMatch(/^its source has decorators, which Node cannot run\. Build it first, /);
  });

  test.each(Object.entries(PLAIN))('has a syntax error where its only "@" is in %s', async (_name, source) => {
    expect(await whyNot(source)).toMatch(/^a syntax error: /);
  });
});
