import { Migration } from '@mikro-orm/migrations';

/** By which names plugins know entities. Nothing newer than PostgreSQL 15. */
export class PluginEntityName extends Migration {
  override up(): void {
    // Null while the name says it itself: for whatever entity has it. An entity that is renamed is written here.
    this.addSql(`
      create table plugin_entity_name (
        plugin_id text collate "C" not null,
        name_key text collate "C" not null,
        entity_id integer references entity on delete set null,
        primary key (plugin_id, name_key)
      )`);
  }
}
