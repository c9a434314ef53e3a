import { sql, type Sql } from '../../db/index.ts';

// Texts that users typed: nothing in them is a wildcard. Both sides must be folded.

/** The condition that a text has another one in it. */
export function contains(column: Sql, text: string): Sql {
  return like(column, `%${escape(text)}%`, /[\p{L}\p{N}]{3}/u.test(text));
}

/** The condition that a text begins with another one. */
export function startsWith(column: Sql, text: string): Sql {
  return like(column, `${escape(text)}%`, /[\p{L}\p{N}]/u.test(text));
}

/**
 * A pattern without a trigram, as most words of two Japanese letters make, would have the trigram index read from end to end.
 * Plans of prepared statements do not know the pattern, so the statement must say that the index is of no use.
 */
function like(column: Sql, pattern: string, hasTrigram: boolean): Sql {
  return hasTrigram ? sql`${column} like ${pattern}` : sql`${column} || '' like ${pattern}`;
}

function escape(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
