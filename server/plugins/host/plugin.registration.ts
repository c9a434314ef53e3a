import type { Registration } from 'pagoda-plugin-sdk';
import type { Context, Host } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { rejected, Unauthenticated } from '../../errors.ts';
import type { Plugins } from './build-plugins.ts';
import { listPlugins, type PluginInfo } from './list-plugins.ts';
import { togglePlugin } from './toggle-plugin.ts';

interface ToggleInput {
  readonly id: string;
}

/** Makes the resolver of a mutation from its work. */
type MakeMutation = (key: string, work: (ctx: Context, input: ToggleInput) => Promise<PluginInfo>) => unknown;

/**
 * What clients learn of the plugins, and how superusers switch them. The SDL and the form of mutations come in, since this folder is
 * below the one that has them.
 */
export function pluginRegistration(typeDefs: string, mutation: MakeMutation): Registration<Context> {
  return {
    id: 'core.plugin',
    typeDefs,
    resolvers: {
      Query: { plugins: (_parent: unknown, _args: unknown, ctx: Context) => readPlugins(ctx) },
      Mutation: {
        enablePlugin: mutation('plugin', (ctx, { id }) => toggle(ctx, id, true)),
        disablePlugin: mutation('plugin', (ctx, { id }) => toggle(ctx, id, false)),
      },
      Plugin: {
        reason: forSuperusers(({ reason }) => reason, null),
        hooks: forSuperusers(({ hooks }) => hooks, []),
        routes: forSuperusers(({ routes }) => routes, []),
        uncaughtErrors: forSuperusers(({ uncaughtErrors }) => uncaughtErrors, 0),
      },
    },
  };
}

function readPlugins({ actor, host }: Context): readonly PluginInfo[] {
  if (!actor) throw new Unauthenticated();
  return listAll(host, host.plugins.current);
}

function listAll({ plugins, hooks }: Host, which: Plugins): readonly PluginInfo[] {
  return listPlugins(which, { hooks: hooks.statistics(), uncaught: plugins.uncaught });
}

async function toggle(ctx: Context, asked: string, isEnabled: boolean): Promise<PluginInfo> {
  const { actor, host } = ctx;
  const deed = isEnabled ? 'enable' : 'disable';
  if (!actor) throw new Unauthenticated();
  if (!actor.isSuperuser) throw rejected('PERMISSION_DENIED', `Only a superuser may ${deed} plugins`);
  const { id, plugins, isChanged } = await inTransaction(ctx, ({ em }) =>
    togglePlugin(host.plugins, em, { id: asked, isEnabled, userId: actor.id }),
  );
  // In a transaction of somebody else, such as a dry run, it is not stored yet.
  const isStored = !ctx.em.isInTransaction();
  if (isStored && isChanged) {
    ctx.log.info({ plugin: id, user: actor.username }, `${actor.username} ${deed}d the plugin ${id}`);
  }
  if (isStored) await host.plugins.refresh();
  const found = listAll(host, isStored ? host.plugins.current : plugins).find((info) => info.id === id);
  if (!found) throw new Error(`The plugin ${id} is gone`);
  return found;
}

function forSuperusers<T>(read: (plugin: PluginInfo) => T, others: T) {
  return (plugin: PluginInfo, _args: unknown, { actor }: Context): T => (actor?.isSuperuser ? read(plugin) : others);
}
