import type { App } from '../../../app.ts';
import type { Actor } from '../../../context.ts';
import { createJob, defineOperation, runJob, type JobContext } from '../index.ts';

/** Returns `'end'` for the last one. */
type Step = (job: JobContext) => unknown;

/** What a job does, told by its test while it runs. */
export class Script {
  readonly #steps: Step[] = [];
  #wake = Promise.withResolvers<void>();

  tell(step: Step): void {
    this.#steps.push(step);
    this.#wake.resolve();
  }

  async follow(job: JobContext): Promise<void> {
    job.signal.addEventListener('abort', () => this.#wake.resolve());
    for (;;) {
      if (job.signal.aborted) throw new Error('It was asked to stop.');
      const step = this.#steps.shift();
      if (step) {
        if ((await step(job)) === 'end') return;
        continue;
      }
      this.#wake = Promise.withResolvers();
      await this.#wake.promise;
    }
  }
}

export interface ScriptedJob {
  readonly id: number;
  readonly script: Script;
}

/** Operation 90, whose jobs do what they are told; they can be cancelled, run side by side, and leave files. */
export function makeScriptedJobs({ host, contextFor }: App) {
  const scripts = new Map<number, Script>();
  host.jobOperations.register('test', 'core', [
    defineOperation({
      number: 90,
      name: 'COUNT_THINGS',
      parseParams: (params) => params,
      run: (job) => scripts.get(job.id)?.follow(job),
      isCancelable: true,
      isParallelizable: true,
      isDownloadable: true,
    }),
  ]);
  return {
    /** One that waits for `start`. */
    async create(actor: Actor, text = ''): Promise<ScriptedJob> {
      const { id } = await createJob(await contextFor(actor), { operation: 90, text });
      const script = new Script();
      scripts.set(id, script);
      return { id, script };
    },
    async start(actor: Actor, text = ''): Promise<ScriptedJob> {
      const made = await this.create(actor, text);
      await runJob(await contextFor(actor), made.id);
      return made;
    },
  };
}
