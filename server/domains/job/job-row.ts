import { sql } from '../../db/index.ts';
import type { JobState } from './job-status.ts';

/** A job as it is stored. */
export interface Job {
  readonly id: number;
  /** 0 for nobody: what the server started by itself. */
  readonly userId: number;
  readonly operation: number;
  /** What the operation was called when the job was made: its plugin may be gone. */
  readonly operationName: string;
  /** An entity or an entry; null for none. */
  readonly targetId: number | null;
  readonly status: JobState;
  readonly text: string;
  readonly params: unknown;
  /** 1 for the first; reruns, retries and takeovers count up. */
  readonly attempt: number;
  /** Attempts that failed since it was started or run again. */
  readonly failures: number;
  /** Attempts whose worker died since then. */
  readonly losses: number;
  /** Whether it runs as soon as it can; false until `runJob`. */
  readonly isStarted: boolean;
  /** The attempt that was given to the queue; null for none yet. */
  readonly queuedAttempt: number | null;
  readonly runTime: Date | null;
  /** Who works on it, or did last. */
  readonly workerId: string | null;
  readonly onLost: 'error' | 'retry';
  readonly deadlineTime: Date | null;
  /** Since when somebody wants it to stop. */
  readonly cancelTime: Date | null;
  /** The number of its newest event. */
  readonly lastSeq: number;
  readonly progress: Progress | null;
  readonly createdTime: Date;
  readonly updatedTime: Date;
  readonly endedTime: Date | null;
}

export interface Progress {
  readonly done: number;
  /** Null while nobody knows. */
  readonly total: number | null;
  readonly text: string | null;
}

type Time = 'runTime' | 'deadlineTime' | 'cancelTime' | 'createdTime' | 'updatedTime' | 'endedTime';

export type JobRow = Omit<Job, Time | 'progress'> &
  Readonly<Record<Time, string | null>> & {
    readonly progressDone: number | null;
    readonly progressTotal: number | null;
    readonly progressText: string | null;
  };

/** Of `job j`, for `toJob`. */
export const JOB_COLUMNS = sql`j.id, coalesce(j.user_id, 0) as "userId", j.operation, j.operation_name as "operationName",
  j.target_id as "targetId", j.status, j.text, j.params, j.attempt, j.failures, j.losses, j.is_started as "isStarted",
  j.queued_attempt as "queuedAttempt", j.run_time as "runTime", j.worker_id as "workerId", j.on_lost as "onLost",
  j.deadline_time as "deadlineTime", j.cancel_time as "cancelTime", j.last_seq as "lastSeq",
  j.progress_done as "progressDone", j.progress_total as "progressTotal", j.progress_text as "progressText",
  j.created_time as "createdTime", j.updated_time as "updatedTime", j.ended_time as "endedTime"`;

export function toJob({ progressDone, progressTotal, progressText, ...row }: JobRow): Job {
  return {
    ...row,
    runTime: timeOf(row.runTime),
    deadlineTime: timeOf(row.deadlineTime),
    cancelTime: timeOf(row.cancelTime),
    createdTime: new Date(row.createdTime ?? 0),
    updatedTime: new Date(row.updatedTime ?? 0),
    endedTime: timeOf(row.endedTime),
    progress: progressDone === null ? null : { done: progressDone, total: progressTotal, text: progressText },
  };
}

function timeOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
