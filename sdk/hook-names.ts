/**
 * The names of the custom views that came before hooks, each with the hook it became. They are accepted wherever a hook is
 * named.
 *
 * @example hookLegacyNames.after_create_entry_v2 // 'entry.after_create'
 */
export const hookLegacyNames = Object.freeze({
  before_create_entry_v2: 'entry.before_create',
  after_create_entry_v2: 'entry.after_create',
  before_update_entry_v2: 'entry.before_update',
  after_update_entry_v2: 'entry.after_update',
  before_delete_entry_v2: 'entry.before_delete',
  after_delete_entry_v2: 'entry.after_delete',
  before_restore_entry_v2: 'entry.before_restore',
  after_restore_entry_v2: 'entry.after_restore',
  before_create_entity_v2: 'entity.before_create',
  after_create_entity_v2: 'entity.after_create',
  before_update_entity_v2: 'entity.before_update',
  after_update_entity_v2: 'entity.after_update',
  before_delete_entity_v2: 'entity.before_delete',
  after_delete_entity_v2: 'entity.after_delete',
  validate_entry: 'entry.validate',
  get_entry_attr: 'entry.get_attrs',
  get_entity_attr: 'entity.get_attrs',
} as const);

type LegacyNames = typeof hookLegacyNames;

/** The seventeen points where plugins can take part in an operation. */
export type HookName = LegacyNames[keyof LegacyNames];

/** The names that hooks had as custom views: of one hook, or of all. */
export type LegacyHookName<N extends HookName = HookName> = {
  [L in keyof LegacyNames]: LegacyNames[L] extends N ? L : never;
}[keyof LegacyNames];

/** The hooks that run before a write, in its transaction. */
export type BeforeHookName = Extract<HookName, `${string}.before_${string}`>;

/** The hooks that run after the commit of a write. */
export type AfterHookName = Extract<HookName, `${string}.after_${string}`>;

/** The hooks that run while attributes are read. */
export type GetAttrsHookName = Extract<HookName, `${string}.get_attrs`>;

/**
 * The names of all hooks, in the order of the documentation: entries, entities, validation, reading.
 *
 * @example for (const name of hookNames) console.log(name);
 */
export const hookNames: readonly HookName[] = Object.freeze(Object.values(hookLegacyNames));

const known: ReadonlySet<string> = new Set(hookNames);

/**
 * Whether a text is the name of a hook. Legacy names are not: normalise them first.
 *
 * @example isHookName('entry.validate') // true
 */
export function isHookName(name: string): name is HookName {
  return known.has(name);
}

/**
 * The name of a hook for a legacy name; every other text comes back as it is.
 *
 * @example normalizeHookName('validate_entry') // 'entry.validate'
 */
export function normalizeHookName(name: HookName | LegacyHookName): HookName;
export function normalizeHookName(name: string): string;
export function normalizeHookName(name: string): string {
  return isLegacyHookName(name) ? hookLegacyNames[name] : name;
}

function isLegacyHookName(name: string): name is LegacyHookName {
  return Object.hasOwn(hookLegacyNames, name);
}
