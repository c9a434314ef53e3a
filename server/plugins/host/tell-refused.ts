import type { Logger } from 'pino';
import type { Refusal } from '../discovery/index.ts';
import { tellProblems } from '../overrides/index.ts';
import type { Plugins } from './build-plugins.ts';

/** PLUGINS_STRICT is on and a plugin was refused, or something of what the operator wants of them cannot be. */
export class PluginsRefused extends Error {
  constructor(reasons: readonly string[]) {
    super(`${reasons.join('\n')}\nThe server does not start, because PLUGINS_STRICT is on.`);
    this.name = 'PluginsRefused';
  }
}

export function tellOrRefuse(
  { log, isStrict }: { readonly log: Logger; readonly isStrict: boolean },
  plugins: Plugins,
): void {
  if (isStrict) mustBeWhole(plugins);
  for (const problem of problemsOf(plugins)) log.warn(problem);
}

/** For PLUGINS_STRICT. Throws `PluginsRefused`. */
export function mustBeWhole(plugins: Plugins): void {
  const reasons = [...plugins.refused.map(lineOf), ...problemsOf(plugins)];
  if (reasons.length > 0) throw new PluginsRefused(reasons);
}

function problemsOf({ overrideProblems }: Plugins): readonly string[] {
  return overrideProblems.length > 0 ? [tellProblems(overrideProblems)] : [];
}

export function tellRefused(log: Logger, refused: readonly Refusal[]): void {
  for (const refusal of refused) log.error({ plugin: refusal.plugin?.id ?? refusal.entry }, lineOf(refusal));
}

function lineOf({ entry, reason }: Refusal): string {
  return `Failed to load external plugin ${entry}: ${reason}`;
}
