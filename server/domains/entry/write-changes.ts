import type { Actor, Context } from '../../context.ts';
import { Rejected, type Problem } from '../../errors.ts';
import { authorOf } from '../../system-actor.ts';
import { nameKey, type StoredValue } from '../attribute/index.ts';
import type { Entity, EntityAttr } from '../entity/index.ts';
import { automaticNames, type ValueOf } from './automatic-names.ts';
import type { Document } from './document.ts';
import type { EntryDraft } from './entry-draft.ts';
import type { EntryRow } from './entry-row.ts';
import { journalEntries } from './journal.ts';
import type { LockedEntry } from './lock.store.ts';
import { prepareWrite, type Prepared } from './prepare.store.ts';
import { renameReferrers } from './rename-referrers.ts';
import { TakenNames } from './taken-names.ts';
import { WriteBatch, type NewValue } from './write-batch.ts';
import { checkReferences, checkSchemaIsCurrent, newReferencesOf, translatingConflicts } from './write-checks.ts';
import { updateEntries } from './write.store.ts';

/** One entry, locked, and what is to become of it. */
export interface EntryChangeDraft {
  readonly entry: LockedEntry;
  readonly draft: EntryDraft;
}

type Version = readonly [attr: EntityAttr, value: StoredValue];

/** A change as far as it is one. */
interface Planned extends EntryChangeDraft {
  readonly versions: readonly Version[];
  /** The name that it is to have, by its input or by its entity. */
  readonly wanted: string;
  readonly isAutomatic: boolean;
}

/** Writes what really changes of entries of one entity; an entry in which nothing does stays untouched. Refuses with all that is wrong. */
export function writeChanges(
  tx: Context,
  actor: Actor,
  entity: Entity,
  changes: readonly EntryChangeDraft[],
  problems: Problem[],
): Promise<readonly EntryRow[]> {
  return translatingConflicts(entity, async () => {
    const planned = await planChanges(tx, entity, changes);
    const prepared = await prepareChanges(tx, entity, planned);
    const references = changes.flatMap(({ entry, draft }) => newReferencesOf(draft, entry.doc));
    problems.push(...(await checkReferences(tx, references, prepared.missing)));
    const names = new TakenNames(prepared.taken);
    const named = planned.map((plan) => ({ ...plan, name: claimName(names, plan, problems) }));
    if (problems.length > 0) throw new Rejected(problems);
    const real = named.filter(({ entry, name, versions }) => name !== entry.name || versions.length > 0);
    if (real.length === 0) return changes.map(({ entry }) => entry);
    const written = await writeVersions(tx, actor, real, prepared.ids);
    const renamed = real.flatMap(({ entry, name }) => (name === entry.name ? [] : (written.get(entry.id) ?? [])));
    if (renamed.length > 0) await renameReferrers(tx, actor, renamed);
    return changes.map(({ entry }) => written.get(entry.id) ?? entry);
  });
}

async function planChanges(
  tx: Context,
  entity: Entity,
  changes: readonly EntryChangeDraft[],
): Promise<readonly Planned[]> {
  const versions = changes.map(({ entry, draft }) =>
    [...draft.values].filter(([attr, value]) => attr.type.isChanged(entry.doc[attr.id]?.[1], value)),
  );
  const finders = changes.map(({ entry }, index) => valueAfter(entry, versions[index] ?? []));
  const made = await automaticNames(tx, entity, finders, false);
  return changes.map(({ entry, draft }, index) => ({
    entry,
    draft,
    versions: versions[index] ?? [],
    wanted: made[index] ?? draft.name ?? entry.name,
    isAutomatic: typeof made[index] === 'string',
  }));
}

function valueAfter(entry: LockedEntry, versions: readonly Version[]): ValueOf {
  const changed = new Map(versions.map(([attr, value]) => [attr.id, value]));
  return (id) => (changed.has(id) ? changed.get(id) : entry.doc[id]?.[1]);
}

function claimName(names: TakenNames, { entry, draft, wanted, isAutomatic }: Planned, problems: Problem[]): string {
  return isAutomatic
    ? names.claimAutomatic(wanted, entry.id, entry.name)
    : names.claim(wanted, entry.id, [...draft.path, 'name'], problems);
}

const NOTHING_TO_PREPARE = { ids: [], missing: [], taken: {} };

/** Asks the database only when a change needs to know something. */
async function prepareChanges(
  tx: Context,
  entity: Entity,
  planned: readonly Planned[],
): Promise<Pick<Prepared, 'ids' | 'missing' | 'taken'>> {
  const nameKeys = planned.flatMap(({ entry, wanted }) => {
    const key = nameKey(wanted);
    return key === nameKey(entry.name) ? [] : [key];
  });
  const isNew = ({ entry }: Planned, attr: EntityAttr): boolean => entry.doc[attr.id] === undefined;
  const idCount = planned.reduce(
    (count, plan) => count + plan.versions.filter(([attr]) => isNew(plan, attr)).length,
    0,
  );
  const targets = planned
    .flatMap(({ entry, draft }) => newReferencesOf(draft, entry.doc))
    .flatMap(({ reference }) => (reference.kind === 'entry' ? [reference.id] : []));
  if (nameKeys.length === 0 && idCount === 0 && targets.length === 0) return NOTHING_TO_PREPARE;
  const prepared = await prepareWrite(tx, { entityId: entity.id, idCount, targets, nameKeys });
  checkSchemaIsCurrent(tx, entity, prepared);
  return prepared;
}

async function writeVersions(
  tx: Context,
  actor: Actor,
  changes: readonly (Planned & { readonly name: string })[],
  freshIds: readonly number[],
): Promise<ReadonlyMap<number, EntryRow>> {
  const ids = freshIds.values();
  const batch = new WriteBatch();
  const docs = changes.map(({ entry, name, versions }): Document => {
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
    batch.add({ id: entry.id, name, nameKey: nameKey(name), doc }, values);
    return doc;
  });
  const written = await updateEntries(tx.em, batch, authorOf(actor));
  const times = new Map(written.map(({ id, updatedTime }) => [id, updatedTime]));
  const rows = changes.map(({ entry, name }, index): EntryRow => ({
    ...entry,
    name,
    doc: docs[index],
    updatedTime: times.get(entry.id),
  }));
  journalEntries(tx, 'UPDATED', rows);
  return new Map(rows.map((row) => [row.id, row]));
}
