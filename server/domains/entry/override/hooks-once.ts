import type { HookName } from 'pagoda-plugin-sdk';
import type { Context } from '../../../context.ts';
import { withHooksInPlace, type HookBus } from '../../../plugins/index.ts';
import type { Entity } from '../../entity/index.ts';
import type { EntryDraft } from '../entry-draft.ts';
import type { EntryRow } from '../entry-row.ts';

/** What the hooks of an operation ran for. */
export interface HooksDone {
  readonly hook: 'entry.before_create' | 'entry.before_update' | 'entry.before_delete';
  readonly entity: Pick<Entity, 'id'>;
  /** Null for one that is to be created. */
  readonly entry: Pick<EntryRow, 'id'> | null;
  /** What was validated; null for a deletion. */
  readonly written: Written | null;
}

/** The content of an entry, to be compared. */
export type Written = string;

export function writtenOf({ name, values }: Pick<EntryDraft, 'name' | 'values'>, instance?: EntryRow): Written {
  const attrs = [...values].map(([attr, value]) => ({ id: attr.id, value }));
  return writtenBy({ name: name ?? instance?.name ?? '', attrs });
}

/**
 * The same operation, in which the hooks that ran do not run again for what they ran for: the entry that is changed or deleted, or
 * the first that is created. It is validated again only if something else is written than was validated.
 */
export function withHooksOnce(ctx: Context, done: HooksDone): Context {
  const { hooks } = ctx.host;
  let isCreated = false;
  let isValidated = false;

  /** Whether a call is about what the hooks ran for. For new entries that is so for the first call. */
  const isSame = (hook: HookName, payload: object): boolean => {
    if (hook !== done.hook) return false;
    if (done.entry) return idIn(payload, 'entry') === done.entry.id;
    if (isCreated || idIn(payload, 'entity') !== done.entity.id) return false;
    isCreated = true;
    return true;
  };
  const isKnown = (payload: ValidatePayload): boolean => {
    if (writtenBy(payload) !== done.written) return false;
    if (done.entry) return idIn(payload, 'instance') === done.entry.id;
    if (isValidated || payload.instance || idIn(payload, 'entity') !== done.entity.id) return false;
    isValidated = true;
    return true;
  };

  const once: HookBus<Context> = {
    ...hooks,
    async runBeforeAll(hook, operation, payloads, pathOf) {
      const [only] = payloads;
      if (!only || payloads.length > 1 || !isSame(hook, only))
        return hooks.runBeforeAll(hook, operation, payloads, pathOf);
      return [dataOf(only) as Awaited<ReturnType<typeof hooks.runBefore<typeof hook>>>];
    },
    runBefore: async (hook, operation, payload) => {
      const [data] = await once.runBeforeAll(hook, operation, [payload]);
      return data as Awaited<ReturnType<typeof hooks.runBefore<typeof hook>>>;
    },
    runValidateAll(operation, payloads, pathOf) {
      const [only] = payloads;
      return only && payloads.length === 1 && isKnown(only) ? [] : hooks.runValidateAll(operation, payloads, pathOf);
    },
  };
  return withHooksInPlace(ctx, once);
}

type ValidatePayload = Parameters<HookBus['runValidate']>[1];

function dataOf(payload: object): unknown {
  return 'data' in payload ? payload.data : undefined;
}

function idIn(payload: object, key: string): unknown {
  const view: unknown = Reflect.get(payload, key);
  return typeof view === 'object' && view !== null && 'id' in view ? view.id : null;
}

function writtenBy({ name, attrs }: Pick<ValidatePayload, 'name' | 'attrs'>): Written {
  return JSON.stringify([name, attrs.map(({ id, value }) => [id, value] as const).toSorted(([a], [b]) => a - b)]);
}
