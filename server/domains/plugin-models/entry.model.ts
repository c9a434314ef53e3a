import {
  DoesNotExist,
  type EntryProtocol,
  type NewEntry,
  type Permission,
  type UserProtocol,
  type UserRef,
} from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { sql } from '../../db/index.ts';
import { readableEntries } from '../access/index.ts';
import { createEntry, deleteEntry, restoreEntry, updateEntry, type EntryRow } from '../entry/index.ts';
import { booleanField, numberField, textField, timeField } from './conditions.ts';
import { EntityObject, entityTable, isEntityObject } from './entity.model.ts';
import { EntryDocuments } from './entry-documents.ts';
import { mayOnEntry } from './entry-permission.ts';
import { relationField } from './lookup.ts';
import { readRows } from './read-rows.ts';
import { currentScope } from './scope.ts';
import type { Table } from './table.ts';
import { isUserObject, loadUserObjects, userTable, type UserObject } from './user.model.ts';

/** What an entry was read with. */
interface Surroundings {
  readonly schema: EntityObject;
  readonly createdUser: UserObject | null;
  readonly documents: EntryDocuments;
}

type StoredEntry = Pick<EntryRow, 'id' | 'entityId' | 'name' | 'isActive'> & {
  readonly createdTime: Date | string;
  readonly updatedTime: Date | string;
  readonly createdUserId: number | null;
};

/** An entry as plugins change one. */
export class EntryObject implements EntryProtocol {
  readonly id: number;
  name: string;
  isActive: boolean;
  readonly schema: EntityObject;
  readonly createdTime: Date;
  updatedTime: Date;
  readonly createdUser: UserProtocol | null;
  readonly #id: number;
  #stored: Pick<EntryRow, 'name' | 'isActive'>;
  #documents: EntryDocuments | null;

  constructor(row: StoredEntry, { schema, createdUser, documents }: Surroundings) {
    this.id = row.id;
    this.name = row.name;
    this.isActive = row.isActive;
    this.schema = schema;
    this.createdTime = new Date(row.createdTime);
    this.updatedTime = new Date(row.updatedTime);
    this.createdUser = createdUser;
    this.#id = row.id;
    this.#stored = row;
    this.#documents = documents;
  }

  async getAttrs(): Promise<Readonly<Record<string, unknown>>> {
    return currentScope().read(async (ctx) => {
      const documents = (this.#documents ??= new EntryDocuments(ctx, [this.#id]));
      const values = await documents.valuesOf(ctx, this.#id);
      if (!values) throw new DoesNotExist('Entry');
      return values;
    });
  }

  setAttrs(user: UserRef | null, values: Readonly<Record<string, unknown>>): Promise<void> {
    return this.#write((tx) => updateEntry(tx, { id: String(this.#id), attrs: toInputs(values) }), user);
  }

  async mayPermitted(user: UserRef, permission: Permission): Promise<boolean> {
    return currentScope().read((ctx) => mayOnEntry(ctx, this.#id, user, permission));
  }

  async save(): Promise<void> {
    const { name, isActive } = this;
    const stored = this.#stored;
    const isRenamed = name !== stored.name;
    if (!isRenamed && isActive === stored.isActive) return;
    const input = { id: String(this.#id), name };
    await this.#write(async (tx) => {
      const restored = isActive && !stored.isActive ? await restoreEntry(tx, input) : null;
      const renamed = isRenamed ? await updateEntry(tx, input) : restored;
      return stored.isActive && !isActive ? deleteEntry(tx, input) : renamed;
    });
  }

  delete(): Promise<void> {
    return this.#write((tx) => deleteEntry(tx, { id: String(this.#id) }));
  }

  async #write(work: (tx: Context) => Promise<EntryRow | null>, user?: UserRef | null): Promise<void> {
    const row = await currentScope().write(work, user);
    this.#documents = null;
    if (!row) return;
    this.#stored = { name: row.name, isActive: row.isActive };
    this.name = row.name;
    this.isActive = row.isActive;
    if (row.updatedTime) this.updatedTime = new Date(row.updatedTime);
  }
}

export function isEntryObject(value: unknown): value is EntryObject {
  return value instanceof EntryObject;
}

const COLUMNS = sql`e.id, e.entity_id as "entityId", e.name, e.is_active as "isActive", e.created_time as "createdTime",
  e.updated_time as "updatedTime", e.created_user_id as "createdUserId"`;

export const entryTable: Table<StoredEntry, EntryObject> = {
  name: 'Entry',
  from: sql`entry e`,
  id: { expression: sql`e.id`, type: 'integer' },
  columns: COLUMNS,
  fields: {
    id: numberField(sql`e.id`),
    name: textField(sql`e.name`, sql`e.name_key`),
    isActive: booleanField(sql`e.is_active`),
    schema: relationField(sql`e.entity_id`, isEntityObject, entityTable),
    createdTime: timeField(sql`e.created_time`),
    updatedTime: timeField(sql`e.updated_time`),
    createdUser: relationField(sql`e.created_user_id`, isUserObject, userTable, true),
  },
  orders: {
    id: { expression: sql`e.id`, type: 'integer' },
    name: { expression: sql`e.name_key`, type: 'text' },
    createdTime: { expression: sql`e.created_time`, type: 'timestamptz' },
    updatedTime: { expression: sql`e.updated_time`, type: 'timestamptz' },
  },
  visible: readableEntries,
  build: buildEntries,
};

/** Values are read for so many together, however many entries there are. */
const DOCUMENTS_AT_ONCE = 100;

async function buildEntries(ctx: Context, rows: readonly StoredEntry[]): Promise<readonly EntryObject[]> {
  const entities = [...new Set(rows.map(({ entityId }) => entityId))].map((id) => ctx.catalog.getEntity(id));
  const creators = [...entities, ...rows].map(({ createdUserId }) => createdUserId);
  const users = await loadUserObjects(ctx, creators);
  const schemas = new Map(
    entities.map((entity) => [entity.id, new EntityObject(entity, users.get(entity.createdUserId) ?? null)]),
  );
  const objects: EntryObject[] = [];
  for (let from = 0; from < rows.length; from += DOCUMENTS_AT_ONCE) {
    const page = rows.slice(from, from + DOCUMENTS_AT_ONCE);
    const documents = new EntryDocuments(
      ctx,
      page.map(({ id }) => id),
    );
    for (const row of page) {
      const schema = schemas.get(row.entityId);
      const createdUser = users.get(row.createdUserId) ?? null;
      if (schema) objects.push(new EntryObject(row, { schema, createdUser, documents }));
    }
  }
  return objects;
}

/** Those of the entries that the actor may see. */
export async function loadEntryObjects(
  ctx: Context,
  ids: readonly number[],
): Promise<ReadonlyMap<number, EntryObject>> {
  if (ids.length === 0) return new Map();
  const rows = await readRows<StoredEntry>(
    ctx,
    (known) => sql`select ${COLUMNS} from entry e where e.id = any(${ids}::int[]) and ${readableEntries(known)}`,
  );
  return new Map((await buildEntries(ctx, rows)).map((entry) => [entry.id, entry]));
}

export async function newEntry({ name, schema, attrs = {}, createdUser }: NewEntry): Promise<EntryObject> {
  return currentScope().write(async (tx) => {
    const row = await createEntry(tx, { entity: String(schema.id), name, attrs: toInputs(attrs) });
    const { createdTime = '', updatedTime = '', createdUserId = null } = row;
    const [entry] = await buildEntries(tx, [{ ...row, createdTime, updatedTime, createdUserId }]);
    if (!entry) throw new Error(`Entry ${row.id} was created and is not there`);
    return entry;
  }, createdUser);
}

function toInputs(values: Readonly<Record<string, unknown>>): { attr: string; value: unknown }[] {
  return Object.entries(values).map(([attr, value]) => ({ attr, value }));
}
