import type { MigrationObject } from '@mikro-orm/postgresql';
import { Foundation } from './0001-foundation.ts';
import { Access } from './0002-access.ts';
import { PluginState } from './0003-plugin-state.ts';
import { PluginStorage } from './0004-plugin-storage.ts';
import { Jobs } from './0005-jobs.ts';
import { EntryBulk } from './0006-entry-bulk.ts';
import { PluginEntityName } from './0007-plugin-entity-name.ts';

/** In the order in which they run. A name is written to the database and never changes. */
export const MIGRATIONS: readonly MigrationObject[] = [
  { name: '0001-foundation', class: Foundation },
  { name: '0002-access', class: Access },
  { name: '0003-plugin-state', class: PluginState },
  { name: '0004-plugin-storage', class: PluginStorage },
  { name: '0005-jobs', class: Jobs },
  { name: '0006-entry-bulk', class: EntryBulk },
  { name: '0007-plugin-entity-name', class: PluginEntityName },
];
