import type { ModelName } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import type { OrderKey, Sql } from '../../db/index.ts';
import type { Fields } from './lookup.ts';

/** A row as it is read, before it becomes an object. */
export interface ModelRow {
  readonly id: number;
  /** What the catalog must know of to say who may see the row. */
  readonly entityId?: number | null;
  readonly entityAttrId?: number;
}

/** What an order can be made of. */
export type SortKey = Pick<OrderKey, 'expression' | 'type'>;

/** How the objects of one model are read. */
export interface Table<Row extends ModelRow, One> {
  readonly name: ModelName;
  /** The table and what is joined to it, with the names that the other pieces use. */
  readonly from: Sql;
  readonly id: SortKey;
  readonly columns: Sql;
  readonly fields: Fields;
  readonly orders: Readonly<Record<string, SortKey>>;
  /** Which rows there are for the actor. */
  visible(ctx: Context): Sql;
  /** Makes objects of a page of rows, with a number of statements that does not depend on how many they are. */
  build(ctx: Context, rows: readonly Row[]): Promise<readonly One[]>;
}
