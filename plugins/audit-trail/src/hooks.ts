import {
  entityHook,
  entryHook,
  type EntityLifecycle,
  type EntryLifecycle,
  type PluginHook,
  type PluginHookContext,
} from 'pagoda-plugin-sdk';
import { addRecords } from './add-records.ts';
import { makeRecord, type Action } from './record.ts';

/**
 * Durable: stored with the change, and told at least once even if the server is killed in between. Batched: a thousand changes
 * are one call and one statement.
 */
const told = { durable: true, batch: true } as const;

export const hooks: readonly PluginHook[] = [
  entryHook('after_create', told, recording('CREATED')),
  entryHook('after_update', told, recording('UPDATED')),
  entryHook('after_delete', told, recording('DELETED')),
  entryHook('after_restore', told, recording('RESTORED')),
  entityHook('after_create', told, recording('CREATED')),
  entityHook('after_update', told, recording('UPDATED')),
  entityHook('after_delete', told, recording('DELETED')),
];

interface Batch {
  readonly items: readonly (EntryLifecycle | EntityLifecycle)[];
}

function recording(action: Action) {
  return async ({ items }: Batch, ctx: PluginHookContext): Promise<void> => {
    const { changeIds = [], changeTimes = [] } = ctx;
    const records = items.map((item, index) =>
      makeRecord({
        action,
        changeId: changeIds[index] ?? null,
        time: changeTimes[index] ?? new Date(),
        entity: item.entity,
        entry: 'entry' in item ? item.entry : null,
        user: item.user,
      }),
    );
    await addRecords(ctx, records);
  };
}
