/**
 * What state a job is in, with the numbers that REST uses. `DONE ERROR TIMEOUT CANCELED WARNING` are final.
 *
 * @example await job.update(JobStatus.PROCESSING);
 */
export const JobStatus = Object.freeze({
  PREPARING: 1,
  DONE: 2,
  ERROR: 3,
  TIMEOUT: 4,
  PROCESSING: 5,
  CANCELED: 6,
  /** Finished, but not everything worked. */
  WARNING: 7,
} as const);

/** One of the numbers of `JobStatus`. */
export type JobStatus = (typeof JobStatus)[keyof typeof JobStatus];
