import type { OverrideHandler, OverrideOperation } from 'pagoda-plugin-sdk';
import type { HostedPlugin } from '../host/hosted-plugin.ts';
import { OverrideConflict } from './override-conflict.ts';

/** One operation on one entity, taken over by one plugin. */
export interface Override {
  /** The id or the name that the setting has. */
  readonly entity: string;
  readonly operation: OverrideOperation;
  readonly hosted: HostedPlugin;
  readonly handler: OverrideHandler;
  /** Whether the hooks of the default operation run before the handler. */
  readonly runsHooks: boolean;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The overrides that are set, by entity. One that names its entity waits for it, and keeps it whatever it is called later. */
export class OverrideTable {
  readonly #all: readonly Override[];
  readonly #bound = new Map<string, Override>();
  /** What the names turned out to be. */
  readonly #ids: Map<string, number>;
  #waiting: readonly Override[];
  #boundTo: object | null = null;

  constructor(overrides: readonly Override[], ids: ReadonlyMap<string, number> = new Map()) {
    this.#all = overrides;
    this.#waiting = overrides;
    this.#ids = new Map(ids);
  }

  /**
   * A table of those among the given ones whose plugin is among these. Names that overrides of a plugin in both tables were bound by
   * stay bound.
   */
  among(given: readonly Override[], plugins: readonly HostedPlugin[]): OverrideTable {
    const overrides = given.flatMap((override) => {
      const hosted = plugins.find(({ plugin }) => plugin === override.hosted.plugin);
      return hosted ? [{ ...override, hosted }] : [];
    });
    const kept = this.#all.filter(({ hosted }) => plugins.includes(hosted)).map(({ entity }) => entity);
    return new OverrideTable(overrides, new Map([...this.#ids].filter(([entity]) => kept.includes(entity))));
  }

  get isEmpty(): boolean {
    return this.#bound.size === 0 && this.#waiting.length === 0;
  }

  find(entityId: number, operation: OverrideOperation): Override | null {
    return this.#bound.get(keyOf(entityId, operation)) ?? null;
  }

  /**
   * Finds the entities that overrides wait for; gives what turned out to be of an entity that has such an override already.
   *
   * @param version Nothing is done for one that was the last: entities are the same in it.
   */
  bind(version: object, find: (name: string) => number | null): readonly OverrideConflict[] {
    if (this.#boundTo === version || this.#waiting.length === 0) return [];
    this.#boundTo = version;
    const conflicts: OverrideConflict[] = [];
    const waiting: Override[] = [];
    for (const override of this.#waiting) {
      const { entity } = override;
      const id = /^\d+$/.test(entity) ? Number(entity) : (this.#ids.get(entity) ?? find(entity));
      if (id === null) {
        waiting.push(override);
        continue;
      }
      this.#ids.set(entity, id);
      const key = keyOf(id, override.operation);
      const other = this.#bound.get(key);
      if (other) conflicts.push(conflictOf(other, override));
      else this.#bound.set(key, override);
    }
    this.#waiting = waiting;
    return conflicts;
  }
}

export function conflictOf(existing: Override, added: Override): OverrideConflict {
  const names = existing.entity === added.entity ? [added.entity] : [existing.entity, added.entity];
  const entity = names.map((name) => `"${name}"`).join(', which is ');
  return new OverrideConflict(entity, added.operation, existing.hosted.identity.id, added.hosted.identity.id);
}

function keyOf(entityId: number, operation: OverrideOperation): string {
  return `${entityId} ${operation}`;
}
