import type { Registration } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { Unauthenticated } from '../../errors.ts';
import { listPlugins, type PluginInfo } from './list-plugins.ts';

/** What clients learn of the plugins. The SDL comes in, since this folder is below the one that reads it. */
export function pluginRegistration(typeDefs: string): Registration<Context> {
  return {
    id: 'core.plugin',
    typeDefs,
    resolvers: {
      Query: { plugins: (_parent: unknown, _args: unknown, ctx: Context) => readPlugins(ctx) },
      Plugin: {
        reason: forSuperusers(({ reason }) => reason, null),
        hooks: forSuperusers(({ hooks }) => hooks, []),
        routes: forSuperusers(({ routes }) => routes, []),
      },
    },
  };
}

function readPlugins({ actor, host }: Context): readonly PluginInfo[] {
  if (!actor) throw new Unauthenticated();
  return listPlugins(host.plugins.current, host.hooks.statistics());
}

function forSuperusers<T>(read: (plugin: PluginInfo) => T, others: T) {
  return (plugin: PluginInfo, _args: unknown, { actor }: Context): T => (actor?.isSuperuser ? read(plugin) : others);
}
