import { PluginValidationError } from './exceptions.ts';
import { hookLegacyNames, normalizeHookName, type HookName, type LegacyHookName } from './hook-names.ts';
import type { AttrInfo, EntityData, EntryData, HookPayloads } from './hook-payloads.ts';
import type { HookOptions } from './hooks.ts';
import type { PluginHookContext } from './plugin-context.ts';
import type { PluginHook } from './plugin-declaration.ts';
import type { EntityView, EntryView, UserView } from './views.ts';

type Answer<Data = never> = Data | void | Promise<Data | void>;
type EntryEvent = (entityName: string, user: UserView, entry: EntryView, ctx: PluginHookContext) => Answer;
type EntityEvent = (user: UserView, entity: EntityView, ctx: PluginHookContext) => Answer;

/** Functions under the legacy names of hooks, with the arguments that those names stand for and the context after them. */
export interface LegacyHooks {
  before_create_entry_v2?: (
    entityName: string,
    user: UserView,
    data: EntryData,
    ctx: PluginHookContext,
  ) => Answer<EntryData>;
  after_create_entry_v2?: EntryEvent;
  before_update_entry_v2?: (
    entityName: string,
    user: UserView,
    data: EntryData,
    entry: EntryView,
    ctx: PluginHookContext,
  ) => Answer<EntryData>;
  after_update_entry_v2?: EntryEvent;
  before_delete_entry_v2?: EntryEvent;
  after_delete_entry_v2?: EntryEvent;
  before_restore_entry_v2?: EntryEvent;
  after_restore_entry_v2?: EntryEvent;
  before_create_entity_v2?: (user: UserView, data: EntityData, ctx: PluginHookContext) => Answer<EntityData>;
  after_create_entity_v2?: EntityEvent;
  before_update_entity_v2?: (
    user: UserView,
    data: EntityData,
    entity: EntityView,
    ctx: PluginHookContext,
  ) => Answer<EntityData>;
  after_update_entity_v2?: EntityEvent;
  before_delete_entity_v2?: EntityEvent;
  after_delete_entity_v2?: EntityEvent;
  validate_entry?: (
    user: UserView,
    schemaName: string,
    name: string,
    attrs: HookPayloads['entry.validate']['attrs'],
    instance: EntryView | null,
    ctx: PluginHookContext,
  ) => Answer;
  get_entry_attr?: (
    entry: EntryView,
    attrinfo: AttrInfo[],
    isRetrieve: boolean,
    ctx: PluginHookContext,
  ) => Answer<AttrInfo[]>;
  get_entity_attr?: (entity: EntityView, attrinfo: AttrInfo[], ctx: PluginHookContext) => Answer<AttrInfo[]>;
}

/** How all functions of `legacyHooks` are called. */
export type LegacyHookOptions = Pick<HookOptions<HookName>, 'entity' | 'priority' | 'timeout'>;

/**
 * Handlers from functions under legacy names, such as a custom view has them: elements for `hooks`.
 *
 * @param functions `before` and `get_` ones return what they changed, or nothing for unchanged.
 * @throws PluginValidationError for a name that is no legacy name of a hook.
 * @example
 * hooks: legacyHooks({
 *   after_create_entry_v2: (entityName, user, entry) => console.log(`${user.username} made ${entry.name}`),
 *   validate_entry: (user, schemaName, name) => { if (name === '') throw new ValidationError('No name'); },
 * }, { entity: 'Server' })
 */
export function legacyHooks(functions: LegacyHooks, options: LegacyHookOptions = {}): readonly PluginHook[] {
  return Object.entries(functions).map(([name, call]): PluginHook => {
    if (!isLegacyName(name)) {
      const known = Object.keys(hookLegacyNames).join(', ');
      throw new PluginValidationError(`"${name}" is no legacy name of a hook. There are ${known}`);
    }
    const hook = normalizeHookName(name);
    const handler = (payload: object, ctx: PluginHookContext): unknown => call(...positions(hook, payload), ctx);
    // The name decides both what comes in and what the function takes.
    return Object.freeze({ ...options, hook, handler }) as unknown as PluginHook;
  });
}

function isLegacyName(name: string): name is LegacyHookName {
  return Object.hasOwn(hookLegacyNames, name);
}

/** What a payload holds, in the order of the legacy arguments. */
function positions(hook: HookName, payload: object): readonly unknown[] {
  return keysOf(hook).map((key) => Reflect.get(payload, key));
}

function keysOf(hook: HookName): readonly string[] {
  if (hook === 'entry.validate') return ['user', 'schemaName', 'name', 'attrs', 'instance'];
  if (hook === 'entry.get_attrs') return ['entry', 'attrinfo', 'isRetrieve'];
  if (hook === 'entity.get_attrs') return ['entity', 'attrinfo'];
  const [noun = '', moment = ''] = hook.split('.');
  const first = noun === 'entry' ? ['entityName', 'user'] : ['user'];
  if (moment === 'before_create') return [...first, 'data'];
  return moment === 'before_update' ? [...first, 'data', noun] : [...first, noun];
}
