import { sql } from '../../db/index.ts';
import type { JobState } from './job-status.ts';

export type JobEventKind = 'STATUS' | 'PROGRESS' | 'LOG';

export const LOG_LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Something that happened to a job. Never changes once it is stored. */
export interface JobEvent {
  readonly jobId: number;
  /** Counts from 1 for each job, in the order of the commits, without gaps. */
  readonly seq: number;
  readonly attempt: number;
  readonly kind: JobEventKind;
  readonly time: Date;
  /** Of a STATUS. */
  readonly status: JobState | null;
  /** Of a PROGRESS. */
  readonly done: number | null;
  readonly total: number | null;
  /** Of a LOG. */
  readonly level: LogLevel | null;
  /** A text of any kind of event; null for none. */
  readonly message: string | null;
}

export type JobEventRow = Omit<JobEvent, 'time'> & { readonly time: string };

/** Of `job_event v`, for `toEvent`. */
export const EVENT_COLUMNS = sql`v.job_id as "jobId", v.seq, v.attempt, v.kind, v.time, v.status, v.done, v.total, v.level, v.message`;

export function toEvent(row: JobEventRow): JobEvent {
  return { ...row, time: new Date(row.time) };
}
