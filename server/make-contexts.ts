import type { EntityManager } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import type { Actor, Context, Host } from './context.ts';
import type { Catalog } from './domains/entity/index.ts';
import type { Authenticated } from './domains/user/index.ts';

export interface Contexts {
  /** Of a request; null for the anonymous. */
  forRequest(caller: Authenticated | null, requestId: string, log: Logger): Promise<Context>;
  /** Of what the server does of itself, and of commands. */
  forActor(actor: Actor | null): Promise<Context>;
  /** Of what the server does on behalf of a request that is over. */
  forCaller(caller: Authenticated): Promise<Context>;
  /** Entities as they are since this epoch or later. */
  catalogAt(epoch: number): Catalog | Promise<Catalog>;
}

/** Makes what one operation works with, for every door. */
export function makeContexts(em: EntityManager, host: Host): Contexts {
  let bound: Catalog | null = null;
  /** A handler that waits for its entity finds it as soon as any process has made it. */
  const bindHooks = (catalog: Catalog): void => {
    // One that took longer to load may come after a newer one.
    if (bound && bound.epoch >= catalog.epoch) return;
    bound = catalog;
    host.hooks.bindEntities(
      (name, plugin) => catalog.findEntityOf(plugin, name)?.id ?? null,
      (id) => activeName(catalog, id),
    );
  };
  const forRequest: Contexts['forRequest'] = async (caller, requestId, log) => {
    const fork = em.fork();
    const catalog = await host.catalogs.at(fork, caller?.epoch ?? 0);
    bindHooks(catalog);
    const actor = caller?.actor ?? null;
    return { host, actor, caller: actor, em: fork, catalog, log, requestId, dryRun: false };
  };
  return {
    forRequest,
    forCaller: (caller) => forRequest(caller, 'internal', host.log),
    async forActor(actor) {
      const fork = em.fork();
      const catalog = await host.catalogs.newest(fork);
      bindHooks(catalog);
      return { host, actor, em: fork, catalog, log: host.log, requestId: 'internal', dryRun: false };
    },
    catalogAt: (epoch) => host.catalogs.at(em.fork(), epoch),
  };
}

function activeName(catalog: Catalog, id: number): string | null {
  const entity = catalog.findEntity(id);
  return entity?.isActive ? entity.name : null;
}
