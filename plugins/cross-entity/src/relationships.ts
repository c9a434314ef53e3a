/** How the entries of one entity hold those of another. */
interface Relationship {
  /** The attribute of the service that refers to them. */
  readonly attribute: string;
  /** Whether they are part of the service, and so are deleted with it. */
  readonly isCascading: boolean;
}

/** What a service refers to. */
export const relationships = {
  configurations: { attribute: 'configurations', isCascading: true },
  environments: { attribute: 'environments', isCascading: false },
} as const satisfies Readonly<Record<string, Relationship>>;

/** The ids of the entries that are part of a service with these values. */
export function idsOfParts(values: Readonly<Record<string, unknown>>): readonly number[] {
  const parts = Object.values(relationships).filter(({ isCascading }) => isCascading);
  return [...new Set(parts.flatMap(({ attribute }) => idsIn(values[attribute])))];
}

/** The ids in the value of any type that refers to entries: `7`, `[7, 8]`, `{ name: 'a', id: 7 }`, `[{ name: 'a', id: 7 }]`. */
export function idsIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  if (Array.isArray(value)) return value.flatMap(idsIn);
  return typeof value === 'object' && value !== null && 'id' in value ? idsIn(value.id) : [];
}
