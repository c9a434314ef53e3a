import type { MigrationObject } from '@mikro-orm/postgresql';
import { migrateUp, migrationStatus } from '../../db/index.ts';
import { withOrm } from '../database.ts';
import { Failure } from '../terminal.ts';

/** Brings a database to the migration that a dump was made at; a newer Pagoda migrates the rest once the data is in. */
export async function migrateForDump(url: string, migration: string): Promise<void> {
  const { done, pending, known } = await withOrm(url, async (orm) => ({
    ...(await migrationStatus(orm)),
    known: (orm.config.get('migrations').migrationsList ?? []).filter(
      (migration): migration is MigrationObject => 'class' in migration,
    ),
  }));
  if (done.at(-1) === migration) return;
  if (done.includes(migration)) {
    throw new Failure(
      `The dump was made at migration ${migration}, and this database is past it (${String(done.at(-1))}). ` +
        'Load it into a database that no Pagoda has used yet.',
    );
  }
  if (!pending.includes(migration)) {
    throw new Failure(
      `The dump was made at migration ${migration}, which this Pagoda does not know. Load it with the Pagoda that made it, or a newer one.`,
    );
  }
  const upTo = known.findIndex(({ name }) => name === migration) + 1;
  await withOrm(url, migrateUp, known.slice(0, upTo));
}
