import { checkServer } from './check-server.ts';
import { migrateUp } from './migrate.ts';
import { openOrm } from './orm.ts';

/** Brings a database up to this server; refuses one that cannot hold what the server writes. */
export async function prepareDatabase(url: string): Promise<void> {
  const orm = await openOrm(url, { entities: [], poolSize: 2, applicationName: 'pagoda migration' });
  try {
    await checkServer(orm.em);
    await migrateUp(orm);
  } finally {
    await orm.close();
  }
}
