// The door 'pagoda-plugin-sdk/tasks': background tasks.
export { JobStatus } from './job-status.ts';
export type { JobChanges, JobProtocol, NewJob } from './model-protocols.ts';
export { Job } from './models.ts';
export * from './task-config.ts';
export type * from './task-job.ts';
export * from './task-ranges.ts';
export * from './task-registry.ts';
