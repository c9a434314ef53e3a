import path from 'node:path';
import pg from 'pg';
import type { MigrationObject, MikroORM } from '@mikro-orm/postgresql';
import type { Settings } from '../config.ts';
import { openOrm, startEmbeddedPostgres } from '../db/index.ts';

/** Lends the address of the database: the one of the settings, or the embedded one, started if nobody else did. */
export async function withDatabase<T>(settings: Settings, work: (url: string) => Promise<T>): Promise<T> {
  if (settings.databaseDirectUrl !== null) return work(settings.databaseDirectUrl);
  const embedded = await startEmbeddedPostgres({ dataDir: path.join(settings.dataDir, 'postgres') });
  try {
    return await work(embedded.url);
  } finally {
    await embedded.stop();
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
