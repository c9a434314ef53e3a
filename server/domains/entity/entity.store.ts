import { LockMode } from '@mikro-orm/core';
import type { Actor, Context } from '../../context.ts';
import { query, sql } from '../../db/index.ts';
import { authorOf } from '../../system-actor.ts';
import { readableAttribute, readableEntries } from '../access/index.ts';
import { deletedName, nameKey, type AttributeType } from '../attribute/index.ts';
import type { AttrDraft } from './attr-draft.ts';
import type { EntityAttr } from './catalog.ts';
import { EntityAttrRecord, EntityRecord } from './entity.entity.ts';
import type { EntityDraft } from './entity-draft.ts';

/** Locks an entity against every other change of its schema and every write of its entries. */
export function lockEntity(tx: Context, id: number): Promise<EntityRecord | null> {
  return tx.em.findOne(EntityRecord, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
}

export async function insertEntity(
  tx: Context,
  actor: Actor,
  draft: EntityDraft & { readonly name: string },
): Promise<EntityRecord> {
  const record = tx.em.create(EntityRecord, {
    ...draft,
    nameKey: nameKey(draft.name),
    createdUserId: authorOf(actor),
    updatedUserId: authorOf(actor),
  });
  await tx.em.flush();
  return record;
}

/** Changes an entity, and says that it was changed also when only its attributes were. */
export function changeEntity(actor: Actor, record: EntityRecord, draft: EntityDraft): void {
  Object.assign(record, draft, {
    nameKey: nameKey(draft.name ?? record.name),
    updatedUserId: authorOf(actor),
    updatedTime: later(record.updatedTime),
  });
}

export function deactivateEntity(actor: Actor, record: EntityRecord, timeZone: string): void {
  Object.assign(record, deletion(actor, record, timeZone));
}

export function insertAttr(
  tx: Context,
  actor: Actor,
  entityId: number,
  type: AttributeType,
  draft: AttrDraft & { readonly name: string },
): void {
  tx.em.create(EntityAttrRecord, {
    referral: [],
    choices: [],
    defaultValue: null,
    ...draft,
    entityId,
    type: type.code,
    nameKey: nameKey(draft.name),
    createdUserId: authorOf(actor),
    updatedUserId: authorOf(actor),
  });
}

export async function findAttrs(tx: Context, entityId: number): Promise<EntityAttrRecord[]> {
  return tx.em.find(EntityAttrRecord, { entityId, isActive: true });
}

export function changeAttr(actor: Actor, record: EntityAttrRecord, draft: AttrDraft): void {
  Object.assign(record, draft, {
    nameKey: nameKey(draft.name ?? record.name),
    updatedUserId: authorOf(actor),
    updatedTime: later(record.updatedTime),
  });
}

export function deactivateAttr(actor: Actor, record: EntityAttrRecord, timeZone: string): void {
  Object.assign(record, deletion(actor, record, timeZone));
}

/** Lets attributes of one entity exchange names: what is flushed afterwards finds all of them free. */
export async function releaseAttrNames(tx: Context, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await query(tx.em, sql`update entity_attr set name_key = 'leaving ' || id where id = any(${ids}::int[])`);
}

function deletion(actor: Actor, record: EntityRecord | EntityAttrRecord, timeZone: string): Partial<EntityRecord> {
  const now = new Date();
  const name = deletedName(record.name, now, timeZone);
  return {
    isActive: false,
    deletedName: record.name,
    name,
    nameKey: nameKey(name),
    deletedUserId: authorOf(actor),
    deletedTime: now,
    updatedUserId: authorOf(actor),
    updatedTime: later(record.updatedTime),
  };
}

/** No two changes of one object share a time. */
function later(time: Date): Date {
  return new Date(Math.max(Date.now(), time.getTime() + 1));
}

/** Tells every process that its catalog is old, as soon as this commits. */
export async function bumpCatalogEpoch(tx: Context): Promise<void> {
  await query(tx.em, sql`update epoch set value = value + 1 where name = ${'catalog'}`);
}

export async function hasActiveEntries(tx: Context, entityId: number): Promise<boolean> {
  const [row] = await query<{ found: boolean }>(
    tx.em,
    sql`select exists (select from entry where entity_id = ${entityId} and is_active) as found`,
  );
  return row?.found ?? false;
}

/** Which of the values of choices active entries hold, as far as the caller may see them: nobody else's values are told. */
export async function findUsedChoices(tx: Context, attr: EntityAttr, values: readonly string[]): Promise<string[]> {
  const rows = await query<{ text: string }>(
    tx.em,
    sql`select w.text from unnest(${values}::text[]) w (text) where exists (
      select from entry_text t join entry e on e.id = t.entry_id and e.is_active
      where t.entity_attr_id = ${attr.id} and t.text = w.text and ${readableEntries(tx)} and ${readableAttribute(tx, attr)})
      order by 1`,
  );
  return rows.map(({ text }) => text);
}
