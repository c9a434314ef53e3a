import type { Plugin } from 'pagoda-plugin-sdk';
import { listSdlFields, sdlOf } from './sdl-fields.ts';

const ROOTS: readonly string[] = ['Query', 'Mutation', 'Subscription'];

/**
 * Sentences about root fields that nothing ever answers: there is no object that their value could be a property of. They do no harm to
 * others, so this is no reason to refuse the plugin.
 */
export function tellUnresolved(plugin: Plugin, all: readonly Plugin[]): readonly string[] {
  const unresolved = listSdlFields(sdlOf(plugin)).filter(
    ({ type, field }) => ROOTS.includes(type) && !isResolved(plugin, type, field) && !isWrapped(all, type, field),
  );
  return unresolved.map(({ type, field }) => {
    const outcome = type === 'Subscription' ? 'cannot be subscribed to' : 'is always null';
    return `Plugin ${plugin.id} has no resolver for its field ${type}.${field}, which ${outcome}. Write resolvers.${type}.${field}, or take the field out`;
  });
}

function isResolved({ resolvers = {} }: Plugin, type: string, field: string): boolean {
  const fields: unknown = resolvers[type];
  if (typeof fields !== 'object' || fields === null || !Object.hasOwn(fields, field)) return false;
  const given: unknown = Reflect.get(fields, field);
  if (typeof given === 'function') return type !== 'Subscription';
  return typeof Reflect.get(Object(given), type === 'Subscription' ? 'subscribe' : 'resolve') === 'function';
}

function isWrapped(all: readonly Plugin[], type: string, field: string): boolean {
  return all.some(({ wrap = {} }) => Object.hasOwn(wrap, `${type}.${field}`));
}
