import type { Context } from '../../context.ts';
import type { Job } from './job-row.ts';
import { isFinal } from './job-status.ts';

/** `NEVER` for operations that leave no files, `NOT_YET` before the end, `NOTHING` when there is no file. */
export type NoDownload = 'NEVER' | 'NOT_YET' | 'NOTHING';

type Downloaded = Pick<Job, 'operation' | 'status' | 'attempt'>;

/**
 * The rule of all doors: what has ended, however, and left a file may be downloaded. One that failed often says in it what failed. What
 * an earlier attempt left is not what the job came to.
 */
export function whyNoDownload(
  ctx: Context,
  { operation, status, attempt }: Downloaded,
  result: { readonly attempt: number } | null | undefined,
): NoDownload | null {
  if (!ctx.host.jobOperations.find(operation)?.isDownloadable) return 'NEVER';
  if (!isFinal(status)) return 'NOT_YET';
  return result?.attempt === attempt ? null : 'NOTHING';
}
