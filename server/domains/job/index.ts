/**
 * Jobs: tracked background operations. `createJob`, `runJob`, `startJob`, `cancelJob` and `rerunJob` act for `ctx.actor` in the
 * transaction of the caller; `JobOperations` (in `ctx.host.jobOperations`) knows what they do; `JobWorker` does it.
 */
export { JobContext, type JobContextOptions } from './job-context.ts';
export { LOG_LEVELS, type JobEvent, type JobEventKind, type LogLevel } from './job-event.ts';
export {
  countJobs,
  findJob,
  getJob,
  listedJobs,
  listJobs,
  readEvents,
  readJobsAt,
  type JobFilter,
  type JobListArgs,
} from './job.list.ts';
export { defineOperation, type JobOperation, type OperationDefinition, type RetryPolicy } from './job-operation.ts';
export { JobOperations, type OperationKind } from './job-operations.ts';
export { JobChanges } from './job-changes.ts';
export { JobFeeds } from './job-feeds.ts';
export { JobWorker, type JobWorkerOptions } from './job-worker.ts';
export { downloadRegistration } from './download.registration.ts';
export { jobRegistration } from './job.registration.ts';
export { canControlJob, canSeeJob, visibleJobs } from './job.policy.ts';
export { JOB_COLUMNS, toJob, type Job, type JobRow, type Progress } from './job-row.ts';
export { cancelJob, createJob, rerunJob, runJob, startJob, type NewJob } from './job.service.ts';
export { findResult, readResult, type JobResult, type ResultContent } from './job-result.store.ts';
export type { ResultFile } from './result-file.ts';
export { AttemptEnded, canBecome, IllegalTransition, isFinal, JOB_STATES, type JobState } from './job-status.ts';
export { mountJobsPage } from './page/index.ts';
export { shown } from './job-arguments.ts';
