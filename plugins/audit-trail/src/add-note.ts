import { AuthenticationError, AuthorizationError, ValidationError, type PluginContext } from 'pagoda-plugin-sdk';
import { Entry } from 'pagoda-plugin-sdk/models';
import { addRecords } from './add-records.ts';
import { makeRecord, type AuditRecord } from './record.ts';

const LONGEST_NOTE = 1000;

/** Puts a reason into the trail of an entry that the actor may write. */
export async function addNote(ctx: PluginContext, entryId: number, text: string): Promise<AuditRecord | null> {
  const { actor } = ctx;
  if (!actor) throw new AuthenticationError();
  const note = text.trim();
  if (note === '' || note.length > LONGEST_NOTE)
    throw new ValidationError(`A note has 1 to ${LONGEST_NOTE} characters`, ['note']);
  const entry = await Entry.objects.filter({ id: entryId }).first();
  if (!entry) throw new ValidationError(`There is no entry ${entryId}`, ['entry']);
  if (!(await entry.mayPermitted(actor, 'WRITABLE')))
    throw new AuthorizationError('Only who may change an entry can note something about it');
  const time = new Date();
  const record = makeRecord({ action: 'NOTED', changeId: null, time, entity: entry.schema, entry, user: actor, note });
  const [added = null] = await addRecords(ctx, [record]);
  return added;
}
