import { setTimeout as delay } from 'node:timers/promises';

const FIRST_PAUSE_MS = 50;
const LAST_PAUSE_MS = 2_000;

/** Tries again, with longer and longer pauses, until the database is there. Once the signal says so, what came last must do. */
export async function retryWhileAway<T>(
  attempt: () => Promise<T>,
  isAway: (result: T) => boolean,
  signal: AbortSignal,
): Promise<T> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LAST_PAUSE_MS)) {
    const result = await attempt();
    if (signal.aborted || !isAway(result)) return result;
    // All subscribers try again after the same outage: not in the same instant.
    await delay(pause * (0.5 + Math.random()), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return result;
  }
}
