import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, type EventSubscriber, type MigrationObject, type Options } from '@mikro-orm/postgresql';
import type { Pool, PoolClient } from 'pg';
import { MeteredClient } from './metered-client.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { PreparingClient } from './preparing-client.ts';

export interface OrmOptions {
  readonly entities: NonNullable<Options['entities']>;
  readonly migrations?: readonly MigrationObject[];
  readonly subscribers?: readonly EventSubscriber[];
  readonly poolSize?: number;
  /** How the connections are called in pg_stat_activity. */
  readonly applicationName?: string;
  /** Milliseconds after which PostgreSQL cancels a statement; 0 is never. */
  readonly statementTimeout?: number;
  /** Milliseconds to wait for a connection. */
  readonly connectionTimeout?: number;
  /** Off behind a pooler that lends connections per transaction. */
  readonly prepareStatements?: boolean;
  readonly log?: (message: string) => void;
}

/** Opens no connection yet: the first statement does. */
export function openOrm(url: string, options: OrmOptions): Promise<MikroORM> {
  const { migrations = MIGRATIONS, prepareStatements = true, statementTimeout = 0, log = () => undefined } = options;
  return MikroORM.init({
    clientUrl: url,
    entities: [...options.entities],
    subscribers: [...(options.subscribers ?? [])],
    extensions: [Migrator],
    discovery: { warnWhenNoEntities: false },
    migrations: { migrationsList: [...migrations], tableName: 'migration', snapshot: false, silent: true },
    colors: false,
    logger: log,
    driverOptions: {
      // MikroORM takes host, port and names from the URL and drops the rest, such as sslmode.
      connectionString: url,
      Client: prepareStatements ? PreparingClient : MeteredClient,
      max: options.poolSize ?? 10,
      connectionTimeoutMillis: options.connectionTimeout ?? 10_000,
      keepAlive: true,
      application_name: options.applicationName ?? 'pagoda',
      ...(statementTimeout > 0 ? { statement_timeout: statementTimeout } : {}),
      onPoolCreated: (pool: Pool) => void pool.on('connect', parseBigintAsNumber),
    },
  });
}

const INT8 = 20;

/** No counter of ours passes 2^53. */
function parseBigintAsNumber(client: PoolClient): void {
  client.setTypeParser(INT8, Number);
}
