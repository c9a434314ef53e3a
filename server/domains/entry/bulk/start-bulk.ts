import type { Context } from '../../../context.ts';
import { inTransaction } from '../../../db/index.ts';
import { getActiveEntity } from '../../entity/index.ts';
import { createJob, runJob, type Job, type JobOperation } from '../../job/index.ts';
import { relocating } from '../relocating.ts';
import type { CreateEntriesInput } from '../entry.create.ts';
import type { DeleteEntriesInput } from '../entry.delete.ts';
import type { UpdateEntriesInput } from '../entry.update.ts';
import { requireChoices, requireRows } from './bulk-input.ts';
import { insertRows } from './bulk-row.store.ts';
import { BULK_CREATE, BULK_DELETE, BULK_UPDATE } from './bulk.jobs.ts';

type BulkInput = CreateEntriesInput | UpdateEntriesInput | DeleteEntriesInput;

/** Starts a job that creates many entries of one entity. */
export function startBulkCreate(ctx: Context, input: CreateEntriesInput): Promise<Job> {
  return startBulk(ctx, BULK_CREATE, `Create ${input.entries.length} entries`, input);
}

/** Starts a job that changes many entries of one entity. */
export async function startBulkUpdate(ctx: Context, input: UpdateEntriesInput): Promise<Job> {
  requireChoices(input.entries);
  return startBulk(ctx, BULK_UPDATE, `Update ${input.entries.length} entries`, input);
}

/** Starts a job that deletes many entries of one entity. */
export async function startBulkDelete(ctx: Context, input: DeleteEntriesInput): Promise<Job> {
  requireChoices(input.entries);
  return startBulk(ctx, BULK_DELETE, `Delete ${input.entries.length} entries`, input);
}

/** The rows do not stand in the parameters of the job: lists of jobs carry those along. */
async function startBulk(
  ctx: Context,
  { number }: JobOperation,
  text: string,
  { entries, ...choice }: BulkInput,
): Promise<Job> {
  requireRows(entries);
  return inTransaction(ctx, async (tx) => {
    const entity = getActiveEntity(tx, choice);
    const params = { entity: String(entity.id) };
    const { id } = await relocating(
      () => [choice.entity ? 'entity' : 'entityName'],
      () => createJob(tx, { operation: number, targetId: entity.id, text, params }),
    );
    await insertRows(tx.em, id, entries);
    return runJob(tx, id);
  });
}
