import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { rejected } from '../../../errors.ts';
import { READABLE } from '../../access/index.ts';
import { getActiveEntity } from '../../entity/index.ts';
import { defineOperation, type JobContext } from '../../job/index.ts';
import type { EntryFilter } from '../entry-filter.ts';
import { withoutRetry } from '../without-retry.ts';
import { csvFormat, jsonFormat, type ExportColumns, type ExportFormat } from './export-formats.ts';
import { countExported, exportPages, type Exported } from './export-pages.ts';

/** As it is stored with the job. */
export interface ExportParams {
  readonly entity: string;
  readonly format: 'CSV' | 'JSON';
  readonly withIds: boolean;
  /** The ids of the columns; null for all. */
  readonly attrs: readonly number[] | null;
  readonly filter: EntryFilter | null;
}

const params = z.object({
  entity: z.string(),
  format: z.enum(['CSV', 'JSON']),
  withIds: z.boolean(),
  attrs: z.array(z.number()).nullable(),
  // It is checked whenever it is compiled.
  filter: z.custom<EntryFilter>((value) => typeof value === 'object').nullable(),
});

function parseParams(stored: unknown): ExportParams {
  const parsed = params.safeParse(stored);
  if (!parsed.success)
    throw rejected('INVALID', `Parameters of an export: ${z.prettifyError(parsed.error)}`, ['params']);
  return parsed.data;
}

/** Writes the entries of an entity that its user may see into a file, as they are when it begins. */
export const EXPORT_ENTRIES = defineOperation<ExportParams>({
  number: 20,
  name: 'EXPORT_ENTRY_V2',
  isCancelable: true,
  isDownloadable: true,
  targetLevel: READABLE,
  onLost: 'retry',
  retry: { attempts: 3 },
  parseParams,
  run: (job, chosen) => withoutRetry(job, () => runExport(job, chosen)),
});

async function runExport(
  job: JobContext,
  { entity: id, filter, attrs: wanted, ...choice }: ExportParams,
): Promise<void> {
  const ctx = await job.context();
  const entity = getActiveEntity(ctx, { entity: id });
  const attrs = entity.attrs.filter((attr) => wanted === null || wanted.includes(attr.id));
  const format = formatOf(choice.format, { attrs, withIds: choice.withIds });
  const file = { name: fileName(entity.name, choice.format), contentType: format.contentType };
  await job.storeResult(file, (em) => writeExport(job, { ...ctx, em }, { entity, filter }, format));
}

async function* writeExport(
  job: JobContext,
  ctx: Context,
  exported: Exported,
  format: ExportFormat,
): AsyncGenerator<string> {
  const total = await countExported(ctx, exported);
  let done = 0;
  job.progress(done, total);
  yield format.begin;
  for await (const page of exportPages(ctx, exported)) {
    job.signal.throwIfAborted();
    yield (done === 0 ? '' : format.separator) + (await format.page(page));
    done += page.rows.length;
    job.progress(done, total);
  }
  yield format.end;
}

function formatOf(format: ExportParams['format'], columns: ExportColumns): ExportFormat {
  return format === 'CSV' ? csvFormat(columns) : jsonFormat(columns);
}

export function fileName(entityName: string, format: ExportParams['format']): string {
  return `entry_${entityName}.${format.toLowerCase()}`;
}
