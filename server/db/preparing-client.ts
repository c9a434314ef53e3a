import { createHash } from 'node:crypto';
import { MeteredClient } from './metered-client.ts';

/** Statements beyond it are sent unnamed: a name keeps a plan in every connection until it closes. */
const NAMES_LIMIT = 1000;
const names = new Map<string, string>();

/** A connection that turns every statement with values into a named prepared one. Not for a pooler that lends connections per transaction. */
export class PreparingClient extends MeteredClient {
  override query(statement: unknown, values?: unknown, callback?: unknown): unknown {
    if (typeof statement !== 'string' || !Array.isArray(values) || values.length === 0) {
      return super.query(statement, values, callback);
    }
    const name = nameOf(statement);
    return name ? super.query({ name, text: statement, values }, callback) : super.query(statement, values, callback);
  }
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= NAMES_LIMIT) return undefined;
  const name = createHash('sha1').update(text).digest('base64url');
  names.set(text, name);
  return name;
}
