import { sql, type Sql } from '../../db/index.ts';
import type { AttributeAcls } from '../access/index.ts';
import type { Document } from './document.ts';

/**
 * An entry as reads carry it. A list loads only the parts that its request selects; what is undefined was not loaded,
 * and the entry loader can add it.
 */
export interface EntryRow {
  readonly id: number;
  readonly entityId: number;
  readonly name: string;
  readonly isActive: boolean;
  doc?: Document;
  /** With the document. */
  attrAcls?: AttributeAcls;
  createdTime?: string;
  updatedTime?: string;
  createdUserId?: number | null;
}

/** The parts of an entry that are loaded only when asked for. */
export interface EntryParts {
  readonly doc: boolean;
  readonly times: boolean;
}

const NAME_COLUMNS = sql`e.id, e.entity_id as "entityId", e.name, e.is_active as "isActive"`;
const DOC_COLUMNS = sql`${NAME_COLUMNS}, e.doc, e.attr_acls as "attrAcls"`;
const TIME_COLUMNS = sql`e.created_time as "createdTime", e.updated_time as "updatedTime", e.created_user_id as "createdUserId"`;

/** The columns of `entry e` for these parts. */
export function columnsFor(parts: EntryParts): Sql {
  const columns = parts.doc ? DOC_COLUMNS : NAME_COLUMNS;
  return parts.times ? sql`${columns}, ${TIME_COLUMNS}` : columns;
}

/** The same columns for a `member x`: a group or role, of which there are only id and name. */
export function columnsForMember(parts: EntryParts): Sql {
  const columns = sql`x.id, null::int as "entityId", x.name, true as "isActive"`;
  const withDoc = parts.doc ? sql`${columns}, null::jsonb as doc, null::jsonb as "attrAcls"` : columns;
  return parts.times ? sql`${withDoc}, null::timestamptz, null::timestamptz, null::int` : withDoc;
}

export function hasParts(row: EntryRow, parts: EntryParts): boolean {
  return (!parts.doc || row.doc !== undefined) && (!parts.times || row.updatedTime !== undefined);
}

export const ALL_PARTS: EntryParts = { doc: true, times: true };
export const NAME_ONLY: EntryParts = { doc: false, times: false };
