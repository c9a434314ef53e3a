/**
 * What a set of stored objects can be asked, in a chain. Nothing is read until the set is awaited, iterated or asked for a
 * result. Each step gives a new set; the one before stays as it was.
 */
interface Queries<Row, Lookup, Order extends string> {
  /** All of them. For entities, entries and users that includes deleted ones: say `isActive: true` to leave those out. */
  all(): QuerySet<Row, Lookup, Order>;
  /** Those that meet every condition. */
  filter(lookup: Lookup): QuerySet<Row, Lookup, Order>;
  /** Those that do not meet all the conditions. */
  exclude(lookup: Lookup): QuerySet<Row, Lookup, Order>;
  /** Sorted by fields, `-` before one for descending; by id unless told. */
  orderBy(...fields: readonly (Order | `-${Order}`)[]): QuerySet<Row, Lookup, Order>;
  /** At most so many. */
  limit(count: number): QuerySet<Row, Lookup, Order>;
  /** Without the first so many. */
  offset(count: number): QuerySet<Row, Lookup, Order>;
  /** Those from `start` up to but without `end`, counted from 0, like `Array.prototype.slice` with numbers that are not negative. */
  slice(start: number, end?: number): QuerySet<Row, Lookup, Order>;
  /** The one that meets the conditions. Throws the model's `DoesNotExist` or `MultipleObjectsReturned`. */
  get(lookup?: Lookup): Promise<Row>;
  /** The first in order, or null. */
  first(): Promise<Row | null>;
  count(): Promise<number>;
  exists(): Promise<boolean>;
}

/**
 * A set of stored objects that is read when it is needed: `await` gives a list, `for await` one object after the other in
 * batches.
 *
 * @example
 * for await (const entry of Entry.objects.filter({ schema: { name: 'Server' }, isActive: true })) console.log(entry.name);
 * const newest = await Entry.objects.filter({ isActive: true }).orderBy('-createdTime').limit(10);
 */
export interface QuerySet<Row, Lookup = never, Order extends string = string>
  extends Queries<Row, Lookup, Order>, PromiseLike<readonly Row[]>, AsyncIterable<Row> {}

/**
 * The stored objects of a model.
 *
 * @example const entity = await Entity.objects.get({ id: 123 });
 */
export interface Manager<Row, Lookup = never, Creation = never, Order extends string = string> extends Queries<
  Row,
  Lookup,
  Order
> {
  /** Stores a new one, through the same rules and hooks as any client. Throws `ValidationError` and `AuthorizationError`. */
  create(data: Creation): Promise<Row>;
}
