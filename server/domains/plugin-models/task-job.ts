import {
  InterfaceError,
  type PluginLog,
  type TaskJob,
  type TaskResultContent,
  type TaskResultFile,
} from 'pagoda-plugin-sdk';
import { LOG_LEVELS, type JobContext, type JobOperations } from '../job/index.ts';
import { JobObject } from './job.model.ts';
import { translatingRefusals } from './model-refusal.ts';
import type { UserObject } from './user.model.ts';

/** The job that a task works on. */
export class TaskJobObject extends JobObject implements TaskJob {
  override readonly params: TaskJob['params'];
  readonly attempt: number;
  readonly signal: AbortSignal;
  readonly #job: JobContext;
  readonly #operations: JobOperations;

  constructor(job: JobContext, user: UserObject | null, params: unknown, operations: JobOperations) {
    super({ ...job.job, status: 'PROCESSING' }, user);
    // The plugin's own parser made it.
    this.params = params as TaskJob['params'];
    this.attempt = job.attempt;
    this.signal = job.signal;
    this.#job = job;
    this.#operations = operations;
  }

  progress(done: number, total: number | null = null, text: string | null = null): void {
    this.#job.progress(done, total, text);
  }

  log(level: keyof PluginLog, message: string): void {
    const found = LOG_LEVELS.find((one) => one.toLowerCase() === level);
    if (!found) throw new InterfaceError(`job.log: there is no level "${level}"; give debug, info, warn or error`);
    this.#job.log(found, message);
  }

  storeResult(file: TaskResultFile, content: TaskResultContent): Promise<void> {
    return translatingRefusals(async () => {
      const { operation, operationName: name } = this.#job.job;
      if (this.#operations.find(operation)?.isDownloadable === false) {
        const task = name.slice(name.indexOf('/') + 1);
        throw new InterfaceError(
          `Task ${name} stores a result that nobody could download: give downloadableOperations: ['${task}'] to its PluginTaskConfig`,
        );
      }
      await this.#job.storeResult(file, content);
    });
  }

  protected override get running(): JobContext {
    return this.#job;
  }
}
