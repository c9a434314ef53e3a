import DataLoader from 'dataloader';
import { perContext, type PerContext } from '../per-context.ts';
import { idList } from './list-parameter.ts';
import { query } from './query.ts';

interface Nested {
  readonly parentId: number;
}

/**
 * Makes what gives each operation its loader of short lists below objects, by the id of the object. All that are asked for in the
 * same turn share one statement. `text` selects the rows for `$1::int[]` in the order of the lists and names the object `"parentId"`.
 */
export function makeListLoader<Row extends Nested>(text: string): PerContext<DataLoader<number, readonly Row[]>> {
  return perContext(
    (ctx) =>
      new DataLoader<number, readonly Row[]>(async (ids) => {
        const rows = await query<Row>(ctx.em, text, [idList(ids)]);
        const byParent = Map.groupBy(rows, ({ parentId }) => parentId);
        return ids.map((id) => byParent.get(id) ?? []);
      }),
  );
}
