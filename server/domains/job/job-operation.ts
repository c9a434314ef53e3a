import { READABLE, WRITABLE, type Level } from '../access/index.ts';
import type { JobContext } from './job-context.ts';

/** How often a job that fails is tried, and how long it waits before each next attempt. */
export interface RetryPolicy {
  /** Attempts in all, the first included. 1 is no retry. */
  readonly attempts: number;
  /** Milliseconds to wait after so many failures. */
  readonly backoff: (failures: number) => number;
}

/** What jobs of one operation number do, and what may be done with them. Made by `defineOperation`. */
export interface JobOperation {
  /** 1-99 core, 100-199 custom views, 200-9999 plugins; stored with each job, so it never changes. */
  readonly number: number;
  /** For people and logs, such as `EXPORT_ENTRY_V2` or `my-plugin/task_a`. */
  readonly name: string;
  /** Not in lists. */
  readonly isHidden: boolean;
  readonly isCancelable: boolean;
  /** Need not wait for an earlier one on the same target. */
  readonly isParallelizable: boolean;
  readonly isDownloadable: boolean;
  /** What its user needs on the target. `READABLE` also lets read-only users start it. */
  readonly targetLevel: typeof READABLE | typeof WRITABLE;
  /** Milliseconds that an attempt may take; null for the limit of the settings. */
  readonly timeout: number | null;
  readonly retry: RetryPolicy;
  /** What becomes of a job whose worker died: another attempt, or an end as an error. */
  readonly onLost: 'error' | 'retry';
  /** When a job of nobody is started by itself, and what that says; null for never. */
  readonly recurring: { readonly cron: string; readonly text: string } | null;
  /** Throws `Rejected` for parameters that are none. */
  checkParams(params: unknown): void;
  /** The work of one attempt; what it returns is stored as a JSON result, unless it is undefined. */
  start(job: JobContext): Promise<unknown>;
}

export interface OperationDefinition<P> extends Partial<
  Omit<JobOperation, 'checkParams' | 'start' | 'retry' | 'targetLevel'>
> {
  readonly number: number;
  readonly name: string;
  readonly retry?: Partial<RetryPolicy>;
  readonly targetLevel?: Level;
  /** Makes the parameters of what is stored. Runs when a job is created and before each attempt. Throws `Rejected`. */
  readonly parseParams: (params: unknown) => P;
  readonly run: (job: JobContext, params: P) => unknown;
}

/** Doubles from a second to five minutes. */
export const DEFAULT_BACKOFF = (failures: number): number => Math.min(1000 * 2 ** (failures - 1), 300_000);

/** Unless told otherwise: listed, not cancelable, serial, without download, no retry, and an error when its worker dies. */
export function defineOperation<P>({
  parseParams,
  run,
  retry,
  targetLevel,
  ...given
}: OperationDefinition<P>): JobOperation {
  return Object.freeze({
    isHidden: false,
    isCancelable: false,
    isParallelizable: false,
    isDownloadable: false,
    timeout: null,
    onLost: 'error' as const,
    recurring: null,
    ...given,
    targetLevel: targetLevel === READABLE ? READABLE : WRITABLE,
    retry: { attempts: retry?.attempts ?? 1, backoff: retry?.backoff ?? DEFAULT_BACKOFF },
    checkParams: (params: unknown) => void parseParams(params),
    start: async (job: JobContext) => run(job, parseParams(job.params)),
  });
}
