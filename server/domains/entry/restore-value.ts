import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { rejected } from '../../errors.ts';
import { requireWriter } from '../access/index.ts';
import { draftChange } from './entry-draft.ts';
import { runBeforeUpdate, runValidate } from './entry.hooks.ts';
import type { EntryRow } from './entry-row.ts';
import { findVersion } from './history.store.ts';
import { levelOnAttr, lockActiveEntry } from './lock.store.ts';
import { relocating } from './relocating.ts';
import { requireWritableAttrs } from './require-writable-attrs.ts';
import { writeChanges } from './write-changes.ts';

/** Makes an old value the present one, as a new version by the caller; the value must still be allowed. */
export function restoreValue(ctx: Context, input: { readonly version: string }): Promise<EntryRow> {
  const actor = requireWriter(ctx);
  return inTransaction(ctx, async (tx) => {
    const version = await findVersion(tx, input.version);
    if (!version) throw rejected('NOT_FOUND', `There is no version with id ${input.version}`, ['version']);
    const { entry, entity } = await relocating(
      () => ['version'],
      () => lockActiveEntry(tx, { id: String(version.entryId) }),
    );
    const attr = entity.attrs.find(({ id }) => id === version.entityAttrId);
    if (!attr) throw rejected('NOT_FOUND', 'The attribute of this version was deleted', ['version']);
    return relocating(
      () => ['version'],
      async () => {
        const attrs = [{ attr: attr.name, attrId: attr.id, value: version.value }];
        requireWritableAttrs(entity, [{ attrs }], (one) => levelOnAttr(tx, entity, entry, one));
        const [changed = { attrs }] = await runBeforeUpdate(tx, entity, [{ entry, input: { attrs } }]);
        const draft = draftChange(entity, changed, []);
        const problems = [...draft.problems, ...(await runValidate(tx, entity, [draft], [entry]))];
        const [written = entry] = await writeChanges(tx, actor, entity, [{ entry, draft }], problems);
        return written;
      },
    );
  });
}
