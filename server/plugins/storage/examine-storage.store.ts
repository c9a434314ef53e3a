import type pg from 'pg';
import type { Plugin } from 'pagoda-plugin-sdk';
import { MigrationRefused, pendingMigrations, readMigrations, type AppliedMigration } from './declared-migrations.ts';
import { checkSchema } from './ensure-schema.store.ts';

/** A migration that a plugin declares, or that ran for it. */
export interface ExaminedMigration {
  readonly name: string;
  /** Null for one that has not run. */
  readonly appliedTime: Date | null;
}

/** How far the tables of a plugin are in this database. */
export interface ExaminedStorage {
  /** Why it would be refused, or null. */
  readonly problem: string | null;
  readonly migrations: readonly ExaminedMigration[];
}

/** Looks what a start would make of the migrations of a plugin, short of running them. */
export async function examineStorage(client: pg.Client, plugin: Plugin): Promise<ExaminedStorage> {
  const applied = await readApplied(client, plugin.id);
  const ran = applied.map(({ name, appliedTime }) => ({ name, appliedTime }));
  if (plugin.migrations === undefined) return { problem: null, migrations: ran };
  try {
    const declared = readMigrations(plugin);
    const pending = declared.filter(({ name }) => !applied.some((one) => one.name === name));
    const migrations = [...ran, ...pending.map(({ name }) => ({ name, appliedTime: null }))];
    return { problem: await whyRefused(client, plugin.id, () => pendingMigrations(declared, applied)), migrations };
  } catch (error) {
    if (!(error instanceof MigrationRefused)) throw error;
    return { problem: error.message, migrations: ran };
  }
}

async function whyRefused(client: pg.Client, pluginId: string, compare: () => unknown): Promise<string | null> {
  try {
    await checkSchema(client, pluginId);
    compare();
    return null;
  } catch (error) {
    if (!(error instanceof MigrationRefused)) throw error;
    return error.message;
  }
}

interface AppliedRow extends AppliedMigration {
  readonly appliedTime: Date;
}

async function readApplied(client: pg.Client, pluginId: string): Promise<readonly AppliedRow[]> {
  const { rows } = await client.query<AppliedRow>(
    'select name, checksum, applied_time as "appliedTime" from plugin_migration where plugin_id = $1 order by place',
    [pluginId],
  );
  return rows;
}
