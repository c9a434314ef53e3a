/** One step that makes or changes the tables of a plugin. */
export interface PluginMigration {
  /**
   * Is written to the database and never changes. Letters, digits, `-`, `_` and `.`; at most 100 of them: `0001-create`.
   */
  readonly name: string;
  /**
   * One or more statements, or the address of a file with them. They run in one transaction, in the schema of the plugin: name tables
   * without a schema. What cannot be in a transaction (`create index concurrently`, `vacuum`, `commit`) cannot be here.
   */
  readonly sql: string | URL;
}

/** A row as it comes from the database, by the names of its columns. */
export type SqlRow = Readonly<Record<string, unknown>>;

/**
 * Asks the tables of the plugin, and no others: each statement runs as a PostgreSQL role that may use the schema of the plugin alone.
 *
 * A statement is part of the transaction that the call is in: of the write that a before hook or `entry.validate` takes part in, of
 * the mutation that a resolver carries out, of `ctx.transaction`; elsewhere it has one of its own. One that fails is undone alone, so
 * its error can be caught. It has as long as is left of the call.
 *
 * One statement at a time. Refused with an `InterfaceError`: BEGIN, COMMIT and other control of transactions, SET, RESET, DO, CALL, COPY,
 * LISTEN, cursors. After the end of the call: `HookEnded`. What PostgreSQL refuses is a `DataAccessError` with its SQLSTATE in `code`.
 *
 * Values of `timestamptz` are `Date`, of `bigint` numbers, of `json` parsed; `numeric`, `date`, `timestamp` and `interval` are text.
 */
export interface PluginSql {
  /**
   * A tagged template: each `${value}` is a parameter, never text of the statement.
   *
   * @example const racks = await ctx.sql<Rack>`select id, height from rack where site = ${site}`;
   */
  <Row extends object = SqlRow>(strings: TemplateStringsArray, ...values: readonly unknown[]): Promise<readonly Row[]>;
  /**
   * The same with the parameters written as `$1`, `$2`, …
   *
   * @example const [rack] = await ctx.sql.query<Rack>('select id, height from rack where id = $1', [id]);
   */
  query<Row extends object = SqlRow>(text: string, params?: readonly unknown[]): Promise<readonly Row[]>;
}
