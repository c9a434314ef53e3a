import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { pluginPackage, pluginSource, writePackages } from '../test/write-packages.ts';
import { findEntries, loadNamed } from './index.ts';

const mark = (name: string) => `(globalThis.imported ??= []).push('${name}');`;

const folder = writePackages({
  good: pluginPackage('good', `${mark('good')}${pluginSource('good-plugin')}`),
  named: pluginPackage(
    'named',
    `${mark('named')}export const plugin = (await import('pagoda-plugin-sdk')).definePlugin({ id: 'named-plugin', name: 'N', version: '1.0.0' }); export const other = 1;`,
  ),
  byclass: pluginPackage(
    'by-class',
    `import { Plugin } from 'pagoda-plugin-sdk'; export class Mine extends Plugin { id = 'class-plugin'; name = 'C'; }`,
  ),
  broken: pluginPackage('broken', `throw new Error('no licence');`),
  twin: pluginPackage('twin', ''),
  twin2: { 'package.json': { name: 'other-twin', pagoda: { plugins: { twin: './x.js' } } } },
});
const { entries } = findEntries({ pluginsDir: path.join(folder, 'plugins'), near: [] });

async function load(...names: string[]) {
  const choices = await loadNamed(names, entries, 5000);
  return choices.map((choice) =>
    'reason' in choice ? [choice.entry, choice.reason] : [choice.entry, choice.plugin.id],
  );
}

function imported(): readonly string[] {
  return (globalThis as { imported?: string[] }).imported ?? [];
}

describe('what ENABLED_PLUGINS names', () => {
  test('is loaded by entry name, and nothing else is imported', async () => {
    expect(await load('named')).toEqual([['named', 'named-plugin']]);
    expect(imported()).toEqual(['named']);
  });

  test('is in the order of the list, and may be an id; a plugin that is named twice is loaded once', async () => {
    expect(await load('named', 'good-plugin', 'named-plugin', 'good')).toEqual([
      ['named', 'named-plugin'],
      ['good', 'good-plugin'],
    ]);
  });

  test('may be a class, by whatever name it is exported', async () => {
    expect(await load('by-class')).toEqual([['by-class', 'class-plugin']]);
  });

  test('is refused when no package has it, with the names that were found', async () => {
    expect(await load('goood')).toEqual([
      ['goood', 'no installed package offers a plugin of this name. Found: broken, by-class, good, named, twin'],
    ]);
    const [choice] = await loadNamed(['x'], [], 100);
    expect(choice).toMatchObject({
      reason: 'no installed package offers a plugin of this name. No package offers any',
    });
  });

  test('is refused when two packages offer it', async () => {
    expect(await load('twin')).toEqual([['twin', 'both pagoda-twin and other-twin offer it. Uninstall one of them']]);
  });
});
