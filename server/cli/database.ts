import pg from 'pg';
import type { MigrationObject, MikroORM } from '@mikro-orm/postgresql';
import type { Settings } from '../config.ts';
import { openDatabase, openOrm } from '../db/index.ts';

/** Lends the address of the database, the one that no pooler stands before. */
export async function withDatabase<T>(settings: Settings, work: (url: string) => Promise<T>): Promise<T> {
  const database = await openDatabase(settings);
  try {
    return await work(database.direct);
  } finally {
    await database.close();
  }
}

/** For migrations: knows no domain and no table. */
export async function withOrm<T>(
  url: string,
  work: (orm: MikroORM) => Promise<T>,
  migrations?: readonly MigrationObject[],
): Promise<T> {
  const orm = await openOrm(url, { entities: [], poolSize: 2, applicationName: 'pagoda command', migrations });
  try {
    return await work(orm);
  } finally {
    await orm.close();
  }
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'pagoda command', keepAlive: true });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
