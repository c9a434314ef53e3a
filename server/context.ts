import type { EntityManager } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import type { Catalog, CatalogCache } from './domains/entity/index.ts';
import type { EntryChanges } from './domains/entry/index.ts';
import type { JobChanges, JobFeeds, JobOperations } from './domains/job/index.ts';
import type { ServerKeys } from './domains/session/index.ts';
import type { Settings } from './config.ts';
import type { MountedGraphQL } from './graphql/index.ts';
import type { Owned } from './per-context.ts';
import type { HookBus, PluginList, Topics } from './plugins/index.ts';

/** The user on whose behalf something runs. */
export interface Actor {
  readonly id: number;
  readonly username: string;
  readonly isSuperuser: boolean;
  readonly isReadonly: boolean;
  /** The active roles that the user belongs to, directly or through groups; in the order of their ids. */
  readonly roleIds: readonly number[];
}

/** What lives as long as the process. */
export interface Host {
  readonly settings: Settings;
  readonly log: Logger;
  readonly hooks: HookBus<Context>;
  readonly plugins: PluginList;
  readonly catalogs: CatalogCache;
  readonly entryChanges: EntryChanges;
  readonly jobOperations: JobOperations;
  readonly keys: Pick<ServerKeys, 'sign'>;
  readonly jobFeeds: JobFeeds;
  readonly jobChanges: JobChanges;
  readonly topics: Topics;
  /** Carries out a query or mutation without a door. */
  readonly graphql: MountedGraphQL['run'];
}

/** What one operation works with. Every door makes one and every service takes one. */
export interface Context {
  readonly host: Host;
  /** Null for the anonymous. */
  readonly actor: Actor | null;
  /** Who was authenticated, if that was for this request; where a plugin acts with other rights, `actor` is another object. */
  readonly caller?: Actor | null;
  readonly em: EntityManager;
  /** Entities and their attributes as this operation sees them. */
  catalog: Catalog;
  readonly log: Logger;
  readonly requestId: string;
  /** The whole operation will be undone. */
  readonly dryRun: boolean;
  /** Runs first in each outermost transaction and may refuse it: how a job whose attempt is over is kept from writing. */
  readonly guard?: (em: EntityManager) => Promise<void>;
  /** Loaders and the like, for `perContext` alone. */
  owned?: Owned;
}
