import type { GraphQLSchema } from 'graphql';
import type { AnyHookRegistration, Registration } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { settlePlugin, type Candidate, type Choice, type Refusal } from '../discovery/index.ts';
import { causeOf } from '../hook-failure.ts';
import {
  OverrideTable,
  readOverrides,
  whyNotOverriding,
  type Override,
  type OverrideSetting,
} from '../overrides/index.ts';
import { RegistrationRefused, withRegistration, type Registry } from '../register.ts';
import { adaptResolvers } from './adapt-resolvers.ts';
import { adaptRoutes } from './adapt-routes.ts';
import { applyWraps, whyNotWrapped } from './apply-wraps.ts';
import { whyUnfit } from './check-plugin.ts';
import { hostPlugin, type HostedPlugin } from './hosted-plugin.ts';
import { isRefusal } from './load-candidates.ts';
import type { Nouns } from './nouns.ts';
import { orderPlugins, whyNotMet } from './order-plugins.ts';
import type { DisabledPlugin } from './restrict-plugins.ts';
import { sdlOf } from './sdl-fields.ts';
import type { PluginServices } from './plugin-context.ts';
import { readOptions, type OptionSource } from './plugin-options.ts';

/** Which plugins there are and what they add. It never changes: another set of plugins is another of these. */
export interface Plugins {
  /** In the order of loading. */
  readonly enabled: readonly HostedPlugin[];
  readonly refused: readonly Refusal[];
  /** Could run and do not. */
  readonly disabled: readonly DisabledPlugin[];
  /** Of the core and of the plugins. */
  readonly registry: Registry<Context>;
  /** Operations that plugins carry out in place of the core. */
  readonly overrides: OverrideTable;
  /** The same of all plugins, those that are disabled too. */
  readonly overridesSet: readonly Override[];
  /** What is wrong with the setting of the overrides. */
  readonly overrideProblems: readonly string[];
}

type SchemaPart = Pick<Registration, 'id' | 'typeDefs' | 'resolvers'>;

export interface HostParts {
  readonly core: Registry<Context>;
  readonly nouns: Nouns;
  readonly services: PluginServices;
  readonly options: OptionSource;
  readonly overrides: OverrideSetting;
  /** Folds the name of an entity for comparison. */
  readonly nameKey: (name: string) => string;
  /** Throws an error with an `owner` for a part that does not fit. */
  assemble(core: readonly SchemaPart[], plugins: readonly SchemaPart[]): GraphQLSchema;
}

/** Puts together what the candidates declare. One that does not fit is refused and the others go on. Nothing of their code is called. */
export function buildPlugins(parts: HostParts, candidates: readonly Candidate[], failed: readonly Refusal[]): Plugins {
  const choices = candidates.map(examine);
  const unfit = choices.filter(isRefusal);
  const ordered = orderPlugins(
    choices.filter((choice): choice is Candidate => !isRefusal(choice)),
    [...failed, ...unfit],
  );
  const refused: Refusal[] = [...failed, ...unfit, ...ordered.refused];
  let admitted: Admitted = { registry: parts.core, enabled: [] };
  for (const { entry, plugin, found } of ordered.candidates) {
    try {
      admitted = admit(parts, admitted, { entry, plugin, found });
    } catch (error) {
      refused.push({ entry, plugin, found, reason: reasonOf(error, plugin.id) });
    }
  }
  const { enabled } = admitted;
  const { overrides, problems } = readOverrides(parts.overrides, enabled);
  return {
    ...completePlugins(parts, enabled),
    refused,
    disabled: [],
    overrides: new OverrideTable(overrides),
    overridesSet: overrides,
    overrideProblems: problems,
  };
}

function examine(candidate: Candidate): Choice {
  try {
    const plugin = settlePlugin(candidate.plugin);
    const reason = whyUnfit(plugin);
    return reason === null ? { ...candidate, plugin } : { ...candidate, plugin, reason };
  } catch (error) {
    // Nobody shall read on in it.
    return { ...candidate, plugin: null, reason: `its declaration cannot be read: ${causeOf(error)}` };
  }
}

/** Plugins that are known to fit, and all parts of the server with theirs. */
export function completePlugins(
  parts: HostParts,
  enabled: readonly HostedPlugin[],
): Pick<Plugins, 'enabled' | 'registry'> {
  const registry = combinePlugins(parts, enabled);
  return { enabled, registry: { ...registry, modules: applyWraps(registry.modules, enabled, parts.nouns) } };
}

/** All parts of the server, with those of these plugins. Throws `RegistrationRefused`. */
export function combinePlugins({ core, nouns }: HostParts, enabled: readonly HostedPlugin[]): Registry<Context> {
  return enabled.reduce((registry, hosted) => withRegistration(registry, registrationOf(hosted, nouns)), core);
}

/** Throws an error with an `owner` for a part that does not fit. */
export function assembleParts(
  { assemble }: HostParts,
  { modules }: Registry<Context>,
  enabled: readonly Pick<HostedPlugin, 'plugin'>[],
): GraphQLSchema {
  const pluginIds = new Set(enabled.map(({ plugin }) => plugin.id));
  const schemaParts = modules.map(({ owner, ...module }) => ({ id: owner, ...module }));
  return assemble(
    schemaParts.filter((part) => !pluginIds.has(part.id)),
    schemaParts.filter((part) => pluginIds.has(part.id)),
  );
}

interface Admitted {
  readonly registry: Registry<Context>;
  readonly enabled: readonly HostedPlugin[];
}

/** With one more plugin. Throws when it does not fit to those that are there. */
function admit(parts: HostParts, { registry, enabled }: Admitted, candidate: Candidate): Admitted {
  const { id, dependencies } = candidate.plugin;
  const missing = dependencies.find((wanted) => !enabled.some(({ plugin }) => plugin.id === wanted));
  if (missing !== undefined) throw new RegistrationRefused(id, whyNotMet(missing));
  const hosted = hostPlugin(candidate, readOptions(candidate.plugin, parts.options), parts.services);
  const next = withRegistration(registry, registrationOf(hosted, parts.nouns));
  const schema = assembleParts(parts, next, [...enabled, hosted]);
  const reason = whyNotWrapped(hosted, schema) ?? whyNotOverriding(hosted.plugin);
  if (reason !== null) throw new RegistrationRefused(id, reason);
  return { registry: next, enabled: [...enabled, hosted] };
}

function registrationOf(hosted: HostedPlugin, nouns: Nouns): Registration<Context> {
  const { id, resolvers, hooks } = hosted.plugin;
  const sdl = sdlOf(hosted.plugin);
  return {
    id,
    ...(sdl || resolvers ? { typeDefs: sdl, resolvers: adaptResolvers(hosted, sdl, nouns) } : {}),
    routes: adaptRoutes(hosted),
    // They ask for a plugin's context, and the hook bus lends it to those who have an id of a plugin.
    hooks: hooks as readonly AnyHookRegistration[],
  };
}

function reasonOf(error: unknown, id: string): string {
  if (error instanceof RegistrationRefused) return error.reason;
  const cause = causeOf(error);
  // What the schema refuses is told with its owner, who stands in the line already.
  return cause.startsWith(`${id}: `) ? cause.slice(id.length + 2) : cause;
}
