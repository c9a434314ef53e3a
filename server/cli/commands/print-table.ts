import { onOneLine } from '../safe-text.ts';

export function printTable(print: (line: string) => void, given: readonly (readonly string[])[]): void {
  const rows = given.map((row) => row.map(onOneLine));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    print(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}
