import pg from 'pg';

/** Within what a statement of somebody else runs. Only inside of a transaction. */
export interface Fence {
  /** Whose rights it has. */
  readonly role: string;
  /** Where names of tables are looked up. */
  readonly schema: string;
  /** Milliseconds that it may take; 0 is no limit but that of the connection. */
  readonly timeout: number;
}

/**
 * Stands for a statement inside of a fence; its values are the fence, the text and the parameters. Three statements go out as one, so
 * that nothing else that the transaction is asked meanwhile gets inside.
 */
export const FENCED = '/* fenced */';

export const ENTER = `
  select set_config('role', $1, true), set_config('search_path', $2, true),
    set_config('statement_timeout', case $3 when '0' then current_setting('statement_timeout') else $3 end, true)`;

/** Null is what the connection began with. What was in force is read before. */
export const LEAVE = `
  select current_setting('role') as role, current_setting('search_path') as path, pg_my_temp_schema() <> 0 as "hasTemporary",
    set_config('role', null, true), set_config('search_path', null, true), set_config('statement_timeout', null, true)`;

/** A statement took down its fence, or left something behind that would outlive it. */
export class FenceBroken extends Error {
  constructor(what: string) {
    super(`The statement ${what}, so it is undone`);
    this.name = 'FenceBroken';
  }
}

/** What stood when the fence was left. */
export interface Left {
  readonly role: string;
  readonly path: string;
  readonly hasTemporary: boolean;
}

/** Throws `FenceBroken`, in time for the transaction or savepoint to be undone. */
export function requireWhole({ role, schema }: Fence, left: Left | undefined): void {
  if (left?.role !== role) throw new FenceBroken('took another role');
  if (left.path !== pg.escapeIdentifier(schema)) throw new FenceBroken('changed search_path');
  // Its names would come before those of all other tables, for whoever has the connection next.
  if (left.hasTemporary) throw new FenceBroken('made a temporary table');
}

export function enterValues({ role, schema, timeout }: Fence): readonly string[] {
  return [role, pg.escapeIdentifier(schema), String(Math.ceil(timeout))];
}

const INT8 = 20;
const DATE = 1082;
const TIMESTAMP = 1114;
const INTERVAL = 1186;

/** A date without a zone is no moment, so it stays text. */
const types = new pg.TypeOverrides();
for (const oid of [DATE, TIMESTAMP, INTERVAL]) types.setTypeParser(oid, String);
types.setTypeParser(INT8, Number);

/** In this mode PostgreSQL takes one statement and no more. It is not prepared under a name: another plugin may send the same text. */
export function oneStatement(text: string, values: readonly unknown[]): object {
  return { text, values: [...values], queryMode: 'extended', types };
}
