import type { EntityView, EntryView, UserView } from './models.ts';

/** What a `before_create` or `before_update` handler of entries may change. Attributes are named by the id of their entity attribute. */
export interface EntryData {
  name?: string;
  attrs?: { id: number; value: unknown }[];
  [key: string]: unknown;
}

/** What a `before_create` or `before_update` handler of entities may change, in the form of the GraphQL input. */
export interface EntityData {
  name?: string;
  note?: string;
  attrs?: Record<string, unknown>[];
  [key: string]: unknown;
}

/** One element of the list that `get_attrs` handlers see and return. */
export interface AttrInfo {
  /** The id of the attribute; null until its first version. */
  id: number | null;
  /** The entity attribute; null if a handler added the element. */
  schema: { id: number; name: string } | null;
  name: string;
  /** The REST code of the type. */
  type: number;
  isReadable: boolean;
  /** The value in the form that inputs take. */
  value: unknown;
  [key: string]: unknown;
}

interface EntryLifecycle {
  entityName: string;
  entity: EntityView;
  user: UserView;
  entry: EntryView;
}

interface EntityLifecycle {
  entityName: string;
  user: UserView;
  entity: EntityView;
}

/** The payload of each hook: what a handler gets as its first argument. */
export interface HookPayloads {
  'entry.before_create': { entityName: string; entity: EntityView; user: UserView; data: EntryData };
  'entry.after_create': EntryLifecycle;
  'entry.before_update': { entityName: string; entity: EntityView; user: UserView; data: EntryData; entry: EntryView };
  'entry.after_update': EntryLifecycle;
  'entry.before_delete': EntryLifecycle;
  'entry.after_delete': EntryLifecycle;
  'entry.before_restore': EntryLifecycle;
  'entry.after_restore': EntryLifecycle;
  'entity.before_create': { entityName: string; user: UserView; data: EntityData };
  'entity.after_create': EntityLifecycle;
  'entity.before_update': { entityName: string; user: UserView; data: EntityData; entity: EntityView };
  'entity.after_update': EntityLifecycle;
  'entity.before_delete': EntityLifecycle;
  'entity.after_delete': EntityLifecycle;
  'entry.validate': {
    user: UserView;
    schemaName: string;
    name: string;
    attrs: { id: number; value: unknown }[];
    instance: EntryView | null;
  };
  'entry.get_attrs': { entry: EntryView; attrinfo: AttrInfo[]; isRetrieve: boolean };
  'entity.get_attrs': { entity: EntityView; attrinfo: AttrInfo[] };
}

/** What a handler of each hook may return; nothing means unchanged. */
export interface HookResults {
  'entry.before_create': EntryData;
  'entry.after_create': never;
  'entry.before_update': EntryData;
  'entry.after_update': never;
  'entry.before_delete': never;
  'entry.after_delete': never;
  'entry.before_restore': never;
  'entry.after_restore': never;
  'entity.before_create': EntityData;
  'entity.after_create': never;
  'entity.before_update': EntityData;
  'entity.after_update': never;
  'entity.before_delete': never;
  'entity.after_delete': never;
  'entry.validate': never;
  'entry.get_attrs': AttrInfo[];
  'entity.get_attrs': AttrInfo[];
}

/** The seventeen points where plugins can take part in an operation. */
export type HookName = keyof HookPayloads;

/** What a handler learns beside its payload. */
export interface HookContext {
  readonly pluginId: string;
  readonly dryRun: boolean;
  /** Aborted when the handler's time is over. */
  readonly signal: AbortSignal;
  /** The same for every call about one change; after hooks only. */
  readonly changeId?: string;
}

export type HookHandler<N extends HookName> = (
  payload: HookPayloads[N],
  ctx: HookContext,
) => HookResults[N] | void | Promise<HookResults[N] | void>;

/** A handler with everything the host needs to call it. */
export interface HookRegistration<N extends HookName = HookName> {
  readonly hook: N;
  readonly handler: HookHandler<N>;
  /** Only for this entity, by its name at the time of registration. */
  readonly entity?: string;
  /** Lower runs first; 100 unless told. */
  readonly priority?: number;
  /** Milliseconds; 5,000 for before and validate, 1,000 for get_attrs, 30,000 for after hooks unless told. */
  readonly timeout?: number;
  /** `reject` makes any throw of a before handler refuse the operation. */
  readonly onError?: 'isolate' | 'reject';
}

/** A registration of any hook, for lists. */
export type AnyHookRegistration = { [N in HookName]: HookRegistration<N> }[HookName];
