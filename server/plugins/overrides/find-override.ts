import type { OverrideOperation } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import type { OverrideConflict } from './override-conflict.ts';
import type { Override } from './override-table.ts';

/** The override of an operation on the entries of an entity; null when the default carries it out. */
export function findOverride(ctx: Context, entityId: number, operation: OverrideOperation): Override | null {
  const { overrides } = ctx.host.plugins.current;
  if (overrides.isEmpty) return null;
  // A dry run may know entities that will never have been.
  if (!ctx.dryRun) bindOverrides(ctx);
  return overrides.find(entityId, operation);
}

/** Finds the entities that overrides wait for, as far as they exist by now; gives and tells what cannot be. */
export function bindOverrides({ catalog, host }: Context): readonly OverrideConflict[] {
  const { overrides } = host.plugins.current;
  const conflicts = overrides.bind(catalog, (name) => catalog.findEntityByName(name)?.id ?? null);
  if (conflicts.length > 0) host.log.warn(tellProblems(conflicts.map(({ message }) => message)));
  return conflicts;
}

/** One message for all that is wrong with the setting. */
export function tellProblems(problems: readonly string[]): string {
  return `In BACKEND_PLUGIN_ENTITY_OVERRIDES this is skipped: ${problems.join('; ')}`;
}
