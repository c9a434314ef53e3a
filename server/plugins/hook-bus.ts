import type {
  AfterHookName,
  AttrInfo,
  BeforeHookName,
  EntityView,
  GetAttrsBatches,
  GetAttrsHookName,
  HookName,
  HookPayloads,
  HookResult,
} from 'pagoda-plugin-sdk';
import type { Problem } from '../errors.ts';
import type { Lend, Operation } from './hook-call.ts';
import { HandlerTable, type EntityNameOf, type FindEntityId } from './handler-table.ts';
import { isBoundTo, splitDurable, type Handler, type HookOwner } from './hook-handler.ts';
import type { ChangeMark, Item, Payload } from './hook-items.ts';
import type { CheckAttrInfo } from './attr-infos.ts';
import {
  runAfter,
  runBefore,
  runGetAttrs,
  runValidate,
  type Failures,
  type FailureLog,
  type PathOf,
  type Run,
} from './hook-run.ts';
import { whenReady, type MaybePromise } from './maybe-promise.ts';

/** What comes of a before hook: the data, where it has any. */
export type BeforeResult<N extends BeforeHookName> = [HookResult<N>] extends [never] ? undefined : HookResult<N>;

/** The payload of one committed change. */
export interface AfterCall<N extends AfterHookName> extends ChangeMark {
  readonly payload: HookPayloads[N];
}

/** A handler that waits for its entity to exist. */
export interface UnboundHandler {
  readonly plugin: string;
  readonly hook: HookName;
  readonly entity: string;
}

export interface HookStatistics {
  readonly plugin: string;
  readonly hook: HookName;
  readonly entity: string | null;
  readonly priority: number;
  readonly calls: number;
  readonly failures: number;
  /** Milliseconds of the last calls; null before the first. */
  readonly p50: number | null;
  readonly p95: number | null;
}

/**
 * Where operations meet the handlers of plugins. With nobody listening a call costs a look into a map; every `run` answers
 * synchronously until a handler returns a promise.
 */
export interface HookBus<O extends Operation = Operation> {
  /** Whether anybody listens, so that a payload need not be made in vain. Without an entity: for any of them. */
  has(hook: HookName, entityId?: number): boolean;
  /** Gives the changed data. Throws `Rejected` when a handler vetoes. */
  runBefore<N extends BeforeHookName>(hook: N, operation: O, payload: HookPayloads[N]): MaybePromise<BeforeResult<N>>;
  runBeforeAll<N extends BeforeHookName>(
    hook: N,
    operation: O,
    payloads: readonly HookPayloads[N][],
    pathOf?: PathOf,
  ): MaybePromise<readonly BeforeResult<N>[]>;
  /** Gives everything handlers have against it, to be joined with what the built-in rules found. */
  runValidate(operation: O, payload: HookPayloads['entry.validate']): MaybePromise<readonly Problem[]>;
  runValidateAll(
    operation: O,
    payloads: readonly HookPayloads['entry.validate'][],
    pathOf?: PathOf,
  ): MaybePromise<readonly Problem[]>;
  /** For the dispatcher of committed changes; requests do not wait for it. */
  runAfter<N extends AfterHookName>(hook: N, operation: O, calls: readonly AfterCall<N>[]): MaybePromise<void>;
  /** For a page as for one: gives the list of each, in the order of `attrinfos`. */
  runGetAttrs<N extends GetAttrsHookName>(
    hook: N,
    operation: O,
    batch: GetAttrsBatches[N],
  ): MaybePromise<readonly AttrInfo[][]>;
  /** The names of attributes that get_attrs handlers are to see of entries of an entity, asked for or not. */
  neededAttrs(entityId: number): readonly string[];
  /**
   * To be called before the first operation that works with a newer catalog, so that handlers for a new entity miss nothing. Which
   * entity a plugin means is what `find` says, for renamed ones too; a handler whose entity is deleted is still told of that.
   */
  bindEntities(find: FindEntityId, nameOf?: EntityNameOf): void;
  /** To be called for an entity that was created and that no catalog may show yet. */
  bindEntity(entity: Pick<EntityView, 'id' | 'name'>): void;
  unbound(): readonly UnboundHandler[];
  /** The handlers whose calls are queued: nothing above knows them. */
  durable(): readonly Handler[];
  /** For the queue. Gives what failed, by the index of the call. */
  runDurable(handler: Handler, operation: O, calls: readonly AfterCall<AfterHookName>[]): MaybePromise<Failures>;
  /** Of handlers that are registered no more, too. */
  statistics(): readonly HookStatistics[];
  /**
   * Other handlers from now on. What stays registered keeps its figures, what is new or comes back is bound to the
   * entities that were last known, and what came back keeps its figures; runs under way end as they began.
   */
  replace(owners: readonly HookOwner[]): void;
}

export interface HookBusOptions<O extends Operation> {
  readonly log: FailureLog;
  /** Lends handlers what they work with; without it they get the plain context. */
  readonly lend?: Lend<O>;
  readonly checkAttr?: CheckAttrInfo;
  /** Folds a name for comparison, where an entity is so new that only its name is known. */
  readonly nameKey?: (name: string) => string;
}

export function makeHookBus<O extends Operation = Operation>(
  owners: readonly HookOwner[],
  options: HookBusOptions<O>,
): HookBus<O> {
  const { log, lend = null, checkAttr = () => null, nameKey = (name) => name.trim().toLowerCase() } = options;
  const split = splitDurable(owners);
  const table = new HandlerTable(split.plain);
  const durable = new HandlerTable(split.durable);
  let findEntity: FindEntityId = () => null;
  let nameOf: EntityNameOf = () => null;

  const matches = (handler: Handler, item: Item): boolean => {
    if (handler.hook !== 'entity.before_create') return item.entityId !== null && isBoundTo(handler, item.entityId);
    if (handler.entity === null) return false;
    const key = nameKey(handler.entity);
    // With an entity that is called otherwise now, this one takes no more than its former name.
    const holder = handler.boundTo === null ? null : nameOf(handler.boundTo);
    return key === nameKey(item.entityName) && (holder === null || key === nameKey(holder));
  };
  const run = (hook: HookName, operation: O, payloads: readonly Payload[]): Run<O> | null => {
    const handlers = table.of(hook);
    return handlers && { hook, operation, payloads, handlers, matches, lend, log, checkAttr };
  };

  const bus: HookBus<O> = {
    has(hook, entityId) {
      const handlers = table.of(hook);
      if (handlers === null) return false;
      return (
        entityId === undefined || handlers.some((handler) => handler.entity === null || isBoundTo(handler, entityId))
      );
    },
    runBefore: (hook, operation, payload) =>
      whenReady(bus.runBeforeAll(hook, operation, [payload]), ([data]) => data as BeforeResult<typeof hook>),
    runBeforeAll(hook, operation, payloads, pathOf) {
      const found = run(hook, operation, payloads);
      // Handlers got these payloads and nothing passes that is not of their form.
      const data = found ? runBefore({ ...found, pathOf }) : payloads.map(dataOf);
      return data as MaybePromise<readonly BeforeResult<typeof hook>[]>;
    },
    runValidate: (operation, payload) => bus.runValidateAll(operation, [payload]),
    runValidateAll(operation, payloads, pathOf) {
      const found = run('entry.validate', operation, payloads);
      return found ? runValidate({ ...found, pathOf }) : [];
    },
    runAfter(hook, operation, calls) {
      const payloads = calls.map((call) => call.payload);
      const found = run(hook, operation, payloads);
      if (found === null) return undefined;
      return whenReady(runAfter({ ...found, changes: calls }), () => undefined);
    },
    runGetAttrs(hook, operation, batch) {
      const found = table.of(hook) && run(hook, operation, pagePayloads(batch));
      return found ? (runGetAttrs(found) as MaybePromise<readonly AttrInfo[][]>) : batch.attrinfos;
    },
    neededAttrs: (entityId) =>
      (table.of('entry.get_attrs') ?? []).flatMap(({ entity, boundTo, needs }) =>
        entity === null || boundTo === entityId ? needs : [],
      ),
    bindEntities(find, named = () => null) {
      findEntity = find;
      nameOf = named;
      table.bind(find, named);
      durable.bind(find, named);
    },
    bindEntity({ id, name }) {
      const find = (wanted: string): number | null => (nameKey(wanted) === nameKey(name) ? id : null);
      table.bindWaiting(find);
      durable.bindWaiting(find);
    },
    unbound: () => [...table.all, ...durable.all].flatMap(unboundOf),
    durable: () => durable.all,
    runDurable(handler, operation, calls) {
      const payloads = calls.map((call) => call.payload);
      const shared = { hook: handler.hook, handlers: [handler], operation, payloads, changes: calls };
      // Who is told was decided when it was queued.
      return runAfter({ ...shared, matches: () => true, lend, log, checkAttr });
    },
    statistics: () => [...table.everyone, ...durable.everyone].map(statisticsOf),
    replace(others) {
      const { plain, durable: queued } = splitDurable(others);
      table.replace(plain);
      table.bind(findEntity, nameOf);
      durable.replace(queued);
      durable.bind(findEntity, nameOf);
    },
  };
  return bus;
}

function dataOf(payload: Payload): unknown {
  return 'data' in payload ? payload.data : undefined;
}

function pagePayloads(batch: GetAttrsBatches[GetAttrsHookName]): readonly Payload[] {
  if ('entities' in batch) return batch.entities.map((entity, index) => ({ entity, attrinfo: batch.attrinfos[index] }));
  const { entries, attrinfos, isRetrieve } = batch;
  return entries.map((entry, index) => ({ entry, attrinfo: attrinfos[index], isRetrieve }));
}

function unboundOf({ plugin, hook, entity, boundTo }: Handler): readonly UnboundHandler[] {
  return entity !== null && boundTo === null ? [{ plugin, hook, entity }] : [];
}

function statisticsOf({ plugin, hook, entity, priority, tally }: Handler): HookStatistics {
  const { calls, failures } = tally;
  return { plugin, hook, entity, priority, calls, failures, p50: tally.percentile(0.5), p95: tally.percentile(0.95) };
}
