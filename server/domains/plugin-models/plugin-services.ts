import {
  HookEnded,
  injectModels,
  isInitialized,
  models as standIns,
  PluginSecurityError,
  type HookName,
} from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import {
  EndlessHooks,
  isPromise,
  type HandlerCall,
  type Identity,
  type Loan,
  type PluginServices,
} from '../../plugins/index.ts';
import { MODELS } from './models.ts';
import { chainOf, LONGEST_CHAIN } from './hook-chain.ts';
import { LentTransaction } from './lent-transaction.ts';
import { currentScope, findScope, runInScope, Scope } from './scope.ts';

/** The plugin whose code runs, or whose code began what runs; null for the core. */
export function findCulprit(): string | null {
  return findScope()?.pluginId ?? null;
}

/** What the host of plugins needs to give them the models. */
export const pluginServices: PluginServices = {
  models: standIns,
  inject: () => void injectModels(MODELS),
  areReady: isInitialized,
  enter(ctx, pluginId, call) {
    const chain = findScope()?.chain ?? [];
    const scope = new Scope({ pluginId, chain, actor: ctx.actor, open: () => Promise.resolve(ctx) });
    return endingWith(scope, () => runInScope(scope, () => settledInside(call())));
  },
  enterMutation,
  transact: (work) => callOf('its tables or topics').transact(work),
  operate: (work) => callOf('ctx.services').operate(work),
  transaction: (work) => callOf('ctx.transaction').transaction(work),
  async renew({ host, em }) {
    const fork = em.fork();
    const catalog = await host.catalogs.newest(fork);
    return { host, actor: null, em: fork, catalog, log: host.log, requestId: 'internal', dryRun: false };
  },
  lend,
  async elevate(ctx, { id, isElevated }, reason, work) {
    if (!isElevated) {
      throw new PluginSecurityError(
        `Plugin "${id}" uses ctx.elevated and does not declare \`elevated: true\` (${reason})`,
      );
    }
    const outer = currentScope();
    const user = ctx.actor?.username ?? null;
    ctx.log.info({ plugin: id, elevated: reason, user }, `Plugin ${id} acts with all rights: ${reason}`);
    const scope = outer.elevated();
    return endingWith(scope, () => runInScope(scope, async () => work()));
  },
};

/** The transaction is there when the call first asks for it, and is kept when the call succeeds. */
async function enterMutation(ctx: Context, pluginId: string, call: () => unknown): Promise<unknown> {
  const lent = new LentTransaction(ctx);
  const chain = findScope()?.chain ?? [];
  const scope = new Scope({ pluginId, chain, actor: ctx.actor, open: () => lent.open() });
  const end = async (how: 'keep' | 'undo'): Promise<void> => {
    scope.end();
    await scope.settled();
    await lent.end(how);
  };
  try {
    const result = await runInScope(scope, async () => settledInside(call()));
    await end('keep');
    return result;
  } catch (error) {
    await end('undo');
    throw error;
  }
}

function callOf(what: string): Scope {
  const scope = findScope();
  if (scope) return scope;
  throw new HookEnded(
    `A plugin uses ${what} where none of its code is called: after a call ended, or outside of a hook, resolver, route, timer or ready`,
  );
}

function lend(
  operation: Context,
  { id }: Identity,
  { hook, remaining }: HandlerCall,
): Required<Pick<Loan, 'run' | 'end'>> {
  const lent = operation.em.isInTransaction() ? new LentTransaction(operation) : null;
  const chain = [...(findScope()?.chain ?? chainOf(operation)), `${hook} (${id})`];
  // Others that share the operation keep what they know of it.
  let own: Context | null = null;
  const open = (): Promise<Context> => lent?.open() ?? Promise.resolve((own ??= { ...operation }));
  const scope = new Scope({ pluginId: id, chain, actor: operation.actor, open, remaining });
  return {
    run(call) {
      if (chain.length > LONGEST_CHAIN) throw tooLong(operation, chain, hook);
      return runInScope(scope, () => settledInside(call()));
    },
    end(how) {
      scope.end();
      return lent?.isOpen ? scope.settled().then(() => lent.end(how)) : undefined;
    },
  };
}

/** A veto, so that nothing of what the hooks have written so far is left. Who came last is no more to blame than the others. */
function tooLong({ log }: Context, chain: readonly string[], hook: HookName): EndlessHooks {
  const message = `Hooks trigger each other more than ${LONGEST_CHAIN} times: ${chain.join(' > ')}`;
  const plugins = [...new Set(chain.map((link) => link.slice(link.indexOf('(') + 1, -1)))];
  log.error({ plugins, hook }, message);
  return new EndlessHooks(message);
}

/** A set of objects that is returned is read while the models still work. */
function settledInside<T>(returned: T): T {
  // What is awaited in its place gives the same.
  return isPromise(returned) ? (Promise.resolve(returned) as T) : returned;
}

function endingWith<T>(scope: Scope, call: () => T): T {
  let isLater = false;
  try {
    const returned = call();
    if (!isPromise(returned)) return returned;
    isLater = true;
    return Promise.resolve(returned).finally(() => scope.end()) as T;
  } finally {
    if (!isLater) scope.end();
  }
}
