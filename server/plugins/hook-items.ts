import type { HookName } from 'pagoda-plugin-sdk';
import type { Handler } from './hook-handler.ts';
import { copyAttrInfos, type AttrInfos } from './attr-infos.ts';
import { frozenCopy, plainCopy } from './plain-copy.ts';

/** Which change an after handler is told of. */
export interface ChangeMark {
  /** The same however often it is told. */
  readonly changeId: string;
  readonly changeTime: Date;
}

/** A payload as the bus receives it. Which keys it has is a matter of its hook. */
export type Payload = object;

/** One entry or entity on its way through the handlers of a hook. */
export interface Item {
  readonly index: number;
  /** The payload: frozen, but for the place of what handlers may change, which is empty. */
  readonly views: Readonly<Record<string, unknown>>;
  /** The part that handlers may change, as the last of them left it; undefined where the hook has none. */
  value: unknown;
  readonly entityId: number | null;
  readonly entityName: string;
  readonly change: ChangeMark | null;
}

export function makeItems(
  hook: HookName,
  payloads: readonly Payload[],
  changes: readonly ChangeMark[],
): readonly Item[] {
  const key = valueKey(hook);
  const latest: Record<string, Viewed> = {};
  return payloads.map((payload, index) => {
    const views: Record<string, unknown> = { ...payload };
    let value: unknown;
    for (const name in views) {
      if (name === key) value = views[name];
      else views[name] = viewOf(name, views[name], latest);
    }
    if (key !== null) views[key] = undefined;
    const { entityId, entityName } = entityOf(payload);
    return { index, views, value, entityId, entityName, change: changes[index] ?? null };
  });
}

interface Viewed {
  readonly of: unknown;
  readonly view: unknown;
}

/** What the payloads of a bulk share, such as the entity, is copied once; of each entry there is one alone. */
function viewOf(name: string, shown: unknown, latest: Record<string, Viewed>): unknown {
  if (typeof shown !== 'object' || shown === null) return frozenCopy(shown);
  const known = latest[name];
  if (known?.of === shown) return known.view;
  const view: unknown = frozenCopy(shown);
  latest[name] = { of: shown, view };
  return view;
}

/** The key of the payload that holds what handlers get a copy of. */
function valueKey(hook: HookName): 'data' | 'attrinfo' | 'attrs' | null {
  switch (hook) {
    case 'entry.before_create':
    case 'entry.before_update':
    case 'entity.before_create':
    case 'entity.before_update':
      return 'data';
    case 'entry.get_attrs':
    case 'entity.get_attrs':
      return 'attrinfo';
    case 'entry.validate':
      return 'attrs';
    default:
      return null;
  }
}

function entityOf(payload: Payload): Pick<Item, 'entityId' | 'entityName'> {
  const named = 'entityName' in payload ? String(payload.entityName) : '';
  const entity = 'entity' in payload ? payload.entity : schemaOf(payload);
  if (typeof entity !== 'object' || entity === null || !('id' in entity)) return { entityId: null, entityName: named };
  return { entityId: Number(entity.id), entityName: named };
}

function schemaOf(payload: Payload): unknown {
  if (!('entry' in payload) || typeof payload.entry !== 'object' || payload.entry === null) return null;
  return 'schema' in payload.entry ? payload.entry.schema : null;
}

/** One call that is to be made: a handler and what it is called for. */
export interface PlannedCall {
  readonly handler: Handler;
  readonly items: readonly Item[];
}

/** Handler by handler, so that each sees what the one before returned for every item. */
export function* planCalls(
  handlers: readonly Handler[],
  items: readonly Item[],
  matches: (handler: Handler, item: Item) => boolean,
): Generator<PlannedCall, undefined> {
  for (const handler of handlers) {
    const wanted = handler.entity === null ? items : items.filter((item) => matches(handler, item));
    if (handler.batch && wanted.length > 0) yield { handler, items: wanted };
    if (!handler.batch) for (const item of wanted) yield { handler, items: [item] };
  }
}

/** The handler's own copy of what it is called with. */
export function argumentOf({ handler, items }: PlannedCall): Payload {
  const { hook, batch } = handler;
  if (batch && hook.endsWith('.get_attrs')) return pageOf(hook, items);
  const key = valueKey(hook);
  const payloads = items.map(({ views, value }) => {
    const own: Record<string, unknown> = { ...views };
    if (key !== null) own[key] = copyOf(hook, value);
    return own;
  });
  return batch ? { items: payloads } : (payloads[0] ?? {});
}

function pageOf(hook: HookName, items: readonly Item[]): Payload {
  const attrinfos = items.map(({ value }) => copyOf(hook, value));
  if (hook === 'entity.get_attrs') return { entities: items.map(({ views }) => views['entity']), attrinfos };
  return { entries: items.map(({ views }) => views['entry']), attrinfos, isRetrieve: items[0]?.views['isRetrieve'] };
}

function copyOf(hook: HookName, value: unknown): unknown {
  // The bus takes nothing else for these hooks.
  return hook.endsWith('.get_attrs') ? copyAttrInfos(value as AttrInfos) : plainCopy(value);
}
