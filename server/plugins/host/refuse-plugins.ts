import type { Plugins } from './build-plugins.ts';
import { whyNotMet } from './order-plugins.ts';

/** The same plugins without those that turned out to be unfit later, by id with the reason, and without those that need them. */
export function refusePlugins(all: Plugins, unfit: ReadonlyMap<string, string>): Plugins {
  if (unfit.size === 0) return all;
  const reasons = new Map(unfit);
  // In the order of loading: each comes after those it depends on.
  for (const { plugin } of all.enabled) {
    const missing = plugin.dependencies.find((id) => reasons.has(id));
    if (missing !== undefined && !reasons.has(plugin.id)) reasons.set(plugin.id, whyNotMet(missing));
  }
  const refused = all.enabled.flatMap(({ entry, plugin, found }) => {
    const reason = reasons.get(plugin.id);
    return reason === undefined ? [] : [{ entry, plugin, found, reason, lacksTables: true as const }];
  });
  const enabled = all.enabled.filter(({ plugin }) => !reasons.has(plugin.id));
  return { ...all, enabled, refused: [...all.refused, ...refused] };
}
