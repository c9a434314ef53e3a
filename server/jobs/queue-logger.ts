import { Logger } from 'graphile-worker';

/** The part of the log that the queue uses. */
export interface QueueLog {
  debug(fields: object, message: string): void;
  info(message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What graphile-worker says is for those who look for a fault: what matters is told by us, in our words. */
export function makeQueueLogger(log?: QueueLog): Logger {
  return new Logger((scope) => (level, message) => {
    log?.debug({ queue: level, workerId: scope.workerId, task: scope.taskIdentifier, id: scope.jobId }, message);
  });
}
