import type { Column, Referred, Targets } from './columns.ts';

/** The present values of an entry: entity attribute id -> [attribute id, value]. */
export type Document = Readonly<Record<string, readonly [attributeId: number, value: never]>>;

export interface Attribute {
  readonly name: string;
  readonly type: string;
  readonly value: object | null;
}

export function makeTargets(): Targets {
  return { entry: new Set(), group: new Set(), role: new Set() };
}

/** Adds what the document refers to. */
export function collectTargets(columns: readonly Column[], doc: Document, targets: Targets): void {
  for (const { id, collect } of columns) {
    const held = collect && doc[id];
    if (held) collect(held[1], targets);
  }
}

export function renderAttrs(columns: readonly Column[], doc: Document, referred: Referred): Attribute[] {
  return columns.map(({ id, name, type, render }) => ({ name, type, value: render(doc[id]?.[1] as never, referred) }));
}
