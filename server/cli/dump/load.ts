import type { Client } from 'pg';
import { Failure } from '../terminal.ts';
import { readDumpLines } from './dump-lines.ts';
import { FORMAT, headerLine, isRow, structureLine, type Header, type StructureLine } from './format.ts';
import { withoutConstraints } from './constraints.ts';
import { findTables, SESSION, type DumpTable } from './tables.ts';

const ROWS_AT_ONCE = 1000;
const CHARACTERS_AT_ONCE = 4_000_000;

/** Migrations fill these; a dump brings its own rows. */
const FILLED_BY_MIGRATIONS: ReadonlySet<string> = new Set(['epoch']);

/** What the first line says. */
export async function readHeader(file: string): Promise<Header> {
  for await (const line of readDumpLines(file)) {
    const header = headerLine.safeParse(parseLine(line));
    if (!header.success) break;
    if (header.data.format === FORMAT) return header.data;
    throw new Failure(
      `${file} is a dump of format ${header.data.format}; this Pagoda reads format ${FORMAT}. Load it with the Pagoda that made it.`,
    );
  }
  throw new Failure(`${file} is no Pagoda dump.`);
}

/** Fills an empty database of the dump's migration: everything or nothing. Returns the number of rows. */
export async function loadFromFile(client: Client, file: string, onBytes?: (bytes: number) => void): Promise<number> {
  await client.query(SESSION);
  await client.query('begin');
  try {
    const tables = await findTables(client);
    await emptyTables(client, tables);
    const rows = await withoutConstraints(client, tables, () =>
      insertAll(client, tables, readDumpLines(file, onBytes)),
    );
    await client.query('commit');
    return rows;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function emptyTables(client: Client, tables: readonly DumpTable[]): Promise<void> {
  for (const { name } of tables) {
    const table = client.escapeIdentifier(name);
    await client.query(`lock table ${table} in access exclusive mode`);
    if (FILLED_BY_MIGRATIONS.has(name)) await client.query(`delete from ${table}`);
    const { rows } = await client.query(`select from ${table} limit 1`);
    if (rows.length > 0) {
      throw new Failure(
        `The database is not empty: the table ${name} has rows. A dump is loaded into an empty database only: ` +
          'set PAGODA_DATA_DIR to a new directory, or DATABASE_URL to a new database.',
      );
    }
  }
}

async function insertAll(client: Client, tables: readonly DumpTable[], lines: AsyncGenerator<string>): Promise<number> {
  let inserter: Inserter | null = null;
  let rows = 0;
  let isComplete = false;
  let isFirst = true;
  for await (const line of lines) {
    if (isFirst) isFirst = false;
    else if (isRow(line)) {
      rows += 1;
      await inserter?.add(line);
    } else {
      await inserter?.flush();
      const structure = parseStructure(line);
      if ('table' in structure) inserter = new Inserter(client, findTable(tables, structure));
      else if ('sequences' in structure) await setSequences(client, structure.sequences);
      else isComplete = structure.end.rows === rows;
    }
  }
  if (!isComplete) throw new Failure('The dump was cut off: its last line is missing. Make it again.');
  return rows;
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function parseStructure(line: string): StructureLine {
  const structure = structureLine.safeParse(parseLine(line));
  if (structure.success) return structure.data;
  throw new Failure(`The dump has a line that cannot be understood: ${line.slice(0, 100)}`);
}

interface Target {
  readonly name: string;
  readonly columns: DumpTable['columns'];
}

function findTable(tables: readonly DumpTable[], named: { table: string; columns: readonly string[] }): Target {
  const table = tables.find(({ name }) => name === named.table);
  if (!table) throw new Failure(`The dump has a table ${named.table} that this database does not have.`);
  const columns = named.columns.map((name) => {
    const column = table.columns.find((one) => one.name === name);
    if (!column) throw new Failure(`The dump has a column ${name} of ${table.name} that this database does not have.`);
    return column;
  });
  return { name: table.name, columns };
}

/** Collects rows and inserts many with one statement. */
class Inserter {
  readonly #client: Client;
  readonly #statement: string;
  #lines: string[] = [];
  #characters = 0;

  constructor(client: Client, { name, columns }: Target) {
    const names = columns.map((column) => client.escapeIdentifier(column.name)).join(', ');
    const values = columns.map((column, index) => `(line ->> ${index})::${column.type}`).join(', ');
    this.#client = client;
    this.#statement =
      `insert into ${client.escapeIdentifier(name)} (${names}) overriding system value ` +
      `select ${values} from json_array_elements($1::json) with ordinality as rows (line, place) order by place`;
  }

  async add(line: string): Promise<void> {
    this.#lines.push(line);
    this.#characters += line.length;
    if (this.#lines.length >= ROWS_AT_ONCE || this.#characters >= CHARACTERS_AT_ONCE) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#lines.length === 0) return;
    await this.#client.query(this.#statement, [`[${this.#lines.join(',')}]`]);
    this.#lines = [];
    this.#characters = 0;
  }
}

async function setSequences(
  client: Client,
  sequences: Readonly<Record<string, readonly [string, boolean]>>,
): Promise<void> {
  for (const [name, [value, isCalled]] of Object.entries(sequences)) {
    await client.query('select setval(quote_ident($1)::regclass, $2::bigint, $3)', [name, value, isCalled]);
  }
}
