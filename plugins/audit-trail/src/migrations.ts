import type { PluginMigration } from 'pagoda-plugin-sdk';

/** A migration that ran somewhere stays as it is; what comes later is added at the end. */
export const migrations: readonly PluginMigration[] = [
  {
    name: '0001-record',
    sql: `
      create table record (
        id bigint generated always as identity primary key,
        -- Names the change: told twice, it is stored once. Notes have none.
        change_id text unique,
        time timestamptz(3) not null,
        action text not null,
        entity_id bigint not null,
        entity_name text not null,
        -- Null when it happened to the entity itself.
        entry_id bigint,
        name text not null,
        -- Null for the server itself.
        user_id bigint,
        username text not null,
        note text not null default ''
      );
      create index record_time on record (time desc, id desc);
      create index record_entity on record (entity_id, time desc, id desc);
      create index record_entry on record (entry_id, time desc, id desc) where entry_id is not null;
      create index record_username on record (username, time desc, id desc);`,
  },
];
