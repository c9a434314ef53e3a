import { describe, expect, test } from '@jest/globals';
import { NoActor, type AnyHookRegistration } from 'pagoda-plugin-sdk';
import { makeHookBus } from '../index.ts';
import { entryOf, rack, user } from '../test/payloads.ts';
import { careless } from '../test/run-hook.ts';
import { makeHookTasks } from './index.ts';

const time = '2026-03-01T10:00:00.000Z';
const queued = (id: number, handler = 'entry.after_create 1') => ({
  ...{ handler, noun: 'entry', kind: 'CREATED', id, entityId: rack.id, actorId: user.id, time },
});

function world(hook: AnyHookRegistration, enabled: readonly string[] = ['sample'], isGone = false) {
  const logged: string[] = [];
  const back: unknown[] = [];
  const note = (_fields: object, message: string): void => void logged.push(message);
  const log = { warn: note, error: note };
  const hooks = makeHookBus([{ id: 'sample', hooks: [hook] }], { log });
  const isOn = [...enabled];
  const tasks = makeHookTasks({
    hooks,
    log,
    enabled: () => isOn,
    operationFor: () => ({ dryRun: false }),
    isGone: () => isGone,
    putBack: (...given) => Promise.resolve(void back.push(given)),
    loadEntries: (ids) => Promise.resolve(ids.filter((id) => id > 0).map((id) => entryOf(rack, id, `rack-${id}`))),
    loadEntities: () => Promise.resolve([rack]),
    loadUsers: () => Promise.resolve([user]),
  });
  const [task] = tasks();
  const run = async (payload: unknown, attempt = 1): Promise<readonly string[]> => {
    const control = { signal: new AbortController().signal, workerId: 'w', attempt, maxAttempts: 25 };
    const outcomes = await Promise.allSettled((await task?.run(payload, control)) ?? []);
    return outcomes.map(({ status }) => status);
  };
  return { run, logged, back, isOn, names: tasks().map(({ name }) => name) };
}

const told: string[] = [];
const handler = careless(
  'entry.after_create',
  ({ entry }: { readonly entry: { readonly id: number; readonly name: string } }) => {
    told.push(entry.name);
    if (entry.id > 1) throw new Error('no');
  },
  { durable: true },
);

describe('the queued calls of a plugin', () => {
  test('are ended one by one: only those that failed stay', async () => {
    const { run, names } = world(handler);
    expect(names).toEqual(['pagoda.hook/sample']);
    told.length = 0;
    expect(await run([queued(1), queued(2)])).toEqual(['fulfilled', 'rejected']);
    expect(told).toEqual(['rack-1', 'rack-2']);
  });

  test('are given up after the last attempt, with a line that names the changes', async () => {
    const { run, logged } = world(handler);
    expect(await run([queued(2)], 25)).toEqual([]);
    expect(logged).toEqual([
      'Hook entry.after_create failed: no',
      'Hook entry.after_create 1 of plugin sample is given up after 25 attempts, for 1 changes',
    ]);
  });

  test('are skipped when what they are about is gone for good', async () => {
    const { run, logged } = world(handler);
    expect(await run([queued(-7), queued(1)])).toEqual(['fulfilled', 'fulfilled']);
    expect(logged).toEqual(['Hook entry.after_create of plugin sample is not called: entry -7 is gone for good']);
  });

  test('fail while the plugin has no such handler', async () => {
    const { run, logged } = world(handler);
    expect(await run([queued(1, 'entry.after_create 2')])).toEqual(['rejected']);
    expect(logged).toEqual([expect.stringContaining('has no durable handler "entry.after_create 2" any more')]);
  });

  test('are given up at once when they need a user who is gone, and those that need none are not', async () => {
    const asks = careless(
      'entry.after_create',
      ({ entry }: { readonly entry: { readonly id: number } }) => {
        if (entry.id > 1) throw new NoActor('nobody is');
      },
      { durable: true },
    );
    const gone = world(asks, ['sample'], true);
    expect(await gone.run([queued(1), queued(2)])).toEqual(['fulfilled', 'fulfilled']);
    expect(gone.logged).toEqual([
      'Hook entry.after_create failed: nobody is',
      `Hook entry.after_create 1 of plugin sample is given up for 1 changes: it acts as the user who made them, and user ${user.id} is no longer active`,
    ]);
    const there = world(asks);
    expect(await there.run([queued(1), queued(2)])).toEqual(['fulfilled', 'rejected']);
  });

  test('go back to the queue when the plugin was disabled since they were taken', async () => {
    const { run, back, isOn } = world(handler);
    isOn.length = 0;
    const payload = [queued(1)];
    expect(await run(payload)).toEqual([]);
    expect(back).toEqual([['pagoda.hook/sample', payload, 25]]);
  });
});
