import type { JobOperation } from '../job/index.ts';
import { BULK_CREATE, BULK_DELETE, BULK_UPDATE } from './bulk/bulk.jobs.ts';
import { EXPORT_ENTRIES } from './export/export.jobs.ts';

/** What jobs can do with entries. */
export const entryOperations: readonly JobOperation[] = [BULK_CREATE, BULK_UPDATE, BULK_DELETE, EXPORT_ENTRIES];
