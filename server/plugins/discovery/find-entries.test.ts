import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { pluginPackage, writePackage, writePackages } from '../test/write-packages.ts';
import { findEntries } from './find-entries.ts';

const folder = writePackages({
  own: pluginPackage('own', ''),
  several: { 'package.json': { name: 'several', pagoda: { plugins: { b: './b.js', a: './lib/a.js' } } } },
  'with-source': {
    'package.json': { name: 'with-source', pagoda: { plugins: { sourced: { source: './s.ts', default: './d.js' } } } },
    's.ts': '',
  },
  built: {
    'package.json': { name: 'built', pagoda: { plugins: { built: { source: './s.ts', default: './d.js' } } } },
  },
  'wrong-form': { 'package.json': { name: 'wrong-form', pagoda: { plugin: './x.js' } } },
  'pagoda-plugin-conformance': {
    'package.json': { name: 'pagoda-plugin-conformance', peerDependencies: { 'pagoda-plugin-sdk': '1.0.0' } },
  },
  'no-field': { 'package.json': { name: 'no-field', dependencies: { 'pagoda-plugin-sdk': '1.0.0' } } },
  unreadable: { 'package.json': '{ "pagoda": ' },
  stranger: { 'package.json': { name: 'stranger', version: '1.0.0' } },
  'no-package': { 'README.md': 'pagoda' },
});
const site = path.join(folder, 'site/inner');
const installed = path.join(folder, 'site/node_modules');
mkdirSync(site, { recursive: true });
writePackage(path.join(installed, 'pagoda-installed'), pluginPackage('installed', ''));
writePackage(path.join(installed, '@acme/dns'), {
  'package.json': { name: '@acme/dns', pagoda: { plugins: { dns: './dns.js' } } },
});
writePackage(path.join(installed, 'pagoda-both'), {
  'package.json': { name: 'pagoda-both', pagoda: { plugins: { both: { source: './s.ts', default: './d.js' } } } },
  's.ts': '',
});
writePackage(path.join(installed, 'pagoda-own'), pluginPackage('own', ''));
symlinkSync(path.join(folder, 'plugins/several'), path.join(installed, 'several'));

const { entries, odd } = findEntries({ pluginsDir: path.join(folder, 'plugins'), near: [site] });

describe('what packages offer', () => {
  test('is found in the folder of plugins and in node_modules of the folders around, each package once', () => {
    expect(entries.map(({ name, package: owner, version }) => [name, owner, version])).toEqual([
      ['a', 'several', ''],
      ['b', 'several', ''],
      ['both', 'pagoda-both', ''],
      ['built', 'built', ''],
      ['dns', '@acme/dns', ''],
      ['installed', 'pagoda-installed', '1.2.3'],
      ['own', 'pagoda-own', '1.2.3'],
      ['sourced', 'with-source', ''],
    ]);
  });

  test('is a module of the package, which lies in the folder of plugins rather than in node_modules, and its source rather than what was built where that runs', () => {
    const modules = entries.map(({ module }) => path.relative(realpathSync(folder), module));
    expect(modules).toEqual([
      'plugins/several/lib/a.js',
      'plugins/several/b.js',
      'site/node_modules/pagoda-both/d.js',
      'plugins/built/d.js',
      'site/node_modules/@acme/dns/dns.js',
      'site/node_modules/pagoda-installed/plugin.js',
      'plugins/own/plugin.js',
      'plugins/with-source/s.ts',
    ]);
  });

  test('is missed where a package.json is wrong, and that is told', () => {
    const form = '"pagoda": { "plugins": { "my-plugin": "./src/plugin.ts" } }';
    expect(odd).toEqual([
      { package: 'no-field', mistake: `it depends on pagoda-plugin-sdk, but its package.json has no ${form}` },
      { package: 'unreadable', mistake: 'its package.json is no JSON' },
      { package: 'wrong-form', mistake: `the field "pagoda" of its package.json is not of the form ${form}` },
    ]);
  });

  test('is nothing where there are no such folders', () => {
    expect(findEntries({ pluginsDir: path.join(folder, 'gone'), near: [] })).toEqual({ entries: [], odd: [] });
  });
});
