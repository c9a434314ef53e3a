import path from 'node:path';
import type { Settings } from '../config.ts';
import { startEmbeddedPostgres } from './embedded/index.ts';

/** Where the database is, for as long as it is held. */
export interface Database {
  /** For requests; a pooler may stand before it. */
  readonly pooled: string;
  /** For what needs a connection of its own: LISTEN, the job runner, migrations. */
  readonly direct: string;
  close(): Promise<void>;
}

type DatabaseSettings = Pick<Settings, 'databaseUrl' | 'databaseDirectUrl' | 'dataDir'>;

/** The database of the settings, or the embedded one, started if nobody else did. */
export async function openDatabase({ databaseUrl, databaseDirectUrl, dataDir }: DatabaseSettings): Promise<Database> {
  if (databaseUrl !== null) {
    return { pooled: databaseUrl, direct: databaseDirectUrl ?? databaseUrl, close: () => Promise.resolve() };
  }
  const embedded = await startEmbeddedPostgres({ dataDir: path.join(dataDir, 'postgres') });
  return { pooled: embedded.url, direct: embedded.url, close: () => embedded.stop() };
}
