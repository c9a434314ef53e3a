/** What a user must see of a world: whatever he may not read is not there. */
import { LABELS, type PlainAttribute, type PlainColumn, type PlainEntry, type PlainWorld } from './plain-world.ts';
import { allows, highestLevel, READABLE, type Guarded, type PlainUser } from './reference.ts';

interface Named {
  readonly name: string;
  readonly id: number | null;
}

export class View {
  readonly world: PlainWorld;
  readonly user: PlainUser;
  /** By level: the same is asked thousands of times. */
  readonly #known: Record<number, Map<Guarded, boolean>> = {};

  constructor(world: PlainWorld, user: PlainUser) {
    this.world = world;
    this.user = user;
  }

  may(level: number, object: Guarded): boolean {
    const known = (this.#known[level] ??= new Map());
    const decided = known.get(object) ?? allows(this.world, this.user, level, object);
    known.set(object, decided);
    return decided;
  }

  level(object: Guarded): number {
    return highestLevel(this.world, this.user, object);
  }

  reads(object: Guarded): boolean {
    return this.may(READABLE, object);
  }

  /** By name, as lists are unless they are told otherwise. */
  activeEntries(all: readonly PlainEntry[]): PlainEntry[] {
    return all.filter((entry) => entry.isActive && this.reads(entry)).toSorted(byName);
  }

  /** The value that holds, null for none. */
  valueOf(attribute: PlainAttribute): unknown {
    if (!this.reads(attribute)) return null;
    return present(attribute.versions.at(-1)?.value);
  }

  attributeOf(entry: PlainEntry, column: PlainColumn): PlainAttribute {
    const found = entry.attributes.find((attribute) => attribute.column === column);
    if (!found) throw new Error(`Entry ${entry.id} has no column ${column.id}`);
    return found;
  }

  /** The entries that a value shows. */
  targetsOf(column: PlainColumn, value: unknown): PlainEntry[] {
    return idsOf(column, value).flatMap((id) => {
      const target = this.world.entries.find((entry) => entry.id === id);
      return target && target.isActive && this.reads(target) ? [target] : [];
    });
  }

  textOf(column: PlainColumn, value: unknown): string {
    switch (column.type) {
      case 'STRING':
      case 'NUMBER':
      case 'DATE':
        return value === null ? '' : String(value);
      case 'BOOLEAN':
        return String(value === true);
      case 'SELECT':
        return value === null ? '' : (LABELS[String(value)] ?? '');
      case 'OBJECT':
      case 'ARRAY_OBJECT':
        return this.targetsOf(column, value)
          .map(({ name }) => name)
          .join(', ');
      case 'NAMED_OBJECT': {
        const label = (value as Named | null)?.name ?? '';
        return [label, ...this.targetsOf(column, value).map(({ name }) => name)]
          .filter((text) => text !== '')
          .join(': ');
      }
      case 'GROUP':
      case 'ROLE':
        return this.memberName(column, value) ?? '';
    }
  }

  /** The name of the group or role. Whoever reads the attribute may know it. */
  memberName(column: PlainColumn, value: unknown): string | null {
    const all = column.type === 'GROUP' ? this.world.groups : column.type === 'ROLE' ? this.world.roles : [];
    return all.find(({ id, isActive }) => isActive && id === value)?.name ?? null;
  }

  /** The active entries that refer to this one where the user may see it. */
  referrersOf(target: PlainEntry): PlainEntry[] {
    return this.activeEntries(this.world.entries).filter((entry) =>
      entry.attributes.some((attribute) => idsOf(attribute.column, this.valueOf(attribute)).includes(target.id)),
    );
  }
}

export function byName(left: PlainEntry, right: PlainEntry): number {
  if (left.name === right.name) return left.id - right.id;
  return left.name < right.name ? -1 : 1;
}

/** The ids of entries that a value holds. */
export function idsOf(column: PlainColumn, value: unknown): number[] {
  if (value === null || value === undefined) return [];
  switch (column.type) {
    case 'OBJECT':
      return [value as number];
    case 'ARRAY_OBJECT':
      return value as number[];
    case 'NAMED_OBJECT':
      return [(value as Named).id].filter((id) => id !== null);
    default:
      return [];
  }
}

export function present(value: unknown): unknown {
  if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return null;
  const { name, id } = Object(value) as Partial<Named>;
  return name === '' && id === null ? null : value;
}

/** What `json` shows where there is no value. */
export function emptyJson({ type }: PlainColumn): unknown {
  switch (type) {
    case 'STRING':
      return '';
    case 'BOOLEAN':
      return false;
    case 'ARRAY_OBJECT':
      return [];
    case 'NAMED_OBJECT':
      return { name: '', id: null };
    default:
      return null;
  }
}
