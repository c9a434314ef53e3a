import pg from 'pg';
import { TransactionClient } from './transaction-client.ts';

export interface PoolOptions {
  readonly poolSize?: number;
  /** How the connections are called in pg_stat_activity. */
  readonly applicationName?: string;
  /** Milliseconds after which PostgreSQL cancels a statement; 0 is never. */
  readonly statementTimeout?: number;
  /** Milliseconds to wait for a connection, be it a new one or one that somebody else is using. */
  readonly connectionTimeout?: number;
  /** Off behind a pooler that lends its connections per transaction. */
  readonly prepareStatements?: boolean;
  readonly log?: (message: string) => void;
}

/** Opens no connection yet: the first statement does. */
export function makePool(url: string, options: PoolOptions = {}): pg.Pool {
  const { prepareStatements = true, statementTimeout = 0, log = () => undefined } = options;
  const config = {
    connectionString: url,
    Client: TransactionClient,
    pipeline: true,
    prepare: prepareStatements,
    types: makeTypes(),
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: options.connectionTimeout ?? 10_000,
    keepAlive: true,
    application_name: options.applicationName ?? 'pagoda',
    ...(statementTimeout > 0 ? { statement_timeout: statementTimeout } : {}),
  };
  const pool = new pg.Pool(config as pg.PoolConfig);
  // PostgreSQL may drop any connection at any time. Whoever uses it sees a failed statement; without a listener the process would end.
  const report = (error: Error) => {
    // A pool that has ended does not wait for PostgreSQL to see it.
    if (!pool.ending) log(`A connection to PostgreSQL was lost: ${error.message}`);
  };
  pool.on('error', report);
  pool.on('connect', (client) => void client.on('error', report));
  return pool;
}

const INT8 = 20;
const DATE = 1082;
const TIMESTAMP = 1114;
const TIMESTAMPTZ = 1184;
const INTERVAL = 1186;

/** Times stay text, as MikroORM wants them. No bigint of ours passes 2^53. */
function makeTypes(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides();
  for (const oid of [DATE, TIMESTAMP, TIMESTAMPTZ, INTERVAL]) types.setTypeParser(oid, String);
  types.setTypeParser(INT8, Number);
  return types;
}
