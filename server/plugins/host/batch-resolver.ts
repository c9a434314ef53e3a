import DataLoader from 'dataloader';
import { loadBatch, type BatchLoad } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { perContext } from '../../per-context.ts';
import type { HostResolver } from './adapt-resolvers.ts';
import { blamed, guard } from './guard.ts';
import type { HostedPlugin } from './hosted-plugin.ts';
import { requireReady } from './plugin-life.ts';
import { inTime, resolverTime } from './time-limit.ts';

type Load = BatchLoad<unknown, unknown, unknown>;
type View = (ctx: Context, parent: unknown) => unknown;
type Loader = DataLoader<unknown, unknown>;

/** The resolver that calls the plugin once for all parents that ask in the same turn with the same arguments. */
export function callInBatches(hosted: HostedPlugin, load: Load, view: View): HostResolver {
  const loadersOf = perContext(() => new Map<string, Loader>());
  return (parent, args, ctx) => {
    const loaders = loadersOf(ctx);
    const key = JSON.stringify(args);
    const loader = loaders.get(key) ?? makeLoader(hosted, load, view, args, ctx);
    loaders.set(key, loader);
    return loader.load(parent);
  };
}

function makeLoader(hosted: HostedPlugin, load: Load, view: View, args: unknown, ctx: Context): Loader {
  const { identity, services, contextOf } = hosted;
  const call = (parents: readonly unknown[]): Promise<readonly unknown[]> => {
    requireReady(identity, services);
    const views = parents.map((parent) => view(ctx, parent));
    const limit = { milliseconds: resolverTime(ctx.host.settings) };
    return services.enter(ctx, identity.id, () => inTime(limit, loadBatch(load, views, args, contextOf(ctx))));
  };
  const loadAll = async (parents: readonly unknown[]): Promise<readonly unknown[]> => {
    // What is given may bite when it is looked at.
    const look = async () =>
      (await call(parents)).map((result) => (result instanceof Error ? blamed(identity.id, result) : result));
    return guard(identity.id, look);
  };
  return new DataLoader(loadAll, { cache: false });
}
