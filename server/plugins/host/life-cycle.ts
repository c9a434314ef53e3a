import type { Context } from '../../context.ts';
import { tame } from '../../tame.ts';
import { causeOf } from '../hook-failure.ts';
import type { FailureLog } from '../hook-run.ts';
import type { HostedPlugin } from './hosted-plugin.ts';

/** Milliseconds that plugins get for each. */
export const READY_TIMEOUT = 30_000;
export const STOP_TIMEOUT = 5_000;
/** How long a plugin that is enabled while the server runs is kept from requests until it is ready. */
export const READY_GRACE = 1_000;

export type Step = 'ready' | 'stop';

/** Runs `ready` or `stop` of each plugin in turn. One that throws or hangs holds up no other; it is told in the log. */
export async function runStep(
  step: Step,
  plugins: readonly HostedPlugin[],
  { ctx, log, timeout }: { readonly ctx: Context; readonly log: FailureLog; readonly timeout: number },
): Promise<void> {
  for (const { plugin, identity, services, contextOf } of plugins) {
    try {
      const call = async (): Promise<void> => plugin[step]?.(contextOf(ctx));
      await within(timeout, services.enter(ctx, identity.id, call));
    } catch (thrown) {
      const error = tame(thrown);
      const message = `Plugin ${identity.id} failed in ${step}: ${causeOf(error)}`;
      log.error({ err: error, plugin: identity.id }, message);
    }
  }
}

function within(timeout: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`it took longer than ${timeout} ms`)), timeout);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
