import type { Context, Host } from './context.ts';
import { toEntityView } from './domains/entity/index.ts';
import { callerOf, loadEntryViews, recallChanged } from './domains/entry/index.ts';
import { followingHooks, rememberChain } from './domains/plugin-models/index.ts';
import { findActor, loadUserViews } from './domains/user/index.ts';
import { enqueue, type QueueTask } from './jobs/index.ts';
import type { Contexts } from './make-contexts.ts';
import { makeAfterCommit, makeHookTasks, type AfterCommit, type AfterCommitOptions } from './plugins/index.ts';
import { SYSTEM } from './system-actor.ts';

/** After hooks are told what was committed. */
export function tellHooks({ hooks, log }: Host, contexts: Contexts): AfterCommit {
  return makeAfterCommit({ ...hookParts(contexts), hooks, log });
}

/** Durable ones are told by a worker. */
export function queuedHooks({ hooks, log, plugins }: Host, contexts: Contexts): () => readonly QueueTask[] {
  const { operationFor, ...parts } = hookParts(contexts);
  return makeHookTasks({
    ...parts,
    hooks,
    log,
    enabled: () => plugins.current.registry.ids,
    operationFor: (actorId, changes, chain) => {
      rememberChain(changes, chain);
      return operationFor(actorId, changes);
    },
    isGone: ({ actor }, actorId) => actorId !== null && actor === null,
    putBack: async (task, payload, maxAttempts) => {
      const { em } = await contexts.forActor(SYSTEM);
      await enqueue(em, task, payload, { maxAttempts });
    },
  });
}

type HookParts = Omit<AfterCommitOptions<Context>, 'hooks' | 'log'>;

function hookParts(contexts: Contexts): HookParts {
  return {
    operationFor: async (actorId, changes) => {
      const caller = callerOf(changes);
      if (caller) return followingHooks(await contexts.forCaller(caller), changes);
      const ctx = await contexts.forActor(SYSTEM);
      const own = { ...ctx, actor: actorId === null ? null : await findActor(ctx.em, actorId) };
      return followingHooks(own, changes);
    },
    recall: (changes) => recallChanged(changes, contexts.catalogAt),
    loadEntries: async (ids) => loadEntryViews(await contexts.forActor(SYSTEM), ids),
    loadEntities: async (ids) => {
      const { catalog } = await contexts.forActor(SYSTEM);
      return ids.flatMap((id) => catalog.findEntity(id) ?? []).map(toEntityView);
    },
    loadUsers: async (ids) => loadUserViews(await contexts.forActor(SYSTEM), ids),
  };
}
