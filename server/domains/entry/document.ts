import type { StoredValue } from '../attribute/index.ts';
import type { Entity, EntityAttr } from '../entity/index.ts';

/** The present values of an entry: entity attribute id -> [attribute id, value]. Attributes without a version are missing. */
export type Document = Readonly<Record<string, readonly [attributeId: number, value: StoredValue]>>;

/** The present value of an attribute; what its type shows for none when there is no version. */
export function valueOf(doc: Document, attr: EntityAttr): StoredValue {
  const held = doc[attr.id];
  return held === undefined ? attr.type.emptyValue : held[1];
}

/** The rows that follow from one value: what it refers to and what search finds it by, each once. */
export interface DerivedRows {
  readonly targets: readonly number[];
  readonly texts: readonly string[];
}

export function deriveRows(attr: EntityAttr, value: StoredValue): DerivedRows {
  const targets = new Set<number>();
  for (const reference of attr.type.references(value)) if (reference.kind === 'entry') targets.add(reference.id);
  return { targets: [...targets], texts: [...new Set(attr.type.searchTexts(value))] };
}

/** The entries that the present values refer to, of all active attributes. */
export function targetsIn(entity: Entity, doc: Document): ReadonlySet<number> {
  const ids = new Set<number>();
  for (const attr of entity.attrs) {
    const held = doc[attr.id];
    if (held) for (const id of deriveRows(attr, held[1]).targets) ids.add(id);
  }
  return ids;
}
