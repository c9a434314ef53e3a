export { enqueue, enqueueMany, type Enqueued, type EnqueueOptions } from './enqueue.ts';
export { prepareQueue } from './prepare-queue.ts';
export type { QueueTask, TaskResult, TaskRun } from './queue-task.ts';
export { whyNotCron, type DuePayload, type Recurring } from './recurring.ts';
export { QueueWorker, type QueueWorkerOptions } from './queue-worker.ts';
