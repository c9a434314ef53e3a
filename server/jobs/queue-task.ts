/** What workers do with the payloads that were queued under a name. */
export interface QueueTask {
  /** Such as `pagoda.job`. Stored with what is queued, so it never changes. */
  readonly name: string;
  /** Returning ends it. A throw makes it come again if attempts are left, later each time. */
  run(payload: unknown, run: TaskRun): Promise<TaskResult>;
}

/** Nothing, or for a payload that is a list one promise for each element: what is rejected comes again by itself. */
export type TaskResult = void | readonly Promise<unknown>[];

/** One attempt at one payload. */
export interface TaskRun {
  /** Aborted when the worker stops, half of its grace time before it is over, or when others may have taken its work. */
  readonly signal: AbortSignal;
  /** Names the worker until it ends or loses its database; another start has another one. */
  readonly workerId: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly maxAttempts: number;
}
