import type { PluginContext } from 'pagoda-plugin-sdk';
import { parseOptions } from './options.ts';
import { deleteOlderThan } from './record.store.ts';

const HOUR = 3_600_000;
/** A statement that deletes more would hold others up. */
const AT_ONCE = 10_000;

/** Every hour, each process for itself: two at once find nothing twice. */
export function keepPruned(ctx: PluginContext): void {
  const { keepDays } = parseOptions(ctx.options);
  if (keepDays === null) return;
  ctx.setTimeout((tick) => prune(tick, keepDays), 1000);
  ctx.setInterval((tick) => prune(tick, keepDays), HOUR);
}

async function prune({ sql, log }: PluginContext, keepDays: number): Promise<void> {
  let deleted = 0;
  for (let last = AT_ONCE; last === AT_ONCE; deleted += last) last = await deleteOlderThan(sql, keepDays, AT_ONCE);
  if (deleted > 0) log.info(`${deleted} audit records older than ${keepDays} days were deleted`, { deleted });
}
