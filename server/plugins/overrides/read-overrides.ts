import { overrideOperations, parseWith, type OverrideOperation, type Plugin } from 'pagoda-plugin-sdk';
import { causeOf } from '../hook-failure.ts';
import type { HostedPlugin } from '../host/hosted-plugin.ts';
import { conflictOf, type Override } from './override-table.ts';

/** By the id or name of an entity: what BACKEND_PLUGIN_ENTITY_OVERRIDES holds. */
export type OverrideSetting = Readonly<Record<string, readonly Element[]>>;

type Element = Readonly<Record<string, unknown>>;

export interface ReadOverrides {
  readonly overrides: readonly Override[];
  /** What is wrong with the setting, all of it. The rest holds. */
  readonly problems: readonly string[];
}

/** What the setting means with these plugins. */
export function readOverrides(setting: OverrideSetting, enabled: readonly HostedPlugin[]): ReadOverrides {
  const problems: string[] = [];
  const overrides: Override[] = [];
  for (const [entity, elements] of Object.entries(setting)) {
    const own: Override[] = [];
    for (const override of elements.flatMap((element) => readElement(entity, element, enabled, problems))) {
      const other = own.find(({ operation }) => operation === override.operation);
      if (other) problems.push(conflictOf(other, override).message);
      else own.push(override);
    }
    overrides.push(...own);
  }
  return { overrides, problems };
}

function readElement(
  entity: string,
  { plugin: pluginId, operations, params = {} }: Element,
  enabled: readonly HostedPlugin[],
  problems: string[],
): readonly Override[] {
  const refuse = (cause: string): readonly Override[] => {
    problems.push(`entity "${entity}": ${cause}`);
    return [];
  };
  if (typeof pluginId !== 'string' || pluginId === '') return refuse('"plugin" is missing: give the id of a plugin');
  const hosted = enabled.find(({ identity }) => identity.id === pluginId);
  if (!hosted) return refuse(`there is no plugin "${pluginId}" among the enabled ones: ${namesOf(enabled)}`);
  if (!Array.isArray(operations) || operations.length === 0) {
    return refuse(`"operations" is missing: give a list of ${overrideOperations.join(', ')}`);
  }
  if (!isObject(params)) return refuse('"params" is no object');
  const parsed = readParams(hosted.plugin, params);
  if ('cause' in parsed) return refuse(`the plugin "${pluginId}" refuses its params: ${parsed.cause}`);
  return operations.flatMap((given): readonly Override[] => {
    const operation = findOperation(given);
    if (!operation) {
      return refuse(`${JSON.stringify(given)} is no operation; they are ${overrideOperations.join(', ')}`);
    }
    const registration = hosted.plugin.overrides.find((one) => findOperation(one.operation) === operation);
    if (!registration) return refuse(`the plugin "${pluginId}" has no override of ${operation}`);
    const { handler, hooks = true } = registration;
    return [{ entity, operation, hosted, handler, runsHooks: hooks, params: parsed.params }];
  });
}

function readParams(
  { params: parser }: Plugin,
  given: Readonly<Record<string, unknown>>,
): { readonly params: Override['params'] } | { readonly cause: string } {
  try {
    const parsed: unknown = parser ? parseWith(parser, given) : given;
    if (parsed === null || parsed === undefined) return { params: Object.freeze({}) };
    return isObject(parsed) ? { params: Object.freeze({ ...parsed }) } : { cause: 'its parser gave no object' };
  } catch (error) {
    return { cause: causeOf(error) };
  }
}

/** In any case. */
function findOperation(given: unknown): OverrideOperation | undefined {
  const word = typeof given === 'string' ? given.toLowerCase() : null;
  return overrideOperations.find((operation) => operation === word);
}

/** What is wrong with the overrides that a plugin declares, or null. */
export function whyNotOverriding({ overrides }: Plugin): string | null {
  const seen = new Set<OverrideOperation>();
  for (const { operation: given, handler } of overrides) {
    const operation = findOperation(given);
    if (!operation) return `it overrides ${JSON.stringify(given)}, which is none of ${overrideOperations.join(', ')}`;
    if (typeof handler !== 'function') return `its override of ${operation} has no handler`;
    if (seen.has(operation)) return `it overrides ${operation} twice. One handler has to do for all entities`;
    seen.add(operation);
  }
  return null;
}

function namesOf(enabled: readonly HostedPlugin[]): string {
  return enabled.map(({ identity }) => identity.id).join(', ') || 'none is enabled';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
