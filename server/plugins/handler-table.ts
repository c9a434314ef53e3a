import type { AnyHookRegistration, HookName } from 'pagoda-plugin-sdk';
import { makeHandler, type Handler, type HookOwner } from './hook-handler.ts';

/** Finds the id of an entity that a plugin named, null while there is none. */
export type FindEntityId = (name: string, plugin: string) => number | null;

/** What an entity is called now, null when it is deleted. */
export type EntityNameOf = (id: number) => string | null;

/** The registered handlers of each hook, in the order in which they run. */
export class HandlerTable {
  #byHook: ReadonlyMap<HookName, readonly Handler[]> = new Map();
  #known: ReadonlyMap<AnyHookRegistration, Handler> = new Map();
  /** Those that were registered once: their figures outlive them. */
  readonly #ended = new Map<AnyHookRegistration, Handler>();

  constructor(owners: readonly HookOwner[]) {
    this.replace(owners);
  }

  /** Null when nobody listens. */
  of(hook: HookName): readonly Handler[] | null {
    return this.#byHook.get(hook) ?? null;
  }

  get all(): readonly Handler[] {
    return [...this.#byHook.values()].flat();
  }

  /** Those that are registered, then those that were. */
  get everyone(): readonly Handler[] {
    return [...this.all, ...this.#ended.values()];
  }

  replace(owners: readonly HookOwner[]): void {
    const found = owners.flatMap(({ id, hooks = [] }) =>
      hooks.map((registration) => ({ registration, handler: this.#reuse(id, registration) })),
    );
    const ordered = found.map(({ handler }) => handler).sort((left, right) => left.priority - right.priority);
    const known = new Map(found.map(({ registration, handler }) => [registration, handler]));
    for (const [registration, handler] of this.#known) this.#ended.set(registration, handler);
    for (const registration of known.keys()) this.#ended.delete(registration);
    this.#known = known;
    this.#byHook = Map.groupBy(ordered, (handler) => handler.hook);
  }

  bind(find: FindEntityId, nameOf: EntityNameOf): void {
    for (const handler of this.all) {
      if (handler.entity !== null) rebind(handler, find(handler.entity, handler.plugin), nameOf);
    }
  }

  /** Binds what waits to an entity that was made just now. */
  bindWaiting(find: FindEntityId): void {
    for (const handler of this.all) {
      if (handler.entity !== null) handler.boundTo ??= find(handler.entity, handler.plugin);
    }
  }

  #reuse(plugin: string, registration: AnyHookRegistration): Handler {
    const known = this.#known.get(registration);
    if (known?.plugin === plugin) return known;
    const made = makeHandler(plugin, registration);
    const ended = this.#ended.get(registration);
    // It begins anew, so that it finds its entity by the name that it has now; what is known of it stays.
    return ended?.plugin === plugin ? { ...made, tally: ended.tally } : made;
  }
}

function rebind(handler: Handler, entityId: number | null, nameOf: EntityNameOf): void {
  const { boundTo, deleted } = handler;
  if (boundTo === entityId) return;
  // What happened to it before may not be told yet.
  if (boundTo !== null && nameOf(boundTo) === null) deleted.push(boundTo);
  handler.boundTo = entityId;
}
