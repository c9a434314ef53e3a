import type { AnyHookRegistration, HookName } from 'pagoda-plugin-sdk';
import { makeHandler, type Handler, type HookOwner } from './hook-handler.ts';

/** Finds the id of an entity that a plugin named, null while there is none. */
export type FindEntityId = (name: string, plugin: string) => number | null;

/** The registered handlers of each hook, in the order in which they run. */
export class HandlerTable {
  #byHook: ReadonlyMap<HookName, readonly Handler[]> = new Map();
  #known: ReadonlyMap<AnyHookRegistration, Handler> = new Map();

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

  replace(owners: readonly HookOwner[]): void {
    const found = owners.flatMap(({ id, hooks = [] }) =>
      hooks.map((registration) => ({ registration, handler: this.#reuse(id, registration) })),
    );
    const ordered = found.map(({ handler }) => handler).sort((left, right) => left.priority - right.priority);
    this.#known = new Map(found.map(({ registration, handler }) => [registration, handler]));
    this.#byHook = Map.groupBy(ordered, (handler) => handler.hook);
  }

  bind(find: FindEntityId): void {
    for (const handler of this.all) {
      if (handler.entity !== null) handler.boundTo ??= find(handler.entity, handler.plugin);
    }
  }

  #reuse(plugin: string, registration: AnyHookRegistration): Handler {
    const known = this.#known.get(registration);
    return known?.plugin === plugin ? known : makeHandler(plugin, registration);
  }
}
