import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Client } from 'pg';
import { findErrorCode } from '../../error-code.ts';
import { Failure } from '../terminal.ts';
import { FORMAT, toLine } from './format.ts';
import { findTables, readSequences, SESSION, type DumpTable } from './tables.ts';

const ROWS_AT_ONCE = 1000;

export interface DumpOptions {
  /** The last migration of the database. */
  readonly migration: string;
  readonly onProgress?: (rows: number, total: number) => void;
}

export interface DumpSummary {
  readonly tables: number;
  readonly rows: number;
}

/** Writes all rows of all tables, as of one moment, to a file. Memory does not depend on how many there are. */
export async function dumpToFile(client: Client, file: string, options: DumpOptions): Promise<DumpSummary> {
  const draft = `${file}.part`;
  const summary = { tables: 0, rows: 0 };
  try {
    // Readable by the owner alone: it holds the hashes of passwords and tokens.
    const target = createWriteStream(draft, { mode: 0o600, flush: true });
    await pipeline(Readable.from(dumpLines(client, options, summary)), createGzip(), target);
    await rename(draft, file);
  } catch (error) {
    if (findErrorCode(error) !== 'ENOENT') throw error;
    throw new Failure(`There is no directory ${path.dirname(file)}. Make it, or write to another one.`, {
      cause: error,
    });
  } finally {
    await rm(draft, { force: true });
  }
  return summary;
}

async function* dumpLines(
  client: Client,
  { migration, onProgress }: DumpOptions,
  summary: { tables: number; rows: number },
): AsyncGenerator<string> {
  await client.query(SESSION);
  await client.query('begin isolation level repeatable read read only');
  const tables = await findTables(client);
  const total = await countRows(client, tables);
  yield toLine({ pagoda: 'dump', format: FORMAT, migration });
  for (const table of tables) {
    summary.tables += 1;
    yield toLine({ table: table.name, columns: table.columns.map((column) => column.name) });
    for await (const rows of rowsOf(client, table)) {
      summary.rows += rows.length;
      yield `${rows.join('\n')}\n`;
      onProgress?.(summary.rows, total);
    }
  }
  const sequences = await readSequences(client);
  yield toLine({
    sequences: Object.fromEntries(Object.entries(sequences).map(([name, [at, isCalled]]) => [name, [at, isCalled]])),
  });
  yield toLine({ end: { rows: summary.rows } });
  await client.query('commit');
}

async function countRows(client: Client, tables: readonly DumpTable[]): Promise<number> {
  const counts = tables.map((table) => `(select count(*) from ${client.escapeIdentifier(table.name)})`);
  const { rows } = await client.query<{ total: string }>(`select ${counts.join(' + ') || '0'} as total`);
  return Number(rows[0]?.total ?? 0);
}

async function* rowsOf(client: Client, table: DumpTable): AsyncGenerator<readonly string[]> {
  const columns = table.columns.map((column) => `${client.escapeIdentifier(column.name)}::text`).join(', ');
  const name = client.escapeIdentifier(table.name);
  await client.query(
    `declare dump no scroll cursor for select json_build_array(${columns})::text as line from ${name} order by ${table.order}`,
  );
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`fetch ${ROWS_AT_ONCE} from dump`);
    if (rows.length > 0) yield rows.map((row) => row.line);
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await client.query('close dump');
}
