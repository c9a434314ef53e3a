import type { Plugin, Registration } from 'pagoda-plugin-sdk';
import type { Logger } from 'pino';
import type { Settings } from './config.ts';
import type { Context } from './context.ts';
import { aclRegistration } from './domains/acl/index.ts';
import { nameKey } from './domains/attribute/index.ts';
import { entityRegistration, findEntityBy, parseId, toEntityView, type Entity } from './domains/entity/index.ts';
import {
  entryLoader,
  entryOperations,
  entryRegistration,
  loadObjects,
  NAME_ONLY,
  toEntryView,
  type EntryRow,
} from './domains/entry/index.ts';
import { groupRegistration } from './domains/group/index.ts';
import { downloadRegistration, findJob, JobOperations, jobRegistration, type Job } from './domains/job/index.ts';
import { pluginServices } from './domains/plugin-models/index.ts';
import { roleRegistration } from './domains/role/index.ts';
import { userLoader, userRegistration, type UserRow } from './domains/user/index.ts';
import { assembleSchema, mutation, printSortedSchema, readSdl, rootRegistration } from './graphql/index.ts';
import { PluginHost, pluginRegistration, register, UncaughtErrors, type Nouns, type Places } from './plugins/index.ts';

/** What is added to the core. */
export interface Additions {
  /** By the same registration that the core uses. */
  readonly registrations?: readonly Registration<Context>[];
  /** Plugins besides those that the settings name. */
  readonly plugins?: readonly Plugin[];
  /** Where errors are counted that nobody caught. */
  readonly uncaught?: UncaughtErrors;
}

const CORE = [
  rootRegistration,
  entityRegistration,
  entryRegistration,
  userRegistration,
  groupRegistration,
  roleRegistration,
  aclRegistration,
  jobRegistration(loadObjects),
  downloadRegistration,
  pluginRegistration(readSdl('plugin.graphql'), mutation),
];

/** What jobs of the core can do. */
export function makeOperations(): JobOperations {
  const operations = new JobOperations();
  operations.register('core', 'core', entryOperations);
  return operations;
}

/** The schema of the core without any plugin, as SDL. */
export function printCoreSchema(): string {
  return printSortedSchema(assembleSchema(CORE));
}

/** The plugins that are enabled, loaded and checked against each other and the core, before anything is opened. */
export function loadPlugins(settings: Settings, log: Logger, additions: Additions = {}): Promise<PluginHost> {
  return PluginHost.load({
    names: settings.enabledPlugins,
    places: pluginPlaces(settings),
    loadTimeout: settings.pluginLoadTimeout,
    isStrict: settings.pluginsStrict,
    options: { objects: settings.pluginOptions ?? {}, variables: settings.pluginVariables },
    overrides: settings.entityOverrides ?? {},
    given: additions.plugins ?? [],
    uncaught: additions.uncaught ?? new UncaughtErrors(),
    log,
    core: register([...CORE, ...(additions.registrations ?? [])]),
    nouns: NOUNS,
    nameKey,
    services: pluginServices,
    assemble: assembleSchema,
  });
}

/** Where packages with plugins are looked for. */
export function pluginPlaces({ pluginsDir }: Pick<Settings, 'pluginsDir'>): Places {
  return { pluginsDir, near: [process.cwd(), import.meta.dirname] };
}

/** The objects of the core as plugins see them, and as they are found when plugins name them. */
const NOUNS: Nouns = {
  Entry: {
    view: (ctx, row: EntryRow) => toEntryView(ctx.catalog.getEntity(row.entityId), row),
    find(ctx, id) {
      const number = parseId(id);
      return number === null ? null : entryLoader(ctx).load(number, NAME_ONLY);
    },
  },
  Entity: {
    view: (_ctx, entity: Entity) => toEntityView(entity),
    find: (ctx, id) => findEntityBy(ctx, { id }),
  },
  User: {
    view: (_ctx, { id, username, isSuperuser }: UserRow) => ({ id, username, isSuperuser }),
    find(ctx, id) {
      const number = ctx.actor && parseId(id);
      return number === null ? null : userLoader(ctx).find(number);
    },
  },
  Job: {
    view: (_ctx, { id, operation, status, text, targetId }: Job) => ({ id, operation, status, text, targetId }),
    find(ctx, id) {
      const number = ctx.actor && parseId(id);
      return number === null ? null : findJob(ctx, number);
    },
  },
};
