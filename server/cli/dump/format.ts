/**
 * A dump is gzipped text, one JSON value per line: a header; for each table a line that names its columns, then one array
 * of texts per row; the sequences; and a last line by which a reader knows that nothing is missing.
 * It holds no time and no version of PostgreSQL, so that equal data makes equal files.
 */
import { z } from 'zod';

export const FORMAT = 1;

export const headerLine = z.object({ pagoda: z.literal('dump'), format: z.int(), migration: z.string() });

const tableLine = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });
const sequencesLine = z.object({
  sequences: z.record(z.string(), z.tuple([z.string().regex(/^-?\d+$/), z.boolean()])),
});
const endLine = z.object({ end: z.object({ rows: z.int() }) });

/** Every line that is no row. */
export const structureLine = z.union([tableLine, sequencesLine, endLine]);

export type Header = z.infer<typeof headerLine>;
export type StructureLine = z.infer<typeof structureLine>;

/** Rows are not parsed here: PostgreSQL wrote them and PostgreSQL reads them. */
export function isRow(line: string): boolean {
  return line.startsWith('[');
}

export function toLine(value: Header | StructureLine): string {
  return `${JSON.stringify(value)}\n`;
}
