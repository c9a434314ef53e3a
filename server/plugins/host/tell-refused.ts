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
  { refused, overrideProblems }: Plugins,
): void {
  const problems = overrideProblems.length > 0 ? [tellProblems(overrideProblems)] : [];
  if (isStrict && refused.length + problems.length > 0) {
    throw new PluginsRefused([...refused.map(lineOf), ...problems]);
  }
  for (const problem of problems) log.warn(problem);
}

export function tellRefused(log: Logger, refused: readonly Refusal[]): void {
  for (const refusal of refused) log.error({ plugin: refusal.plugin?.id ?? refusal.entry }, lineOf(refusal));
}

function lineOf({ entry, reason }: Refusal): string {
  return `Failed to load external plugin ${entry}: ${reason}`;
}
