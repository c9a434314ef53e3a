import type { EntityManager } from '@mikro-orm/postgresql';
import { DataAccessError, InterfaceError, type PluginSql, type SqlRow } from 'pagoda-plugin-sdk';
import { FenceBroken, isDatabaseAway, queryFenced } from '../../db/index.ts';
import { findErrorCode } from '../../error-code.ts';
import { readDatabaseOid } from './database.store.ts';
import { roleOf, schemaOf } from './storage-names.ts';
import { requireStatement } from './statement.ts';

/** Lends a transaction, and says how many milliseconds are left of the call; 0 is no limit. */
export type Transact = <T>(work: (em: EntityManager, remaining: number) => Promise<T>) => Promise<T>;

/** What a plugin asks its tables with. */
export function makeSql(pluginId: string, hasStorage: boolean, transact: Transact): PluginSql {
  const run = async <Row extends object>(text: string, values: readonly unknown[]): Promise<readonly Row[]> => {
    if (!hasStorage) {
      throw new InterfaceError(`Plugin "${pluginId}" has no tables: it declares no migrations, so there is no ctx.sql`);
    }
    if (typeof text !== 'string') throw new InterfaceError('ctx.sql.query takes the text of a statement');
    requireStatement(text);
    return transact(async (em, remaining) => {
      const fence = { ...(await placeIn(em, pluginId)), timeout: remaining };
      return queryFenced<Row>(em, fence, text, values).catch(rethrow);
    });
  };
  const sql = <Row extends object = SqlRow>(strings: TemplateStringsArray, ...values: readonly unknown[]) =>
    run<Row>(textOf(strings), values);
  return Object.freeze(
    Object.assign(sql, {
      query: <Row extends object = SqlRow>(text: string, params: readonly unknown[] = []) => run<Row>(text, params),
    }),
  );
}

function textOf(strings: unknown): string {
  if (!Array.isArray(strings) || !('raw' in strings)) {
    throw new InterfaceError('Write ctx.sql`…` as a tagged template, or ctx.sql.query(text, params)');
  }
  return strings.map(String).reduce((text, piece, index) => `${text}$${index}${piece}`);
}

const databases = new WeakMap<object, Promise<number>>();

/** Where a plugin's tables are; the number of the database is asked for once. */
async function placeIn(
  em: EntityManager,
  pluginId: string,
): Promise<{ readonly schema: string; readonly role: string }> {
  const driver = em.getDriver();
  const known = databases.get(driver) ?? readDatabaseOid(em);
  databases.set(driver, known);
  known.catch(() => databases.delete(driver));
  const schema = schemaOf(pluginId);
  return { schema, role: roleOf(schema, await known) };
}

/** In the words of the SDK, unless nobody can help it. */
function rethrow(error: unknown): never {
  if (error instanceof FenceBroken) throw new InterfaceError(`ctx.sql: ${error.message}`, { cause: error });
  const code = findErrorCode(error);
  if (isDatabaseAway(error) || !(error instanceof Error) || code === null) throw error;
  throw Object.assign(new DataAccessError(error.message, { cause: error }), { code });
}
