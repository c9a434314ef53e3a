import type { Session } from './session.ts';
import { isMistake, textOf } from './throws.ts';

const READY_LIMIT = 30_000;
const STOP_LIMIT = 5000;

/** `ready`, then `stop`: what the one begins the other ends. */
export async function checkLifeCycle(session: Session): Promise<void> {
  const { plugin } = session;
  if (!plugin.ready && !plugin.stop) return;
  let step = 'ready';
  const seen = await session.observe({
    topic: 'lifeCycle',
    thing: plugin.stop ? 'ready and stop' : 'ready',
    limit: READY_LIMIT + STOP_LIMIT,
    actor: null,
    call: async (ctx) => {
      await plugin.ready?.(ctx);
      step = 'stop';
      await plugin.stop?.(ctx);
    },
  });
  if (seen?.ended !== 'threw' || seen.isBlind || !isMistake(seen.value)) return;
  session.report(
    'lifeCycle',
    step,
    `it fails with ${textOf(seen.value)}`,
    'Nobody is logged in there: ctx.actor is null.',
  );
}
