import type { Context } from '../../context.ts';
import { tame } from '../../tame.ts';
import { causeOf } from '../hook-failure.ts';
import type { FailureLog } from '../hook-run.ts';
import type { HostedPlugin } from './hosted-plugin.ts';

/** Milliseconds that plugins get for each. */
export const READY_TIMEOUT = 30_000;
export const STOP_TIMEOUT = 5_000;
/** How long a server that starts keeps requests waiting for plugins that are not ready. */
export const START_GRACE = 10_000;
/** The same for a plugin that is enabled while the server runs. */
export const READY_GRACE = 1_000;

export type Step = 'ready' | 'stop';

export interface StepOptions {
  readonly ctx: Context;
  readonly log: FailureLog;
  readonly timeout: number;
}

/** Runs `ready` or `stop` of a plugin. Never rejects: one that throws or hangs is told in the log. */
export async function runStep(step: Step, hosted: HostedPlugin, { ctx, log, timeout }: StepOptions): Promise<void> {
  const { plugin, identity, services, contextOf, life } = hosted;
  if (step === 'ready' && life.ended.aborted) return;
  // What still runs may need what `stop` lets go of.
  if (step === 'stop') await atMost(timeout, life.idle());
  try {
    const call = async (): Promise<void> => plugin[step]?.(contextOf(ctx));
    const work = services.enter(ctx, identity.id, call);
    await (step === 'ready' ? within(timeout, work, life.ended) : within(timeout, work));
  } catch (thrown) {
    const error = tame(thrown);
    const message = `Plugin ${identity.id} failed in ${step}: ${causeOf(error)}`;
    log.error({ err: error, plugin: identity.id }, message);
  } finally {
    if (step === 'ready') life.isStarting = false;
  }
}

/** Waits for the work, but no longer than this many milliseconds. */
export async function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  const timeIsUp = Promise.withResolvers<void>();
  const timer = setTimeout(timeIsUp.resolve, milliseconds);
  await Promise.race([work, timeIsUp.promise]);
  clearTimeout(timer);
}

/** What is to end anyhow has as long as `stop` has, at most. */
function within(timeout: number, work: Promise<void>, ended?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new Error(`it took longer than ${timeout} ms`));
    const giveUp = (): void => reject(new Error('it was not ready when it was to end'));
    const timers = [setTimeout(fail, timeout)];
    const hurry = (): void => void timers.push(setTimeout(giveUp, Math.min(timeout, STOP_TIMEOUT)));
    ended?.addEventListener('abort', hurry, { once: true });
    work.then(resolve, reject).finally(() => {
      ended?.removeEventListener('abort', hurry);
      for (const timer of timers) clearTimeout(timer);
    });
  });
}
