import DataLoader from 'dataloader';
import type { Context } from '../context.ts';
import { query } from './query.ts';

export type RowLoader<Row> = DataLoader<number, Row | null>;

/**
 * Makes a loader of rows by id: one statement for all ids that one operation asks for at a time, null for ids without a row.
 * `text` selects the rows for `$1::int[]` and names their key `id`.
 */
export function makeRowLoader<Row extends { readonly id: number }>(text: string): (ctx: Context) => RowLoader<Row> {
  const loaders = new WeakMap<Context, RowLoader<Row>>();
  return (ctx) => {
    const known = loaders.get(ctx);
    if (known) return known;
    const loader: RowLoader<Row> = new DataLoader(async (ids) => {
      const rows = await query<Row>(ctx.em, text, [ids]);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    });
    loaders.set(ctx, loader);
    return loader;
  };
}
