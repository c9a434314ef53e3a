import { randomUUID } from 'node:crypto';
import { Migrator } from '@mikro-orm/migrations';
import {
  MikroORM,
  type EntityManager,
  type EventSubscriber,
  type MigrationObject,
  type Options,
} from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { MIGRATIONS } from './migrations/index.ts';
import { makePool, type PoolOptions } from './pool.ts';
import { ReleasingDialect } from './releasing-dialect.ts';

export interface OrmOptions extends PoolOptions {
  readonly entities: NonNullable<Options['entities']>;
  readonly migrations?: readonly MigrationObject[];
  readonly subscribers?: readonly EventSubscriber[];
}

const pools = new WeakMap<object, Pool>();

/** Opens no connection yet: the first statement does. Closing it closes the pool. */
export async function openOrm(url: string, options: OrmOptions): Promise<MikroORM> {
  const { entities, migrations = MIGRATIONS, subscribers = [], log = () => undefined } = options;
  const pool = makePool(url, options);
  const orm = await MikroORM.init({
    clientUrl: url,
    // Under one name, `fork` inside a transaction of one ORM would give a fork of that one to every other ORM.
    contextName: randomUUID(),
    entities: [...entities],
    subscribers: [...subscribers],
    extensions: [Migrator],
    discovery: { warnWhenNoEntities: false },
    migrations: { migrationsList: [...migrations], tableName: 'migration', snapshot: false, silent: true },
    colors: false,
    logger: log,
    driverOptions: new ReleasingDialect({ pool }),
  });
  pools.set(orm.driver, pool);
  const close = orm.close.bind(orm);
  orm.close = async (force) => {
    await close(force);
    // MikroORM ends a pool only if it sent something over it itself.
    if (!pool.ending) await pool.end();
  };
  return orm;
}

/** The connections that the entity manager and all its siblings use. */
export function getPool(em: EntityManager): Pool {
  const pool = pools.get(em.getDriver());
  if (!pool) throw new Error('This entity manager does not come from openOrm.');
  return pool;
}
