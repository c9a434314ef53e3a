import {
  isHookName,
  normalizeHookName,
  type AnyHookRegistration,
  type HookContext,
  type HookName,
} from 'pagoda-plugin-sdk';
import { Tally } from './tally.ts';

/** A registered handler as the bus works with it. */
export interface Handler {
  readonly plugin: string;
  readonly hook: HookName;
  /** The name of the entity it was registered for. */
  readonly entity: string | null;
  readonly priority: number;
  readonly timeout: number;
  readonly rejects: boolean;
  readonly batch: boolean;
  /** Its calls are queued with the change. */
  readonly durable: boolean;
  /** Names of attributes that it is to see besides those that were asked for. */
  readonly needs: readonly string[];
  readonly call: (argument: unknown, ctx: HookContext) => unknown;
  readonly tally: Tally;
  /** The entity that `entity` turned out to be; null until it exists. */
  boundTo: number | null;
  /** Those that it was before. */
  readonly deleted: number[];
}

/** Whether it was registered for this very entity. */
export function isBoundTo({ boundTo, deleted }: Handler, entityId: number): boolean {
  return boundTo === entityId || deleted.includes(entityId);
}

/** The part of a registration that the bus needs. */
export interface HookOwner {
  readonly id: string;
  readonly hooks?: readonly AnyHookRegistration[];
}

export function makeHandler(plugin: string, registration: AnyHookRegistration): Handler {
  const refusal = whyRefused(registration);
  if (refusal) throw new Error(`Plugin "${plugin}": ${refusal}`);
  const hook = normalizeHookName(registration.hook);
  return {
    plugin,
    hook,
    entity: registration.entity ?? null,
    priority: registration.priority ?? 100,
    timeout: registration.timeout ?? defaultTimeout(hook),
    rejects: registration.onError === 'reject',
    batch: registration.batch === true,
    durable: registration.durable === true,
    needs: [...(registration.needs ?? [])],
    // Every hook has its own types; from here on its name decides what is passed.
    call: registration.handler as Handler['call'],
    tally: new Tally(),
    boundTo: null,
    deleted: [],
  };
}

/** The same owners twice: with the handlers that are called by the bus, and with those whose calls are queued. */
export function splitDurable(owners: readonly HookOwner[]): Record<'plain' | 'durable', readonly HookOwner[]> {
  const having = (isDurable: boolean): readonly HookOwner[] =>
    owners.map(({ id, hooks = [] }) => ({ id, hooks: hooks.filter(({ durable = false }) => durable === isDurable) }));
  return { plain: having(false), durable: having(true) };
}

const LONGEST_TIMER = 2 ** 31 - 1;

/** Plugins in JavaScript come past the compiler. */
type Unchecked = {
  readonly [K in 'hook' | 'handler' | 'priority' | 'timeout' | 'entity' | 'onError' | 'durable' | 'needs']?: unknown;
};

/** What is wrong with a registration, or null. */
export function whyRefused(registration: Unchecked): string | null {
  const {
    hook,
    handler,
    priority = 100,
    timeout = 1,
    entity = 'any',
    onError = 'isolate',
    durable = false,
    needs = null,
  } = registration;
  const name = normalizeHookName(String(hook));
  if (!isHookName(name)) return `there is no hook "${String(hook)}". See hookNames of pagoda-plugin-sdk`;
  if (typeof handler !== 'function') return `the handler of ${name} is no function`;
  if (!Number.isFinite(priority)) return `the priority of its handler of ${name} is no number`;
  if (typeof timeout !== 'number' || !(timeout >= 1 && timeout <= LONGEST_TIMER)) {
    return `the timeout of its handler of ${name} must be milliseconds from 1 to ${LONGEST_TIMER}`;
  }
  if (typeof entity !== 'string' || entity.trim() === '') {
    return `\`entity\` of its handler of ${name} must be the name of an entity`;
  }
  if (onError !== 'isolate' && onError !== 'reject')
    return `\`onError\` of its handler of ${name} must be isolate or reject`;
  if (onError === 'reject' && !name.includes('.before_')) {
    return `\`onError: 'reject'\` is for before hooks, and ${name} is none`;
  }
  if (typeof durable !== 'boolean') return `\`durable\` of its handler of ${name} must be true or false`;
  if (durable && !name.includes('.after_')) return `\`durable\` is for after hooks, and ${name} is none`;
  if (needs !== null && name !== 'entry.get_attrs') return `\`needs\` is for entry.get_attrs, and not for ${name}`;
  if (needs !== null && !(Array.isArray(needs) && needs.every((one) => typeof one === 'string'))) {
    return `\`needs\` of its handler of ${name} must be a list of names of attributes`;
  }
  return null;
}

function defaultTimeout(hook: HookName): number {
  if (hook.includes('.after_')) return 30_000;
  return hook.endsWith('.get_attrs') ? 1000 : 5000;
}
