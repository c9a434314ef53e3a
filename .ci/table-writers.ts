import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const MAY_WRITE = /\.store\.ts$|\.test\.ts$|(^|\/)test(ing)?\/|(^|\/)migrations\//;

/** The tables that the migrations make. */
export function tablesIn(migrations: string): ReadonlySet<string> {
  return new Set([...migrations.matchAll(/create table (?:if not exists )?"?(\w+)/g)].map(([, table]) => table ?? ''));
}

/** The tables that a text writes to in SQL. */
export function tablesWrittenIn(text: string, tables: ReadonlySet<string>): readonly string[] {
  const written = text.matchAll(
    /\b(?:insert\s+into|delete\s+from|truncate(?:\s+table)?|copy|update)\s+(?:only\s+)?"?(\w+)"?(?=\s*[("'`;,]|\s+(?:set|as|using|where|from|values|select|default|\w+\s+(?:set|using|where))\b|\s*$)/gim,
  );
  return [...new Set([...written].map(([, table]) => table ?? ''))].filter((table) => tables.has(table));
}

/** Every file under a folder that writes a table although it is neither a store, a migration nor a test. */
export function strangersWritingTables(folder: string, tables: ReadonlySet<string>): readonly string[] {
  return globSync('**/*.ts', { cwd: folder, exclude: (name) => name === 'node_modules' || name === 'dist' })
    .filter((file) => !MAY_WRITE.test(file))
    .filter((file) => tablesWrittenIn(readFileSync(path.join(folder, file), 'utf8'), tables).length > 0)
    .toSorted();
}
