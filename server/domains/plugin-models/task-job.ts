import {
  InterfaceError,
  type PluginLog,
  type TaskJob,
  type TaskResultContent,
  type TaskResultFile,
} from 'pagoda-plugin-sdk';
import { LOG_LEVELS, type JobContext } from '../job/index.ts';
import { JobObject } from './job.model.ts';
import { translatingRefusals } from './model-refusal.ts';
import type { UserObject } from './user.model.ts';

/** The job that a task works on. */
export class TaskJobObject extends JobObject implements TaskJob {
  override readonly params: TaskJob['params'];
  readonly attempt: number;
  readonly signal: AbortSignal;
  readonly #job: JobContext;

  constructor(job: JobContext, user: UserObject | null, params: unknown) {
    super({ ...job.job, status: 'PROCESSING' }, user);
    // The plugin's own parser made it.
    this.params = params as TaskJob['params'];
    this.attempt = job.attempt;
    this.signal = job.signal;
    this.#job = job;
  }

  progress(done: number, total: number | null = null, text: string | null = null): void {
    this.#job.progress(done, total, text);
  }

  log(level: keyof PluginLog, message: string): void {
    const found = LOG_LEVELS.find((one) => one.toLowerCase() === level);
    if (!found) throw new InterfaceError(`job.log: there is no level "${level}"; give debug, info, warn or error`);
    this.#job.log(found, message);
  }

  storeResult({ name, contentType }: TaskResultFile, content: TaskResultContent): Promise<void> {
    return translatingRefusals(() => this.#job.storeResult({ name, contentType }, content));
  }

  protected override get running(): JobContext {
    return this.#job;
  }
}
