import type { OverrideOperation } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import type { OverrideConflict } from './override-conflict.ts';
import type { Override } from './override-table.ts';

/** The override of an operation on the entries of an entity; null when the default carries it out. */
export function findOverride(ctx: Context, entityId: number, operation: OverrideOperation): Override | null {
  const { overrides } = ctx.host.plugins.current;
  if (overrides.isEmpty) return null;
  // A dry run may know entities that will never have been.
  if (!ctx.dryRun) tellConflicts(ctx);
  return overrides.find(ctx.catalog, entityId, operation);
}

/** Gives and tells which overrides turn out to be of one entity, as far as nobody was told yet. */
export function tellConflicts({ catalog, host }: Context): readonly OverrideConflict[] {
  const conflicts = host.plugins.current.overrides.newConflicts(catalog);
  if (conflicts.length > 0) host.log.warn(tellProblems(conflicts.map(({ message }) => message)));
  return conflicts;
}

/** One message for all that is wrong with the setting. */
export function tellProblems(problems: readonly string[]): string {
  return `In BACKEND_PLUGIN_ENTITY_OVERRIDES this is skipped: ${problems.join('; ')}`;
}
