import { namesEntity, type Override } from '../overrides/index.ts';
import type { EntityName } from './entity-name.store.ts';
import type { HostedPlugin } from './hosted-plugin.ts';

/** The entities that these plugins name: in filters of their hooks, and in what the settings say of their overrides. */
export function namedEntities(
  hosted: readonly HostedPlugin[],
  overridesSet: readonly Override[],
  nameKey: (name: string) => string,
): readonly EntityName[] {
  return hosted.flatMap(({ plugin }) => {
    const own = overridesSet.filter((override) => override.hosted.plugin === plugin && namesEntity(override));
    const names = [...plugin.hooks.flatMap(({ entity = [] }) => entity), ...own.map(({ entity }) => entity)];
    return [...new Set(names.map(nameKey))].map((key) => ({ pluginId: plugin.id, nameKey: key }));
  });
}
