import type { StoredValue } from '../attribute/index.ts';
import type { EntityAttr } from '../entity/index.ts';
import { deriveRows, type Document } from './document.ts';

/** A value to be written as a new version. */
export interface NewValue {
  readonly attr: EntityAttr;
  readonly attributeId: number;
  /** The attribute has no row yet. */
  readonly isNewAttribute: boolean;
  readonly previous: StoredValue | undefined;
  readonly value: StoredValue;
}

/** Everything that one statement writes about many entries, as columns for `unnest`. */
export class WriteBatch {
  readonly entries = { id: [] as number[], name: [] as string[], nameKey: [] as string[], doc: [] as string[] };
  readonly attributes = { id: [] as number[], entryId: [] as number[], entityAttrId: [] as number[] };
  readonly values = { attributeId: [] as number[], type: [] as number[], value: [] as string[] };
  readonly newReferences = { targetId: [] as number[], entityAttrId: [] as number[], entryId: [] as number[] };
  readonly goneReferences = { targetId: [] as number[], entityAttrId: [] as number[], entryId: [] as number[] };
  readonly newTexts = { entityAttrId: [] as number[], entryId: [] as number[], text: [] as string[] };
  readonly goneTexts = { entityAttrId: [] as number[], entryId: [] as number[] };

  /** Adds one entry as it is to be: its name, its whole document and the values that are new in it. */
  add(entry: { id: number; name: string; nameKey: string; doc: Document }, values: readonly NewValue[]): void {
    this.entries.id.push(entry.id);
    this.entries.name.push(entry.name);
    this.entries.nameKey.push(entry.nameKey);
    this.entries.doc.push(JSON.stringify(entry.doc));
    for (const value of values) this.#addValue(entry.id, value);
  }

  #addValue(entryId: number, { attr, attributeId, isNewAttribute, previous, value }: NewValue): void {
    if (isNewAttribute) {
      this.attributes.id.push(attributeId);
      this.attributes.entryId.push(entryId);
      this.attributes.entityAttrId.push(attr.id);
    }
    this.values.attributeId.push(attributeId);
    this.values.type.push(attr.type.code);
    this.values.value.push(JSON.stringify(value));

    const before = previous === undefined ? { targets: [], texts: [] } : deriveRows(attr, previous);
    const after = deriveRows(attr, value);
    for (const target of after.targets) {
      if (!before.targets.includes(target)) pushReference(this.newReferences, target, attr.id, entryId);
    }
    for (const target of before.targets) {
      if (!after.targets.includes(target)) pushReference(this.goneReferences, target, attr.id, entryId);
    }
    if (before.texts.length > 0) {
      this.goneTexts.entityAttrId.push(attr.id);
      this.goneTexts.entryId.push(entryId);
    }
    for (const text of after.texts) {
      this.newTexts.entityAttrId.push(attr.id);
      this.newTexts.entryId.push(entryId);
      this.newTexts.text.push(text);
    }
  }
}

function pushReference(
  columns: { targetId: number[]; entityAttrId: number[]; entryId: number[] },
  target: number,
  entityAttrId: number,
  entryId: number,
): void {
  columns.targetId.push(target);
  columns.entityAttrId.push(entityAttrId);
  columns.entryId.push(entryId);
}
