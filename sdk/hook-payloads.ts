import type { HookName } from './hook-names.ts';
import type { EntityView, EntryView, UserView } from './views.ts';

/**
 * What a `before_create` or `before_update` handler of entries may change. At an update only what the caller wants to change
 * is there. A key that is not returned stays as it was. Rules and `entry.validate` see what the last handler returned.
 *
 * @example return { ...data, name: data.name?.toUpperCase() };
 */
export interface EntryData {
  name?: string;
  /** Values in the form that inputs take, each with the id of its entity attribute. */
  attrs?: { id: number; value: unknown }[];
}

/** What a `before_create` or `before_update` handler of entities may change, in the form of the GraphQL input. */
export interface EntityData {
  name?: string;
  note?: string;
  attrs?: Record<string, unknown>[];
  itemNamePattern?: string | null;
  itemNameType?: 'USER' | 'ID' | 'ATTRIBUTES' | null;
  isToplevel?: boolean | null;
  acl?: Record<string, unknown> | null;
}

/**
 * One element of the list that get_attrs handlers see and return. Other keys than these go to `extensions` in GraphQL and
 * stand as they are in REST.
 */
export interface AttrInfo {
  /** The id of the attribute; null until its first version, and for an element that a handler added. */
  id: number | null;
  /** The entity attribute; null if a handler added the element. */
  schema: { id: number; name: string } | null;
  name: string;
  /** The code of its type, for example 2 for a string. */
  type: number;
  /** False hides the value from the caller: it is then null. */
  isReadable: boolean;
  /** The value in the form that inputs take. */
  value: unknown;
  [key: string]: unknown;
}

/** What happens to an entry, and on whose behalf. */
export interface EntryLifecycle {
  entityName: string;
  entity: EntityView;
  user: UserView;
  entry: EntryView;
}

/** What happens to an entity, and on whose behalf. */
export interface EntityLifecycle {
  entityName: string;
  user: UserView;
  entity: EntityView;
}

/** The payload of each hook: what a handler gets as its first argument. More keys may come; those here stay. */
export interface HookPayloads {
  'entry.before_create': { entityName: string; entity: EntityView; user: UserView; data: EntryData };
  'entry.after_create': EntryLifecycle;
  'entry.before_update': { entityName: string; entity: EntityView; user: UserView; data: EntryData; entry: EntryView };
  'entry.after_update': EntryLifecycle;
  'entry.before_delete': EntryLifecycle;
  'entry.after_delete': EntryLifecycle;
  /** `entry` is still deleted. */
  'entry.before_restore': EntryLifecycle;
  'entry.after_restore': EntryLifecycle;
  'entity.before_create': { entityName: string; user: UserView; data: EntityData };
  'entity.after_create': EntityLifecycle;
  /** `entity` is as it was; `data` holds what is to change. */
  'entity.before_update': { entityName: string; user: UserView; data: EntityData; entity: EntityView };
  'entity.after_update': EntityLifecycle;
  'entity.before_delete': EntityLifecycle;
  'entity.after_delete': EntityLifecycle;
  'entry.validate': {
    user: UserView;
    /** The name of the entity. */
    schemaName: string;
    entity: EntityView;
    /** The name that the entry will have. */
    name: string;
    /** The values that are to be written, each with the id of its entity attribute. */
    attrs: { id: number; value: unknown }[];
    /** The entry as it is; null at its creation. */
    instance: EntryView | null;
  };
  'entry.get_attrs': {
    entry: EntryView;
    /** The attributes that the request selected or a handler `needs`, as far as the actor may read them, in their order. */
    attrinfo: AttrInfo[];
    /** True when one entry is read, false for a list. */
    isRetrieve: boolean;
  };
  'entity.get_attrs': { entity: EntityView; attrinfo: AttrInfo[] };
}

/** What a handler may return to change something, for the hooks that let it. */
export interface HookResults {
  'entry.before_create': EntryData;
  'entry.before_update': EntryData;
  'entity.before_create': EntityData;
  'entity.before_update': EntityData;
  'entry.get_attrs': AttrInfo[];
  'entity.get_attrs': AttrInfo[];
}

/** The hooks whose handlers may return something. */
export type ChangingHookName = keyof HookResults;

/** What a handler of this hook may return beside nothing; `never` when that is all. */
export type HookResult<N extends HookName> = N extends ChangingHookName ? HookResults[N] : never;
