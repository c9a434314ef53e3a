import { describe, expect, test } from '@jest/globals';
import type { AnyHookRegistration, EntryView, HookContext } from 'pagoda-plugin-sdk';
import type { Change } from '../db/index.ts';
import { makeAfterCommit, makeHookBus, type AfterCommit, type HookBus } from './index.ts';
import { entryOf, rack, server, user } from './test/payloads.ts';
import { careless } from './test/run-hook.ts';

interface World {
  readonly afterCommit: AfterCommit;
  readonly bus: HookBus;
  /** The ids of every statement, by what it read. */
  readonly statements: { readonly entries: number[][]; readonly entities: number[][]; readonly users: number[][] };
  readonly logged: string[];
  readonly fails: Error[];
}

function world(...hooks: AnyHookRegistration[]): World {
  const logged: string[] = [];
  const log = { error: (_fields: object, message: string) => void logged.push(message) };
  const bus = makeHookBus([{ id: 'sample', hooks }], { log });
  const statements: World['statements'] = { entries: [], entities: [], users: [] };
  const fails: Error[] = [];
  const afterCommit = makeAfterCommit({
    hooks: bus,
    log,
    operationFor: () => ({ dryRun: false }),
    retryDelays: [1, 1],
    async loadEntries(ids) {
      statements.entries.push([...ids]);
      const failure = fails.shift();
      if (failure) throw failure;
      return ids.filter((id) => id > 0).map((id) => entryOf(rack, id, `rack-${id}`));
    },
    async loadEntities(ids) {
      statements.entities.push([...ids]);
      return [rack, server].filter(({ id }) => ids.includes(id));
    },
    async loadUsers(ids) {
      statements.users.push([...ids]);
      return [user];
    },
  });
  return { afterCommit, bus, statements, logged, fails };
}

function changed(kind: Change['kind'], id: number, more: Partial<Change> = {}): Change {
  return { noun: 'entry', kind, id, entityId: rack.id, actorId: user.id, time: new Date(id), ...more };
}

/** Notes what it was called for as "<hook> <name> by <user>". */
function recorder(seen: string[], hook: AnyHookRegistration['hook'], options: object = {}): AnyHookRegistration {
  const note = (payload: { entityName: string; entry?: EntryView; user: { username: string } }): void =>
    void seen.push(`${hook} ${payload.entry?.name ?? payload.entityName} by ${payload.user.username}`);
  return careless(hook as 'entry.after_create', note, options);
}

describe('after the commit', () => {
  test('each kind of change calls its hook once, with what changed and who did it', async () => {
    const seen: string[] = [];
    const names = [
      'entry.after_create',
      'entry.after_update',
      'entry.after_delete',
      'entry.after_restore',
      'entity.after_create',
      'entity.after_update',
      'entity.after_delete',
    ] as const;
    const { afterCommit, bus } = world(...names.map((name) => recorder(seen, name)));
    const kinds = ['CREATED', 'UPDATED', 'DELETED', 'RESTORED'] as const;
    afterCommit.dispatch(kinds.map((kind) => changed(kind, 7)));
    afterCommit.dispatch(kinds.map((kind) => changed(kind, rack.id, { noun: 'entity', actorId: null })));
    await afterCommit.settled();
    expect(seen).toEqual([
      'entry.after_create rack-7 by mori',
      'entry.after_update rack-7 by mori',
      'entry.after_delete rack-7 by mori',
      'entry.after_restore rack-7 by mori',
      'entity.after_create Rack by system',
      'entity.after_update Rack by system',
      'entity.after_delete Rack by system',
    ]);
    expect(bus.statistics().map(({ calls }) => calls)).toEqual(names.map(() => 1));
  });

  test('a thousand changes are loaded in one statement each and told a batched handler in one call', async () => {
    const batches: number[] = [];
    const changeIds = new Set<string>();
    const handler = ({ items }: { items: unknown[] }, ctx: HookContext): void => {
      batches.push(items.length);
      for (const id of ctx.changeIds ?? []) changeIds.add(id);
    };
    const { afterCommit, statements, bus } = world(
      careless('entry.after_create', handler, { batch: true }),
      careless('entry.after_create', () => {}),
    );
    afterCommit.dispatch(Array.from({ length: 1000 }, (_, index) => changed('CREATED', index + 1)));
    await afterCommit.settled();
    expect([statements.entries.map((ids) => ids.length), statements.entities, statements.users]).toEqual([
      [1000],
      [[rack.id]],
      [[1]],
    ]);
    expect(batches).toEqual([1000]);
    expect(changeIds.size).toBe(1000);
    expect(bus.statistics().map(({ calls }) => calls)).toEqual([1, 1000]);
  });

  test('what comes in while something is loaded is loaded together', async () => {
    const seen: string[] = [];
    const { afterCommit, statements } = world(recorder(seen, 'entry.after_update'));
    for (let id = 1; id <= 50; id += 1) afterCommit.dispatch([changed('UPDATED', id)]);
    await afterCommit.settled();
    expect(seen).toHaveLength(50);
    expect(statements.entries.map((ids) => ids.length)).toEqual([1, 49]);
  });

  test('with nobody listening nothing is loaded', async () => {
    const { afterCommit, statements, bus } = world(careless('entry.after_create', () => {}, { entity: 'Server' }));
    bus.bindEntities(() => server.id);
    afterCommit.dispatch([changed('CREATED', 1), changed('UPDATED', 1)]);
    await afterCommit.settled();
    expect(statements).toEqual({ entries: [], entities: [], users: [] });
  });

  test('a handler that waits for an entity hears of its creation', async () => {
    const seen: string[] = [];
    const { afterCommit, bus } = world(recorder(seen, 'entity.after_create', { entity: 'rack' }));
    afterCommit.dispatch([changed('CREATED', rack.id, { noun: 'entity' })]);
    await afterCommit.settled();
    expect(seen).toEqual(['entity.after_create Rack by mori']);
    expect(bus.unbound()).toEqual([]);
  });

  test('the changes of one object are told in their order, however slow the handler of the first is', async () => {
    const order: string[] = [];
    const first = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    const { afterCommit } = world(
      careless('entry.after_create', async () => {
        started.resolve();
        await first.promise;
        order.push('created');
      }),
      careless('entry.after_update', ({ entry }: { entry: EntryView }) => {
        order.push(`updated ${entry.id}`);
        if (entry.id === 2) first.resolve();
      }),
    );
    afterCommit.dispatch([changed('CREATED', 1)]);
    await started.promise;
    afterCommit.dispatch([changed('UPDATED', 1)]);
    afterCommit.dispatch([changed('UPDATED', 2)]);
    await afterCommit.settled();
    expect(order).toEqual(['updated 2', 'created', 'updated 1']);
  });

  test('a handler that hangs does not keep the changes of other objects waiting', async () => {
    const others = Promise.withResolvers<string>();
    const started = Promise.withResolvers<void>();
    const { afterCommit } = world(
      careless('entry.after_create', ({ entry }: { entry: EntryView }) => {
        if (entry.id !== 1) return others.resolve(entry.name);
        started.resolve();
        return others.promise;
      }),
    );
    afterCommit.dispatch([changed('CREATED', 1)]);
    await started.promise;
    afterCommit.dispatch([changed('CREATED', 2)]);
    expect(await others.promise).toBe('rack-2');
    await afterCommit.settled();
  });

  test('a database that is away for a moment loses nothing', async () => {
    const seen: string[] = [];
    const { afterCommit, fails, logged } = world(recorder(seen, 'entry.after_delete'));
    fails.push(new Error('terminating connection'), new Error('terminating connection'));
    afterCommit.dispatch([changed('DELETED', 3)]);
    await afterCommit.settled();
    expect([seen, logged]).toEqual([['entry.after_delete rack-3 by mori'], []]);
  });

  test('a database that stays away is logged with the number of changes, and later changes are told', async () => {
    const seen: string[] = [];
    const { afterCommit, fails, logged } = world(recorder(seen, 'entry.after_delete'));
    fails.push(...Array.from({ length: 3 }, () => new Error('connection refused')));
    afterCommit.dispatch([changed('DELETED', 3), changed('DELETED', 4)]);
    await afterCommit.settled();
    afterCommit.dispatch([changed('DELETED', 5)]);
    expect(await afterCommit.drain(1000)).toBe(0);
    expect(logged).toEqual(['After hooks of 2 changes are lost: what changed could not be loaded: connection refused']);
    expect(seen).toEqual(['entry.after_delete rack-5 by mori']);
  });

  test('an object that is gone for good is passed over', async () => {
    const seen: string[] = [];
    const { afterCommit } = world(recorder(seen, 'entry.after_update'));
    afterCommit.dispatch([changed('UPDATED', -1), changed('UPDATED', 8)]);
    await afterCommit.settled();
    expect(seen).toEqual(['entry.after_update rack-8 by mori']);
  });

  test('what handlers change is settled too', async () => {
    const seen: string[] = [];
    const { afterCommit } = world(
      careless('entry.after_create', ({ entry }: { entry: EntryView }) =>
        afterCommit.dispatch([changed('UPDATED', entry.id)]),
      ),
      recorder(seen, 'entry.after_update'),
    );
    afterCommit.dispatch([changed('CREATED', 1)]);
    await afterCommit.settled();
    expect(seen).toEqual(['entry.after_update rack-1 by mori']);
  });

  test('a shutdown waits no longer than it is told and says what is not done', async () => {
    const release = Promise.withResolvers<void>();
    const { afterCommit, logged } = world(careless('entry.after_create', () => release.promise));
    afterCommit.dispatch([changed('CREATED', 1), changed('CREATED', 2)]);
    expect(await afterCommit.drain(20)).toBe(2);
    expect(logged).toEqual(['After hooks of 2 changes were still running when the server stopped']);
    release.resolve();
    expect(await afterCommit.drain(1000)).toBe(0);
  });
});
