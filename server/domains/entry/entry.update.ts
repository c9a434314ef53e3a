import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { Rejected } from '../../errors.ts';
import { entityLevel, requireLevel, requireWriter, WRITABLE } from '../access/index.ts';
import { getActiveEntity } from '../entity/index.ts';
import { draftChange, type AttrInput } from './entry-draft.ts';
import type { EntityChoice } from './entry.create.ts';
import { runBeforeUpdate, runValidate } from './entry.hooks.ts';
import type { EntryRow } from './entry-row.ts';
import { checkUnchanged, levelOnAttr, lockActiveEntry, lockChosen, type EntryChoice } from './lock.store.ts';
import type { Path } from './path.ts';
import { requireWritableAttrs } from './require-writable-attrs.ts';
import { writeChanges } from './write-changes.ts';

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
    const [changed = input] = await runBeforeUpdate(tx, entity, [{ entry, input }]);
    const draft = draftChange(entity, changed, []);
    const problems = [...draft.problems, ...(await runValidate(tx, entity, [draft], [entry]))];
    const [written = entry] = await writeChanges(tx, actor, entity, [{ entry, draft }], problems);
    return written;
  });
}

export type UpdateEntriesInput = EntityChoice & { readonly entries: readonly UpdateEntryInput[] };

/** Changes many entries of one entity, each named once: all or none. Paths of problems begin with `entries` and the index. */
export function updateEntries(
  ctx: Context,
  { entries: inputs, ...choice }: UpdateEntriesInput,
): Promise<readonly EntryRow[]> {
  const actor = requireWriter(ctx);
  return inTransaction(ctx, async (tx) => {
    const entity = getActiveEntity(tx, choice);
    requireLevel(WRITABLE, entityLevel(tx, entity), `entity "${entity.name}"`, ['entity']);
    const pathOf = (index: number): Path => ['entries', index];
    const entries = await lockChosen(tx, entity, inputs, pathOf);
    const problems = entries.flatMap((entry, index) => {
      try {
        const levelOf = (attr: (typeof entity.attrs)[number]) => levelOnAttr(tx, entity, entry, attr);
        requireWritableAttrs(entity, [inputs[index] ?? {}], levelOf, () => pathOf(index));
        return [];
      } catch (error) {
        if (error instanceof Rejected) return error.problems;
        throw error;
      }
    });
    if (problems.length > 0) throw new Rejected(problems);
    const wanted = entries.map((entry, index) => ({ entry, input: inputs[index] ?? {} }));
    const changed = await runBeforeUpdate(tx, entity, wanted, pathOf);
    const drafts = changed.map((input, index) => draftChange(entity, input, pathOf(index)));
    problems.push(...drafts.flatMap((draft) => draft.problems), ...(await runValidate(tx, entity, drafts, entries)));
    const changes = entries.flatMap((entry, index) => {
      const draft = drafts[index];
      return draft ? [{ entry, draft }] : [];
    });
    return writeChanges(tx, actor, entity, changes, problems);
  });
}
