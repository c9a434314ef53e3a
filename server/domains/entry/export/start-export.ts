import type { Context } from '../../../context.ts';
import { inTransaction } from '../../../db/index.ts';
import { problem, Rejected } from '../../../errors.ts';
import { requireActor } from '../../access/index.ts';
import { getActiveEntity, type Entity } from '../../entity/index.ts';
import { startJob, type Job } from '../../job/index.ts';
import { compileEntryFilter, type EntryFilter } from '../entry-filter.ts';
import type { EntityChoice } from '../entry.create.ts';
import { findEntityAttr } from '../entry-draft.ts';
import { EXPORT_ENTRIES, fileName, type ExportParams } from './export.jobs.ts';

export interface ExportEntriesInput extends EntityChoice {
  readonly format: ExportParams['format'];
  /** Which entries; the active ones unless it says otherwise. */
  readonly filter?: EntryFilter | null;
  /** The names or ids of the columns; all unless given. */
  readonly attrs?: readonly string[] | null;
  /** Whether entries tell their ids; in CSV they do unless told, in JSON they do not. */
  readonly withIds?: boolean | null;
}

/** Starts a job that writes entries into a file. */
export function startExport(ctx: Context, input: ExportEntriesInput): Promise<Job> {
  requireActor(ctx);
  return inTransaction(ctx, async (tx) => {
    const { format, filter = null, withIds, attrs } = input;
    const entity = getActiveEntity(tx, input);
    compileEntryFilter(tx, filter, entity);
    const params: ExportParams = {
      entity: String(entity.id),
      format,
      filter,
      withIds: withIds ?? format === 'CSV',
      attrs: attrs ? columnsOf(entity, attrs) : null,
    };
    return startJob(tx, {
      operation: EXPORT_ENTRIES.number,
      targetId: entity.id,
      text: fileName(entity.name, format),
      params,
    });
  });
}

function columnsOf(entity: Entity, names: readonly string[]): readonly number[] {
  const attrs = names.map((attr) => findEntityAttr(entity, { attr }));
  const problems = attrs.flatMap((attr, index) =>
    attr ? [] : [problem('NOT_FOUND', `Entity "${entity.name}" has no attribute "${names[index]}"`, ['attrs', index])],
  );
  if (problems.length > 0) throw new Rejected(problems);
  return attrs.flatMap((attr) => attr?.id ?? []);
}
