import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { rejected } from '../../errors.ts';
import { entityAttrLevel, READABLE, requireWriter, WRITABLE } from '../access/index.ts';
import type { EntityAttr } from '../entity/index.ts';
import { targetsIn } from './document.ts';
import { insertDrafts } from './entry.create.ts';
import { draftNew } from './entry-draft.ts';
import { runBeforeCreate, runValidate } from './entry.hooks.ts';
import type { EntryRow } from './entry-row.ts';
import { levelOnAttr, lockActiveEntry } from './lock.store.ts';
import type { Path } from './path.ts';
import { relocating } from './relocating.ts';

export interface CopyEntryInput {
  readonly id: string;
  readonly names: readonly string[];
}

const MAX_COPIES = 100;

/**
 * Creates entries with the present values of another one, as the caller: all or none. A copy lacks what its original lacks, but
 * where the caller may not read the value or not give it to a new entry, it has what a new entry would have.
 */
export function copyEntry(ctx: Context, input: CopyEntryInput): Promise<EntryRow[]> {
  const actor = requireWriter(ctx);
  if (input.names.length === 0) throw rejected('REQUIRED', 'Give at least one name for a copy', ['names']);
  if (input.names.length > MAX_COPIES) {
    throw rejected('TOO_MANY', `${input.names.length} copies at once; at most ${MAX_COPIES} are allowed`, ['names']);
  }
  return inTransaction(ctx, async (tx) => {
    const { entry, entity } = await lockActiveEntry(tx, input);
    const canCopy = (attr: EntityAttr): boolean =>
      levelOnAttr(tx, entity, entry, attr) >= READABLE && entityAttrLevel(tx, entity, attr) >= WRITABLE;
    const left = new Set(entity.attrs.filter((attr) => !canCopy(attr)));
    const attrs = entity.attrs.flatMap((attr) => {
      const held = left.has(attr) ? undefined : entry.doc[attr.id];
      return held ? [{ attr: attr.name, attrId: attr.id, value: held[1] }] : [];
    });
    return relocating(placeOfName, async () => {
      const pathOf = (index: number): Path => ['names', index];
      const copies = await runBeforeCreate(
        tx,
        entity,
        input.names.map((name) => ({ name, attrs })),
        pathOf,
      );
      const drafts = copies.map((copy, index) => draftNew(entity, copy, pathOf(index), left));
      const problems = [...drafts.flatMap((draft) => draft.problems), ...(await runValidate(tx, entity, drafts))];
      // A copy may hold what its original holds, references to deleted entries included.
      return insertDrafts(tx, actor, entity, drafts, problems, targetsIn(entity, entry.doc));
    });
  });
}

/** The names are all that the input says of the copies. */
function placeOfName(path: readonly string[]): readonly string[] {
  return path[0] === 'names' ? path.slice(0, 2) : path;
}
