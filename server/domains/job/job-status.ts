/** What state a job is in, by the names of GraphQL; the numbers of REST are in `JobStatus` of the SDK. */
export const JOB_STATES = ['PREPARING', 'PROCESSING', 'DONE', 'ERROR', 'TIMEOUT', 'CANCELED', 'WARNING'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** From each status, where a job may go. A rerun takes it back from an end, a retry or a lost worker from the middle. */
const NEXT = {
  PREPARING: ['PROCESSING', 'CANCELED', 'TIMEOUT', 'ERROR'],
  PROCESSING: ['DONE', 'WARNING', 'ERROR', 'TIMEOUT', 'CANCELED', 'PREPARING'],
  DONE: [],
  WARNING: [],
  ERROR: ['PREPARING'],
  TIMEOUT: ['PREPARING'],
  CANCELED: ['PREPARING'],
} as const satisfies Record<JobState, readonly JobState[]>;

const FINAL: readonly JobState[] = ['DONE', 'ERROR', 'TIMEOUT', 'CANCELED', 'WARNING'];

export function canBecome(from: JobState, to: JobState): boolean {
  return (NEXT[from] as readonly JobState[]).includes(to);
}

/** Where a job may come from. */
export function legalFrom(to: JobState): readonly JobState[] {
  return JOB_STATES.filter((from) => canBecome(from, to));
}

/** Whether nothing more happens to it by itself. */
export function isFinal(status: JobState): boolean {
  return FINAL.includes(status);
}

/** A change of status that makes no sense, such as from DONE to PROCESSING. */
export class IllegalTransition extends Error {
  readonly from: JobState;
  readonly to: JobState;
  constructor(jobId: number, from: JobState, to: JobState) {
    super(`Job ${jobId} is ${from} and cannot become ${to}`);
    this.name = 'IllegalTransition';
    this.from = from;
    this.to = to;
  }
}

/** Something is written in the name of an attempt that is over: cancelled, timed out, or taken over by another worker. */
export class AttemptEnded extends Error {
  constructor(jobId: number, attempt: number) {
    super(`Attempt ${attempt} of job ${jobId} is over: nothing that it writes is kept`);
    this.name = 'AttemptEnded';
  }
}
