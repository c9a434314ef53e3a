/** Names that entities give to their entries by themselves. */
import { randomUUID } from 'node:crypto';
import type { AttributeType, AttributeTypeName, StoredValue } from '../attribute/index.ts';

/** Names are indexed, and a text attribute holds more than an index row takes. */
const MAX_CHARACTERS = 200;

export interface AutoNameAttr {
  readonly id: number;
  readonly type: Pick<AttributeType, 'name'>;
  /** 0 when the attribute is no part of the name. */
  readonly nameOrder: number;
  readonly namePrefix: string;
  readonly namePostfix: string;
}

export interface AutoNameSource {
  readonly itemNameType: 'USER' | 'ID' | 'ATTRIBUTES';
  /** Whether the entry is being created. */
  readonly isNew: boolean;
  /** The active attributes of the entity. */
  readonly attrs: readonly AutoNameAttr[];
  /** The present value of an attribute; undefined when it has none. */
  readonly valueOf: (entityAttrId: number) => StoredValue | undefined;
  /** The name of a referred entry; null when it is gone. */
  readonly entryNameOf: (entryId: number) => string | null;
}

/** The name that the entry gets; null when it keeps the one that users typed. */
export function automaticName(source: AutoNameSource): string | null {
  switch (source.itemNameType) {
    case 'USER':
      return null;
    case 'ID':
      return source.isNew ? randomUUID() : null;
    case 'ATTRIBUTES':
      return nameOfAttributes(source) || null;
  }
}

/** The name to take when another active entry of the entity has the automatic one. */
export function duplicateName(name: string, otherEntryId: number): string {
  return `${duplicatePrefix(name, otherEntryId)}${randomUUID()}`;
}

/** Whether a name is one that was made so. */
export function isDuplicateName(present: string, name: string, otherEntryId: number): boolean {
  return present.startsWith(duplicatePrefix(name, otherEntryId));
}

function duplicatePrefix(name: string, otherEntryId: number): string {
  return `${name} -- duplicate of ID:${otherEntryId} -- `;
}

function nameOfAttributes({ attrs, valueOf, entryNameOf }: AutoNameSource): string {
  const parts = attrs
    .filter((attr) => attr.nameOrder > 0)
    .toSorted((left, right) => left.nameOrder - right.nameOrder)
    .map((attr) => {
      const part = partOf(attr.type.name, valueOf(attr.id), entryNameOf);
      return part === null ? '' : attr.namePrefix + part + attr.namePostfix;
    });
  return Array.from(parts.join('').trim()).slice(0, MAX_CHARACTERS).join('').trim();
}

/** What an attribute contributes; null for nothing at all, not even its prefix and postfix. */
function partOf(
  type: AttributeTypeName,
  value: StoredValue | undefined,
  entryNameOf: AutoNameSource['entryNameOf'],
): string | null {
  switch (type) {
    case 'STRING':
      return typeof value === 'string' ? value : '';
    case 'NUMBER':
      return typeof value === 'number' ? String(value) : null;
    case 'OBJECT':
      return typeof value === 'number' ? entryNameOf(value) : null;
    default:
      return null;
  }
}
