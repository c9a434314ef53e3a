import { Migration } from '@mikro-orm/migrations';

/** Which plugins were switched off while servers run. Nothing newer than PostgreSQL 15. */
export class PluginState extends Migration {
  override up(): void {
    // Who did it is null for the command line.
    this.addSql(`
      create table disabled_plugin (
        plugin_id text collate "C" primary key,
        user_id integer references "user",
        time timestamptz(3) not null default now()
      )`);
  }
}
