import type { Actor, Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { Rejected, type Problem } from '../../errors.ts';
import { authorOf } from '../../system-actor.ts';
import { requireWriter } from '../access/index.ts';
import { nameKey, type StoredValue } from '../attribute/index.ts';
import type { Entity, EntityAttr } from '../entity/index.ts';
import { automaticNames } from './automatic-names.ts';
import type { Document } from './document.ts';
import { draftChange, type AttrInput, type EntryDraft } from './entry-draft.ts';
import { runBeforeUpdate, runValidate } from './entry.hooks.ts';
import type { EntryRow } from './entry-row.ts';
import { journalEntries } from './journal.ts';
import { checkUnchanged, levelOnAttr, lockActiveEntry, type EntryChoice, type LockedEntry } from './lock.store.ts';
import { prepareWrite, type Prepared } from './prepare.store.ts';
import { renameReferrers } from './rename-referrers.ts';
import { requireWritableAttrs } from './require-writable-attrs.ts';
import { TakenNames } from './taken-names.ts';
import { WriteBatch, type NewValue } from './write-batch.ts';
import { checkReferences, checkSchemaIsCurrent, newReferencesOf, translatingConflicts } from './write-checks.ts';
import { updateEntries } from './write.store.ts';

export interface UpdateEntryInput extends EntryChoice {
  readonly name?: string | null;
  readonly attrs?: readonly AttrInput[] | null;
}

/** Changes the name or values of one entry; what is not mentioned stays. */
export function updateEntry(ctx: Context, input: UpdateEntryInput): Promise<EntryRow> {
  const actor = requireWriter(ctx);
  return inTransaction(ctx, async (tx) => {
    const { entry, entity } = await lockActiveEntry(tx, input);
    requireWritableAttrs(entity, [input], (attr) => levelOnAttr(tx, entity, entry, attr));
    checkUnchanged(entry, input);
    const changed = await runBeforeUpdate(tx, entity, entry, input);
    const draft = draftChange(entity, changed, []);
    const problems = [...draft.problems, ...(await runValidate(tx, entity, [draft], entry))];
    return writeChange(tx, actor, { entry, entity, draft, problems });
  });
}

/** One entry, locked, and what is to become of it. */
export interface EntryChangeDraft {
  readonly entry: LockedEntry;
  readonly entity: Entity;
  readonly draft: EntryDraft;
  readonly problems: Problem[];
}

/** Writes what really changes; an entry in which nothing does stays untouched. */
export function writeChange(tx: Context, actor: Actor, change: EntryChangeDraft): Promise<EntryRow> {
  const { entry, entity, draft, problems } = change;
  return translatingConflicts(entity, async () => {
    const versions = changedValues(entry.doc, draft);
    const made = await automaticNameAfter(tx, entity, entry, versions);
    const wantedName = made ?? draft.name ?? entry.name;
    const prepared = await prepareChange(tx, change, versions, wantedName);
    problems.push(...(await checkReferences(tx, newReferencesOf(draft, entry.doc), prepared.missing)));
    const names = new TakenNames(prepared.taken);
    const name =
      made === null
        ? names.claim(wantedName, entry.id, ['name'], problems)
        : names.claimAutomatic(wantedName, entry.id, entry.name);
    if (problems.length > 0) throw new Rejected(problems);
    if (name === entry.name && versions.length === 0) return entry;

    const written = await writeVersions(tx, actor, entry, name, versions, prepared);
    if (name !== entry.name) await renameReferrers(tx, actor, written);
    return written;
  });
}

type Version = readonly [attr: EntityAttr, value: StoredValue];

function changedValues(doc: Document, draft: EntryDraft): Version[] {
  return [...draft.values].filter(([attr, value]) => attr.type.isChanged(doc[attr.id]?.[1], value));
}

async function automaticNameAfter(
  tx: Context,
  entity: Entity,
  entry: LockedEntry,
  versions: readonly Version[],
): Promise<string | null> {
  const changed = new Map(versions.map(([attr, value]) => [attr.id, value]));
  const valueOf = (id: number): StoredValue | undefined => (changed.has(id) ? changed.get(id) : entry.doc[id]?.[1]);
  const [made] = await automaticNames(tx, entity, [valueOf], false);
  return made ?? null;
}

const NOTHING_TO_PREPARE = { ids: [], missing: [], taken: {} };

/** Asks the database only when the change needs to know something. */
async function prepareChange(
  tx: Context,
  { entry, entity, draft }: EntryChangeDraft,
  versions: readonly Version[],
  name: string,
): Promise<Pick<Prepared, 'ids' | 'missing' | 'taken'>> {
  const isRenamed = nameKey(name) !== nameKey(entry.name);
  const idCount = versions.filter(([attr]) => entry.doc[attr.id] === undefined).length;
  const targets = newReferencesOf(draft, entry.doc).flatMap(({ reference }) =>
    reference.kind === 'entry' ? [reference.id] : [],
  );
  if (!isRenamed && idCount === 0 && targets.length === 0) return NOTHING_TO_PREPARE;
  const nameKeys = isRenamed ? [nameKey(name)] : [];
  const prepared = await prepareWrite(tx, { entityId: entity.id, idCount, targets, nameKeys });
  checkSchemaIsCurrent(tx, entity, prepared);
  return prepared;
}

async function writeVersions(
  tx: Context,
  actor: Actor,
  entry: LockedEntry,
  name: string,
  versions: readonly Version[],
  prepared: Pick<Prepared, 'ids'>,
): Promise<EntryRow> {
  const ids = prepared.ids.values();
  const values = versions.map(([attr, value]): NewValue => {
    const held = entry.doc[attr.id];
    return held
      ? { attr, attributeId: held[0], isNewAttribute: false, previous: held[1], value }
      : { attr, attributeId: ids.next().value ?? 0, isNewAttribute: true, previous: undefined, value };
  });
  const doc: Document = {
    ...entry.doc,
    ...Object.fromEntries(values.map(({ attr, attributeId, value }) => [attr.id, [attributeId, value] as const])),
  };
  const batch = new WriteBatch();
  batch.add({ id: entry.id, name, nameKey: nameKey(name), doc }, values);
  const [written] = await updateEntries(tx.em, batch, authorOf(actor));
  const row: EntryRow = { ...entry, name, doc, updatedTime: written?.updatedTime };
  journalEntries(tx, 'UPDATED', [row]);
  return row;
}
