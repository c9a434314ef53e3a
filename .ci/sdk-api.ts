// What the SDK offers, as names: by door, by export, the members of what has members. As a program it prints that.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import type { Manifest } from './published-manifest.ts';

/** The members of each export by door and name; empty for what has none. */
export type Api = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

const sdk = path.resolve(import.meta.dirname, '../sdk');

if (import.meta.main) console.log(JSON.stringify(listApi(), null, 1));

export function listApi(): Api {
  const { exports = {} } = JSON.parse(readFileSync(path.join(sdk, 'package.json'), 'utf8')) as Manifest;
  const doors = Object.entries(exports).map(([door, file]) => [door, path.join(sdk, String(file))] as const);
  const program = ts.createProgram(
    doors.map(([, file]) => file),
    {
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2024,
      allowImportingTsExtensions: true,
      noEmit: true,
      types: [],
    },
  );
  return Object.fromEntries(doors.map(([door, file]) => [door, exportsOf(program, file)]));
}

/** What one API lacks that another has, in sentences. */
export function findRemoved(before: Api, now: Api): readonly string[] {
  return Object.entries(before).flatMap(([door, names]) =>
    Object.entries(names).flatMap(([name, members]) => {
      const left = now[door]?.[name];
      const where = `"${name}" of ${door.replace('.', 'pagoda-plugin-sdk')}`;
      if (!left) return [`${where} is gone: it stays within 1.x. Keep it, marked @deprecated.`];
      const gone = members.filter((member) => !left.includes(member));
      return gone.map((member) => `"${member}" of ${where} is gone: it stays within 1.x. Keep it, marked @deprecated.`);
    }),
  );
}

function exportsOf(program: ts.Program, file: string): Api[string] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} is no module`);
  const symbols = checker.getExportsOfModule(module).toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return Object.fromEntries(symbols.map((symbol) => [symbol.name, membersOf(checker, symbol)]));
}

function membersOf(checker: ts.TypeChecker, symbol: ts.Symbol): readonly string[] {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const own = target.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class);
  const properties = own ? checker.getDeclaredTypeOfSymbol(target).getProperties() : [];
  // Symbols have names that differ from run to run.
  return properties
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('__'))
    .toSorted();
}
