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

/** Which entity a plugin means by a name, as of one moment. */
export interface NamedEntities {
  findEntityOf(pluginId: string, name: string): { readonly id: number } | null;
}

interface Bound {
  readonly overrides: ReadonlyMap<string, Override>;
  readonly conflicts: readonly OverrideConflict[];
}

/** The overrides that are set. One that names its entity waits for it, and keeps it whatever it is called later. */
export class OverrideTable {
  readonly #all: readonly Override[];
  readonly #bound = new WeakMap<NamedEntities, Bound>();
  readonly #told = new Set<string>();

  constructor(overrides: readonly Override[]) {
    this.#all = overrides;
  }

  get isEmpty(): boolean {
    return this.#all.length === 0;
  }

  find(entities: NamedEntities, entityId: number, operation: OverrideOperation): Override | null {
    return this.#boundBy(entities).overrides.get(keyOf(entityId, operation)) ?? null;
  }

  /** What turns out to be of an entity that has such an override already; each is given once. */
  newConflicts(entities: NamedEntities): readonly OverrideConflict[] {
    const found = this.#boundBy(entities).conflicts.filter(({ message }) => !this.#told.has(message));
    for (const { message } of found) this.#told.add(message);
    return found;
  }

  #boundBy(entities: NamedEntities): Bound {
    const known = this.#bound.get(entities);
    if (known) return known;
    const overrides = new Map<string, Override>();
    const conflicts: OverrideConflict[] = [];
    for (const override of this.#all) {
      const id = entityIdOf(override, entities);
      const key = id === null ? null : keyOf(id, override.operation);
      const other = key === null ? undefined : overrides.get(key);
      if (other) conflicts.push(conflictOf(other, override));
      else if (key !== null) overrides.set(key, override);
    }
    const bound = { overrides, conflicts };
    this.#bound.set(entities, bound);
    return bound;
  }
}

/** The settings may have an id in place of a name. */
export function namesEntity({ entity }: Pick<Override, 'entity'>): boolean {
  return !/^\d+$/.test(entity);
}

function entityIdOf(override: Override, entities: NamedEntities): number | null {
  const { entity, hosted } = override;
  if (!namesEntity(override)) return Number(entity);
  return entities.findEntityOf(hosted.identity.id, entity)?.id ?? null;
}

export function conflictOf(existing: Override, added: Override): OverrideConflict {
  const names = existing.entity === added.entity ? [added.entity] : [existing.entity, added.entity];
  const entity = names.map((name) => `"${name}"`).join(', which is ');
  return new OverrideConflict(entity, added.operation, existing.hosted.identity.id, added.hosted.identity.id);
}

function keyOf(entityId: number, operation: OverrideOperation): string {
  return `${entityId} ${operation}`;
}
