import DataLoader from 'dataloader';
import type { Context } from '../../context.ts';
import { idList, query, sql } from '../../db/index.ts';
import { perContext } from '../../per-context.ts';
import { readableEntries } from '../access/index.ts';
import { columnsFor, hasParts, type EntryParts, type EntryRow } from './entry-row.ts';

interface Wanted {
  readonly id: number;
  readonly parts: EntryParts;
}

/**
 * The entries that one operation has loaded, by id; null for those that do not exist or may not be seen.
 * What a look-ahead put here is found without a promise, so that pages of values are rendered synchronously.
 */
export class EntryLoader {
  readonly #ctx: Context;
  readonly #rows = new Map<number, EntryRow | null>();
  readonly #batches: DataLoader<Wanted, EntryRow | null>;

  constructor(ctx: Context) {
    this.#ctx = ctx;
    const loadAll = async (wanted: readonly Wanted[]): Promise<(EntryRow | null)[]> => {
      const parts = {
        doc: wanted.some((one) => one.parts.doc),
        times: wanted.some((one) => one.parts.times),
      };
      await this.ensure(
        wanted.map((one) => one.id),
        parts,
      );
      return wanted.map((one) => this.#rows.get(one.id) ?? null);
    };
    this.#batches = new DataLoader(loadAll, { cache: false });
  }

  /** The entry if it is there with these parts, null if it is known not to exist, undefined if it was not loaded. */
  peek(id: number, parts: EntryParts): EntryRow | null | undefined {
    const row = this.#rows.get(id);
    return row && !hasParts(row, parts) ? undefined : row;
  }

  /** Those of the ids that were not loaded with these parts, each once. */
  unknown(ids: Iterable<number>, parts: EntryParts): number[] {
    return [...new Set(ids)].filter((id) => this.peek(id, parts) === undefined);
  }

  /**
   * Makes known what another statement found, and that there is nothing else for the ids it was asked for.
   * Rows that are known already get the parts they lack.
   */
  prime(rows: readonly EntryRow[], ids: readonly number[] = []): void {
    for (const row of rows) {
      const known = this.#rows.get(row.id);
      if (known) addParts(known, row);
      else this.#rows.set(row.id, row);
    }
    for (const id of ids) if (!this.#rows.has(id)) this.#rows.set(id, null);
  }

  /** Loads those of the ids that are not known with these parts, in one statement. */
  async ensure(ids: Iterable<number>, parts: EntryParts): Promise<void> {
    const missing = this.unknown(ids, parts);
    if (missing.length === 0) return;
    const rows = await query<EntryRow>(
      this.#ctx.em,
      sql`select ${columnsFor(parts)} from entry e where e.id = any(${idList(missing)}::int[]) and ${readableEntries(this.#ctx)}`,
    );
    this.prime(rows, missing);
  }

  /** One entry; all that are asked for in the same turn share one statement. */
  load(id: number, parts: EntryParts): Promise<EntryRow | null> {
    const known = this.peek(id, parts);
    return known === undefined ? this.#batches.load({ id, parts }) : Promise.resolve(known);
  }
}

/** Nothing else: the rows of a page also know their place in it, and those of another page have another. */
function addParts(known: EntryRow, { doc, attrAcls, createdTime, updatedTime, createdUserId }: EntryRow): void {
  if (doc !== undefined) Object.assign(known, { doc, attrAcls });
  if (updatedTime !== undefined) Object.assign(known, { createdTime, updatedTime, createdUserId });
}

export const entryLoader = perContext((ctx) => new EntryLoader(ctx));

/** To be called when entries were written: what the operation reads from now on is read anew. */
export function forgetEntries(ctx: Context): void {
  entryLoader.forget(ctx);
}
