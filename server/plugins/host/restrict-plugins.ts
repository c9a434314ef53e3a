import { causeOf } from '../hook-failure.ts';
import { OverrideTable, type Override } from '../overrides/index.ts';
import { whyNotWrapped } from './apply-wraps.ts';
import { assembleParts, combinePlugins, completePlugins, type HostParts, type Plugins } from './build-plugins.ts';
import type { Disabled } from './disabled.store.ts';
import { hostPlugin, type HostedPlugin } from './hosted-plugin.ts';
import { readOptions } from './plugin-options.ts';

/** A plugin that could run and does not. */
export interface DisabledPlugin extends Pick<HostedPlugin, 'entry' | 'found' | 'plugin'> {
  readonly reason: string;
}

/** Which sets of plugins were looked at, by their ids, and who does not fit there. A look takes as long as assembling the schema. */
export type KnownMisfits = Map<string, Misfit | null>;

const REMEMBERED = 100;

/**
 * The plugins without those that are switched off and those that cannot do without them. What was refused stays refused. The same
 * rows give the same plugins on every process and after every start.
 *
 * @param all What there is when nothing is switched off.
 * @param before What runs so far: plugins that stay are the same objects.
 */
export function restrictPlugins(
  parts: HostParts,
  all: Plugins,
  before: Plugins,
  rows: readonly Disabled[],
  known: KnownMisfits,
): Plugins {
  const reasons = new Map(rows.map((row) => [row.pluginId, reasonOf(row)]));
  for (;;) {
    takeDependents(all.enabled, reasons);
    const staying = all.enabled.filter(({ plugin }) => !reasons.has(plugin.id));
    const misfit = knownMisfit(parts, all, staying, known);
    if (misfit) {
      reasons.set(misfit.id, misfit.reason);
      continue;
    }
    const enabled = staying.map((hosted) => alive(parts, hosted, before));
    const overrides = new OverrideTable(overridesOf(all.overridesSet, enabled));
    const disabled = all.enabled.flatMap((hosted) => disabledOf(hosted, reasons.get(hosted.plugin.id)));
    return { ...all, ...completePlugins(parts, enabled), disabled, overrides };
  }
}

/** The overrides of these plugins, as they are hosted now. */
function overridesOf(set: readonly Override[], enabled: readonly HostedPlugin[]): readonly Override[] {
  return set.flatMap((override) => {
    const hosted = enabled.find(({ plugin }) => plugin === override.hosted.plugin);
    return hosted ? [{ ...override, hosted }] : [];
  });
}

function reasonOf({ username, time }: Disabled): string {
  return `it was disabled ${username === null ? 'on the command line' : `by ${username}`} at ${time.toISOString()}`;
}

/** Those that depend on what is off are off too. */
function takeDependents(all: readonly HostedPlugin[], reasons: Map<string, string>): void {
  // In the order of loading: each comes after those it depends on.
  for (const { plugin } of all) {
    const missing = plugin.dependencies.find((id) => reasons.has(id));
    if (missing !== undefined && !reasons.has(plugin.id)) {
      reasons.set(plugin.id, `it depends on the plugin "${missing}", which is disabled`);
    }
  }
}

/** A plugin that comes back begins a new life. */
function alive(parts: HostParts, hosted: HostedPlugin, before: Plugins): HostedPlugin {
  const { plugin } = hosted;
  const running = before.enabled.find((one) => one.plugin === plugin) ?? hosted;
  if (!running.identity.ended.aborted) return running;
  return hostPlugin(hosted, readOptions(plugin, parts.options), parts.services);
}

interface Misfit {
  readonly id: string;
  readonly reason: string;
}

function knownMisfit(
  parts: HostParts,
  all: Plugins,
  staying: readonly HostedPlugin[],
  known: KnownMisfits,
): Misfit | null {
  // All of them were checked when they were loaded.
  if (staying.length === all.enabled.length || staying.length === 0) return null;
  const key = staying.map(({ plugin }) => plugin.id).join(' ');
  const found = known.get(key);
  if (found !== undefined) return found;
  const misfit = findMisfit(parts, staying);
  if (known.size >= REMEMBERED) known.clear();
  known.set(key, misfit);
  return misfit;
}

/** A plugin that uses what another one declares and does not say so. */
function findMisfit(parts: HostParts, enabled: readonly HostedPlugin[]): Misfit | null {
  try {
    const schema = assembleParts(parts, combinePlugins(parts, enabled), enabled);
    for (const hosted of enabled) {
      const reason = whyNotWrapped(hosted, schema);
      if (reason !== null) return misfitOf(hosted.identity.id, reason);
    }
    return null;
  } catch (error) {
    const owner = typeof error === 'object' && error !== null && 'owner' in error ? error.owner : undefined;
    const culprit = enabled.find(({ identity }) => identity.id === owner) ?? enabled.at(-1);
    if (!culprit) throw error;
    return misfitOf(culprit.identity.id, causeOf(error));
  }
}

function misfitOf(id: string, cause: string): Misfit {
  const told = cause.startsWith(`${id}: `) ? cause.slice(id.length + 2) : cause;
  return { id, reason: `it does not fit without a plugin that is disabled: ${told}` };
}

function disabledOf({ entry, found, plugin }: HostedPlugin, reason: string | undefined): readonly DisabledPlugin[] {
  return reason === undefined ? [] : [{ entry, found, plugin, reason }];
}
