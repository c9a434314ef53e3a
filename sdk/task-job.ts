import type { JobProtocol } from './model-protocols.ts';
import type { PluginLog } from './plugin-context.ts';

/** What a task leaves to be downloaded. */
export interface TaskResultFile {
  /** As it is called when it is downloaded. */
  readonly name: string;
  /** Such as `text/csv; charset=utf-8`. */
  readonly contentType: string;
}

/** As a whole or in pieces, which are stored as they come. Texts become UTF-8. */
export type TaskResultContent =
  string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** The job that a task works on: one attempt at it. What it writes when that is over is refused. */
export interface TaskJob<Params = Readonly<Record<string, unknown>>> extends Omit<JobProtocol, 'params'> {
  /** What `params` of the task made of those that the job was created with; without that they are as they were given. */
  readonly params: Params;
  /** 1 for the first; retries, reruns and takeovers count up. */
  readonly attempt: number;
  /** Aborted when somebody cancels the job, when its time is up and when the server stops. Pass it on to what you wait for. */
  readonly signal: AbortSignal;
  /**
   * How far it is; `total` null when that is not known. Call it as often as you like: at most ten reports a second are stored, the last
   * one always. More than `total` counts as `total`; negative or infinite numbers are a `RangeError`.
   *
   * @example job.progress(120, 400, 'Rack 12');
   */
  progress(done: number, total?: number | null, text?: string | null): void;
  /** A line for whoever watches the job; `ctx.log` is for the operator of the server. */
  log(level: keyof PluginLog, message: string): void;
  /**
   * Stores the file that can be downloaded when the job is done; another one replaces it. Throws `ValidationError` if it is larger
   * than the server allows, `InterfaceError` unless the task is one of `downloadableOperations`.
   *
   * @example await job.storeResult({ name: 'racks.csv', contentType: 'text/csv' }, lines());
   */
  storeResult(file: TaskResultFile, content: TaskResultContent): Promise<void>;
}
