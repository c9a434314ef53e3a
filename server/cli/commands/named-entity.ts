import { nameKey } from '../../domains/attribute/index.ts';
import type { OpenPlugins } from './open-plugins.ts';

/** What an entity is called now that a plugin means by this name; null where the name still holds, or nothing is known. */
export function nameNow({ renamed }: Pick<OpenPlugins, 'renamed'>, pluginId: string, name: string): string | null {
  const key = nameKey(name);
  return renamed.find((one) => one.pluginId === pluginId && one.nameKey === key)?.now ?? null;
}

/** For people: the name that the plugin uses, and the one that the entity has. */
export function entityText(name: string, now: string | null | undefined): string {
  return now === null || now === undefined ? name : `${name}, now ${now}`;
}
