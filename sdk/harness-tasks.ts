import { PluginLoadError } from './exceptions.ts';
import { JobStatus } from './job-status.ts';
import { parseWith } from './parser.ts';
import type { Plugin } from './plugin.ts';
import type { PluginContext, PluginLog } from './plugin-context.ts';
import type { TaskJob, TaskResultContent, TaskResultFile } from './task-job.ts';

/** The job that a task is given in a test. */
export interface HarnessJob {
  /** As they are stored; `params` of the task parses them. */
  readonly params?: Readonly<Record<string, unknown>>;
  readonly text?: string;
  readonly targetId?: number | null;
  readonly attempt?: number;
  /** Aborted when the job is cancelled. */
  readonly signal?: AbortSignal;
  /** What `proceedIfReady` answers unless the job is cancelled; true unless told. */
  readonly isReady?: boolean;
}

/** What a task did with its job. */
export interface TaskRun {
  /** How it ended: as the task said, DONE when it returned, ERROR when it threw, and CANCELED when its signal was aborted. */
  readonly status: JobStatus;
  /** What the job says at the end; of an error its message. */
  readonly text: string;
  readonly targetId: number | null;
  /** What the task returned. */
  readonly result: unknown;
  /** What it threw. */
  readonly error: unknown;
  /** What it gave to `job.update`, in order. */
  readonly statuses: readonly JobStatus[];
  readonly progress: readonly { readonly done: number; readonly total: number | null; readonly text: string | null }[];
  readonly log: readonly { readonly level: keyof PluginLog; readonly message: string }[];
  /** What it stored last with `job.storeResult`. */
  readonly file: (TaskResultFile & { readonly content: string }) | null;
}

type Recorded = { -readonly [Key in keyof TaskRun]: TaskRun[Key] };

/**
 * Runs a task of a plugin once, with a job that only remembers. Nothing is fenced, limited or tried again.
 *
 * @throws PluginLoadError when there is no such task, and what the parser of its parameters throws.
 * @example const { status, result } = await runTask(plugin, ctx, 'count_entries', { params: { entity: 'Rack' } });
 */
export async function runTask(
  plugin: Plugin,
  ctx: PluginContext,
  name: string,
  given: HarnessJob = {},
): Promise<TaskRun> {
  const { params = {}, text = '', targetId = null, attempt = 1, isReady = true } = given;
  const { signal = new AbortController().signal } = given;
  const task = plugin.tasks?.tasks[name];
  if (!task) throw new PluginLoadError(`"${plugin.id}" has no task "${name}"`);
  const statuses: JobStatus[] = [];
  const progress: TaskRun['progress'][number][] = [];
  const log: TaskRun['log'][number][] = [];
  const { PROCESSING, DONE, ERROR, CANCELED } = JobStatus;
  const run: Recorded = {
    ...{ status: PROCESSING, text, targetId, result: undefined, error: undefined },
    ...{ statuses, progress, log, file: null },
  };
  const now = new Date();
  const job: TaskJob = {
    ...{ id: 1, operation: task.offset, attempt, signal, createdAt: now, updatedAt: now },
    user: ctx.actor && { ...ctx.actor, email: '', firstName: '', lastName: '', isActive: true, dateJoined: now },
    params: task.params ? parseWith(task.params, params) : params,
    get text() {
      return run.text;
    },
    get status() {
      return run.status;
    },
    get targetId() {
      return run.targetId;
    },
    run: () => Promise.resolve(),
    async update(status, changes = {}) {
      const change = typeof changes === 'string' ? { text: changes } : changes;
      statuses.push(status);
      run.status = status;
      run.text = change.text ?? run.text;
      run.targetId = change.target?.id ?? run.targetId;
    },
    isCanceled: () => Promise.resolve(signal.aborted),
    proceedIfReady: () => Promise.resolve(isReady && !signal.aborted),
    progress: (done, total = null, said = null) => void progress.push({ done, total, text: said }),
    log: (level, message) => void log.push({ level, message }),
    async storeResult(file, content) {
      run.file = { ...file, content: await readContent(content) };
    },
  };
  try {
    run.result = await task.run(job, { ...ctx, signal });
    if (run.status === PROCESSING) run.status = signal.aborted ? CANCELED : DONE;
  } catch (error) {
    run.error = error;
    if (run.status === PROCESSING) run.status = signal.aborted ? CANCELED : ERROR;
    if (run.status === ERROR) run.text = error instanceof Error ? error.message : String(error);
  }
  return run;
}

async function readContent(content: TaskResultContent): Promise<string> {
  const decoder = new TextDecoder();
  const pieces = typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
  let text = '';
  for await (const piece of pieces) text += typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true });
  return text + decoder.decode();
}
