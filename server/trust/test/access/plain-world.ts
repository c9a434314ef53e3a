/** What a random world holds, as plain objects that point at each other. */
import type { Guarded, Society } from './reference.ts';

export type ColumnType =
  'STRING' | 'NUMBER' | 'BOOLEAN' | 'DATE' | 'SELECT' | 'OBJECT' | 'ARRAY_OBJECT' | 'NAMED_OBJECT' | 'GROUP' | 'ROLE';

export interface PlainEntity extends Guarded {
  readonly id: number;
  readonly name: string;
  readonly columns: PlainColumn[];
  readonly entries: PlainEntry[];
}

export interface PlainColumn extends Guarded {
  readonly id: number;
  readonly name: string;
  readonly type: ColumnType;
  readonly entity: PlainEntity;
}

export interface PlainEntry extends Guarded {
  readonly id: number;
  readonly name: string;
  readonly isActive: boolean;
  readonly entity: PlainEntity;
  /** One for each column, in the order of the columns. */
  readonly attributes: PlainAttribute[];
}

export interface PlainAttribute extends Guarded {
  /** Null until its first version. */
  readonly id: number | null;
  readonly column: PlainColumn;
  readonly entry: PlainEntry;
  /** Oldest first; the last one holds. */
  readonly versions: readonly PlainVersion[];
}

export interface PlainVersion {
  readonly id: number;
  readonly value: unknown;
}

export interface PlainWorld extends Society {
  readonly entities: readonly PlainEntity[];
  /** Deleted ones included. */
  readonly entries: readonly PlainEntry[];
  /** Open to everybody, and referred to by nobody. */
  readonly beacon: PlainEntry;
}

export const LABELS: Readonly<Record<string, string>> = { p: 'Plum', q: 'Quince', r: 'Red currant' };
