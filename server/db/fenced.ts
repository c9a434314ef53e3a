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

/** Null is what the connection began with. */
export const LEAVE = `
  select set_config('role', null, true), set_config('search_path', null, true), set_config('statement_timeout', null, true)`;

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
