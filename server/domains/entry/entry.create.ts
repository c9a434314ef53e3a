import type { Actor, Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { Rejected, rejected, type Problem } from '../../errors.ts';
import { authorOf } from '../../system-actor.ts';
import { entityAttrLevel, entityLevel, requireLevel, requireWriter, WRITABLE } from '../access/index.ts';
import { nameKey, type StoredValue } from '../attribute/index.ts';
import { getActiveEntity, type Entity, type EntityAttr } from '../entity/index.ts';
import { automaticNames } from './automatic-names.ts';
import type { Document } from './document.ts';
import { draftNew, type AttrInput, type EntryDraft } from './entry-draft.ts';
import { runBeforeCreate, runValidate } from './entry.hooks.ts';
import type { EntryRow } from './entry-row.ts';
import { journalEntries } from './journal.ts';
import type { Path } from './path.ts';
import { prepareWrite, type Prepared } from './prepare.store.ts';
import { requireWritableAttrs } from './require-writable-attrs.ts';
import { TakenNames } from './taken-names.ts';
import { WriteBatch, type NewValue } from './write-batch.ts';
import { checkReferences, checkSchemaIsCurrent, newReferencesOf, translatingConflicts } from './write-checks.ts';
import { insertEntries } from './write.store.ts';

export interface NewEntry {
  readonly name: string;
  readonly attrs?: readonly AttrInput[] | null;
}

export interface EntityChoice {
  readonly entity?: string | null;
  readonly entityName?: string | null;
}

export type CreateEntryInput = EntityChoice & NewEntry;
export type CreateEntriesInput = EntityChoice & { readonly entries: readonly NewEntry[] };

const MAX_ENTRIES = 1_000;

/** Creates one entry. */
export async function createEntry(ctx: Context, input: CreateEntryInput): Promise<EntryRow> {
  const [row] = await createAll(ctx, input, [input], false);
  if (!row) throw new Error('Nothing was created');
  return row;
}

/** Creates many entries of one entity: all or none. */
export async function createEntries(ctx: Context, input: CreateEntriesInput): Promise<EntryRow[]> {
  requireWriter(ctx);
  const { entries } = input;
  if (entries.length === 0) throw rejected('REQUIRED', 'Give at least one entry', ['entries']);
  if (entries.length > MAX_ENTRIES) {
    throw rejected('TOO_MANY', `${entries.length} entries at once; at most ${MAX_ENTRIES} are allowed`, ['entries']);
  }
  return createAll(ctx, input, entries, true);
}

function createAll(
  ctx: Context,
  choice: EntityChoice,
  inputs: readonly NewEntry[],
  isList: boolean,
): Promise<EntryRow[]> {
  const actor = requireWriter(ctx);
  return inTransaction(ctx, async (tx) => {
    const entity = getActiveEntity(tx, choice);
    requireLevel(WRITABLE, entityLevel(tx, entity), `entity "${entity.name}"`, [
      choice.entity ? 'entity' : 'entityName',
    ]);
    const pathOf = (index: number): Path => (isList ? ['entries', index] : []);
    requireWritableAttrs(entity, inputs, (attr) => entityAttrLevel(tx, entity, attr), pathOf);
    const changed = await runBeforeCreate(tx, entity, inputs, pathOf);
    const drafts = changed.map((input, index) => draftNew(entity, input, pathOf(index)));
    const problems = [...drafts.flatMap((draft) => draft.problems), ...(await runValidate(tx, entity, drafts))];
    return insertDrafts(tx, actor, entity, drafts, problems);
  });
}

/** Names, checks against the database and writes new entries of one entity; refuses with all that is wrong. */
export function insertDrafts(
  tx: Context,
  actor: Actor,
  entity: Entity,
  drafts: readonly EntryDraft[],
  problems: Problem[],
  trustedTargets: ReadonlySet<number> = new Set(),
): Promise<EntryRow[]> {
  return translatingConflicts(entity, async () => {
    const automatic = await automaticNames(tx, entity, drafts.map(valueFinder), true);
    const versions = drafts.map(({ values }) =>
      [...values].filter(([attr, value]) => attr.type.isChanged(undefined, value)),
    );
    const references = drafts.map((draft) => newReferencesOf(draft));
    const prepared = await prepareWrite(tx, {
      entityId: entity.id,
      idCount: drafts.length + versions.flat().length,
      targets: references.flat().flatMap(({ reference }) => (reference.kind === 'entry' ? [reference.id] : [])),
      nameKeys: drafts.map((draft, index) => nameKey(automatic[index] ?? draft.name ?? '')),
    });
    checkSchemaIsCurrent(tx, entity, prepared);
    problems.push(
      ...(await checkReferences(
        tx,
        references.flat(),
        prepared.missing.filter((id) => !trustedTargets.has(id)),
      )),
    );
    const { batch, rows } = layOut(actor, entity, drafts, automatic, versions, prepared, problems);
    if (problems.length > 0) throw new Rejected(problems);
    if (rows.length === 0) return [];
    const written = await insertEntries(tx.em, entity.id, batch, authorOf(actor));
    const time = written[0]?.updatedTime;
    for (const row of rows) Object.assign(row, { createdTime: time, updatedTime: time });
    journalEntries(tx, 'CREATED', rows);
    return rows;
  });
}

function valueFinder(draft: EntryDraft): (entityAttrId: number) => StoredValue | undefined {
  const byId = new Map([...draft.values].map(([attr, value]) => [attr.id, value]));
  return (entityAttrId) => byId.get(entityAttrId);
}

/** Gives every entry and attribute its id and every entry its name. */
function layOut(
  actor: Actor,
  entity: Entity,
  drafts: readonly EntryDraft[],
  automatic: readonly (string | null)[],
  versions: readonly (readonly [EntityAttr, StoredValue][])[],
  prepared: Prepared,
  problems: Problem[],
): { readonly batch: WriteBatch; readonly rows: EntryRow[] } {
  const batch = new WriteBatch();
  const names = new TakenNames(prepared.taken);
  const ids = prepared.ids.values();
  const nextId = (): number => ids.next().value ?? 0;
  const rows = drafts.map((draft, index): EntryRow => {
    const id = nextId();
    const made = automatic[index] ?? null;
    const name =
      made === null
        ? names.claim(draft.name ?? '', id, [...draft.path, 'name'], problems)
        : names.claimAutomatic(made, id);
    const values = (versions[index] ?? []).map(([attr, value]): NewValue => ({
      attr,
      attributeId: nextId(),
      isNewAttribute: true,
      previous: undefined,
      value,
    }));
    const doc: Document = Object.fromEntries(
      values.map(({ attr, attributeId, value }) => [attr.id, [attributeId, value]]),
    );
    batch.add({ id, name, nameKey: nameKey(name), doc }, values);
    return { id, entityId: entity.id, name, isActive: true, doc, createdUserId: authorOf(actor) };
  });
  return { batch, rows };
}
