import DataLoader from 'dataloader';
import { perContext, type PerContext } from '../per-context.ts';
import { query } from './query.ts';

interface Identified {
  readonly id: number;
}

/**
 * The rows of one table that one operation has loaded, by id; null for ids without a row. What is known is found without a
 * promise; all that are asked for in the same turn share one statement.
 */
export class RowLoader<Row extends Identified> {
  readonly #rows = new Map<number, Row | null>();
  readonly #batches: DataLoader<number, Row | null>;

  constructor(read: (ids: readonly number[]) => Promise<readonly Row[]>) {
    const readAll = async (ids: readonly number[]) => {
      this.prime(await read(ids), ids);
      return ids.map((id) => this.#rows.get(id) ?? null);
    };
    this.#batches = new DataLoader(readAll, { cache: false });
  }

  /** The row, null if it is known that there is none, undefined if it was not loaded. */
  peek(id: number): Row | null | undefined {
    return this.#rows.get(id);
  }

  /** Those of the ids that were not loaded, each once. */
  unknown(ids: Iterable<number>): number[] {
    return [...new Set(ids)].filter((id) => !this.#rows.has(id));
  }

  /** Makes known what a statement found, and that there is nothing else for the ids it was asked for. */
  prime(rows: readonly Row[], ids: readonly number[]): void {
    for (const row of rows) this.#rows.set(row.id, row);
    for (const id of ids) if (!this.#rows.has(id)) this.#rows.set(id, null);
  }

  /** Without a promise when it is known. */
  find(id: number): Row | null | Promise<Row | null> {
    const known = this.#rows.get(id);
    return known === undefined ? this.#batches.load(id) : known;
  }

  load(id: number): Promise<Row | null> {
    return Promise.resolve(this.find(id));
  }

  /** Those that there are, in the order of the ids. Without a promise when all are known. */
  findMany(ids: readonly number[]): readonly Row[] | Promise<readonly Row[]> {
    const unknown = this.unknown(ids);
    const found = () => ids.flatMap((id) => this.#rows.get(id) ?? []);
    return unknown.length === 0 ? found() : Promise.all(unknown.map((id) => this.#batches.load(id))).then(found);
  }

  loadMany(ids: readonly number[]): Promise<readonly Row[]> {
    return Promise.resolve(this.findMany(ids));
  }
}

/**
 * Makes what gives each operation its loader of the rows of one table.
 * `text` selects the rows for `$1::int[]` and names their key `id`.
 */
export function makeRowLoader<Row extends Identified>(text: string): PerContext<RowLoader<Row>> {
  return perContext((ctx) => new RowLoader<Row>((ids) => query<Row>(ctx.em, text, [ids])));
}
