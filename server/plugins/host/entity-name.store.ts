import type { EntityManager } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { query } from '../../db/index.ts';

/**
 * By which names plugins know entities. A row says that a plugin has named an entity; it gets the id of that entity in the
 * transaction that renames it, by whatever process. So no rule is lost or passes to another entity because a name changed.
 */
export interface EntityName {
  readonly pluginId: string;
  /** The name as names are compared. */
  readonly nameKey: string;
}

const MISSING = `
  select w.plugin_id as "pluginId", w.name_key as "nameKey" from unnest($1::text[], $2::text[]) w (plugin_id, name_key)
  where not exists (select from plugin_entity_name n where n.plugin_id = w.plugin_id and n.name_key = w.name_key)`;
// In one order, so that servers that start together wait for each other in turn.
const INSERT = `
  insert into plugin_entity_name (plugin_id, name_key)
  select * from unnest($1::text[], $2::text[]) order by 1, 2 on conflict do nothing`;

/** Says that plugins name entities, as far as it is not known. */
export async function registerEntityNames(em: EntityManager, names: readonly EntityName[]): Promise<void> {
  if (names.length === 0) return;
  const missing = await query<EntityName>(em, MISSING, columnsOf(names));
  if (missing.length === 0) return;
  await em.transactional(async (tx) => {
    // Whoever renames an entity now is waited for, or waits and then finds the rows.
    await query(tx, "select value from epoch where name = 'catalog' for share");
    await query(tx, INSERT, columnsOf(missing));
  });
}

function columnsOf(names: readonly EntityName[]): readonly (readonly string[])[] {
  return [names.map(({ pluginId }) => pluginId), names.map(({ nameKey }) => nameKey)];
}

/** To be called for an entity that is renamed, in that transaction and when it has announced the new catalog: plugins go on knowing it by the old name. */
export async function keepEntityName(em: EntityManager, entityId: number, nameKey: string): Promise<void> {
  const sql = 'update plugin_entity_name set entity_id = $1 where name_key = $2 and entity_id is null';
  await query(em, sql, [entityId, nameKey]);
}

/** To be called for an entity that is deleted, as the other: what it was called is a name like any other again. */
export async function releaseEntityNames(em: EntityManager, entityId: number): Promise<void> {
  await query(em, 'update plugin_entity_name set entity_id = null where entity_id = $1', [entityId]);
}

/** The names of these plugins are looked up anew, by all processes, when the transaction is committed. */
export async function lookUpAnew(em: EntityManager, pluginIds: readonly string[]): Promise<void> {
  const which = 'plugin_id = any($1::text[]) and entity_id is not null';
  const [held] = await query(em, `select 1 from plugin_entity_name where ${which} limit 1`, [pluginIds]);
  if (!held) return;
  // First what renaming locks first. The names are in the catalog.
  await query(em, "update epoch set value = value + 1 where name = 'catalog'");
  await query(em, `update plugin_entity_name set entity_id = null where ${which}`, [pluginIds]);
}

/** What a plugin calls an entity that is called otherwise now. */
export interface RenamedEntity extends EntityName {
  readonly now: string;
}

/** Of all plugins. In a database that a newer server has not migrated there are none. */
export async function readRenamedEntities(em: EntityManager): Promise<readonly RenamedEntity[]> {
  const [known] = await query<{ isThere: boolean }>(
    em,
    `select to_regclass('plugin_entity_name') is not null as "isThere"`,
  );
  if (!known?.isThere) return [];
  const sql = `
    select n.plugin_id as "pluginId", n.name_key as "nameKey", e.name as now
    from plugin_entity_name n join entity e on e.id = n.entity_id and e.is_active
    where e.name_key <> n.name_key order by 1, 2`;
  return query<RenamedEntity>(em, sql);
}

/** For the transaction that purges a plugin. */
export async function forgetEntityNamesOn(client: pg.Client, pluginId: string): Promise<void> {
  await client.query('delete from plugin_entity_name where plugin_id = $1', [pluginId]);
}
