import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import manifest from './package.json' with { type: 'json' };
import * as sdk from './index.ts';

const doors = Object.entries(manifest.exports);
const files = doors.map(([, file]) => path.join(import.meta.dirname, file));
const program = ts.createProgram(files, {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2024,
  allowImportingTsExtensions: true,
  noEmit: true,
  types: [],
});
const checker = program.getTypeChecker();

describe('what the SDK offers', () => {
  test.each(doors)('%s is this list of values and types, and no other', (_door, file) => {
    expect(exportsOf(file)).toMatchSnapshot();
  });

  test.each(doors.filter(([door]) => door !== '.' && door !== './testing'))(
    'the root offers all of %s',
    (_door, file) => {
      expect(exportsOf('./index.ts')).toEqual(expect.arrayContaining([...exportsOf(file)]));
    },
  );

  test('names its own version', () => {
    expect(sdk.getPagodaVersion()).toBe(manifest.version);
  });

  test('needs nothing at run time', () => {
    expect(Object.keys(manifest).filter((field) => /dependencies/i.test(field))).toEqual([]);
  });

  test('every value and every type of the root is described', () => {
    const bare = symbolsOf('./index.ts').filter((symbol) => descriptionOf(symbol) === '');
    expect(bare.map(({ name }) => name)).toEqual(['models']);
  });
});

function exportsOf(file: string): readonly string[] {
  return symbolsOf(file)
    .map(({ name }) => name)
    .toSorted();
}

function symbolsOf(file: string): readonly ts.Symbol[] {
  const source = program.getSourceFile(path.join(import.meta.dirname, file));
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} is no module`);
  return checker.getExportsOfModule(module);
}

function descriptionOf(symbol: ts.Symbol): string {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return ts.displayPartsToString(target.getDocumentationComment(checker));
}
