import type { EntityManager } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { query } from '../../db/index.ts';

/** Tells every process that other plugins are disabled than before. */
export const PLUGINS_CHANGED = 'pagoda_plugins';

/** That a plugin was switched off. Of a plugin that no server has it is remembered too. */
export interface Disabled {
  readonly pluginId: string;
  /** Null for the command line. */
  readonly username: string | null;
  readonly time: Date;
}

interface DisabledRow extends Omit<Disabled, 'time'> {
  readonly time: string;
}

const ALL = `
  select d.plugin_id as "pluginId", u.username, d.time
  from disabled_plugin d left join "user" u on u.id = d.user_id order by d.plugin_id`;
const LOCK = 'lock table disabled_plugin in share row exclusive mode';

/** What is switched off, by id. */
export async function readDisabled(em: EntityManager): Promise<readonly Disabled[]> {
  return (await query<DisabledRow>(em, ALL)).map(toDisabled);
}

function toDisabled(row: DisabledRow): Disabled {
  return { ...row, time: new Date(row.time) };
}

/** The same, and nobody else changes it before the end of the transaction. */
export async function lockDisabled(em: EntityManager): Promise<readonly Disabled[]> {
  await query(em, LOCK);
  return readDisabled(em);
}

/** The same for the transaction of a connection of its own. */
export async function lockDisabledOn(client: pg.Client): Promise<readonly Disabled[]> {
  await client.query(LOCK);
  const { rows } = await client.query<DisabledRow>(ALL);
  return rows.map(toDisabled);
}

/** Servers that run hear of it when the transaction is committed. */
export async function insertDisabled(em: EntityManager, pluginId: string, userId: number | null): Promise<void> {
  await query(em, 'insert into disabled_plugin (plugin_id, user_id) values ($1, $2)', [pluginId, userId]);
  await tell(em);
}

export async function deleteDisabled(em: EntityManager, pluginId: string): Promise<void> {
  await query(em, 'delete from disabled_plugin where plugin_id = $1', [pluginId]);
  await tell(em);
}

async function tell(em: EntityManager): Promise<void> {
  await query(em, 'select pg_notify($1, $2)', [PLUGINS_CHANGED, '']);
}
