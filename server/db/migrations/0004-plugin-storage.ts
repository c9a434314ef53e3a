import { Migration } from '@mikro-orm/migrations';

/** Which plugins have tables of their own, and how far those are. What plugins tell each other and is too long for NOTIFY. */
export class PluginStorage extends Migration {
  override up(): void {
    this.addSql(`
      create table plugin_storage (
        plugin_id text primary key,
        schema_name text not null unique,
        created_time timestamptz(3) not null default now()
      )`);
    this.addSql(`
      create table plugin_migration (
        plugin_id text not null references plugin_storage on delete cascade,
        name text not null,
        place integer not null,
        checksum text not null,
        applied_time timestamptz(3) not null default now(),
        primary key (plugin_id, name)
      )`);
    // Nothing is lost with it that would not be lost without it: who was not listening hears nothing.
    this.addSql(`
      create unlogged table plugin_message (
        id bigint generated always as identity primary key,
        payload text not null,
        created_time timestamptz(3) not null default now()
      )`);
    this.addSql('create index plugin_message_created_time on plugin_message (created_time)');
  }
}
