import { describe, expect, test } from '@jest/globals';
import type { AnyHookRegistration, EntryData, HookContext } from 'pagoda-plugin-sdk';
import { makeHookBus } from './index.ts';
import { entryData, entryLifecycle, payloadOf, rack, server, validation } from './test/payloads.ts';
import { append, busOf, careless, operation, silent } from './test/run-hook.ts';

describe('running', () => {
  test('with nobody listening nothing is copied and nothing is a promise', () => {
    const bus = busOf();
    const payload = entryData();
    expect(bus.has('entry.before_create', rack.id)).toBe(false);
    expect(bus.runBefore('entry.before_create', operation, payload)).toBe(payload.data);
    expect(bus.runBefore('entry.before_delete', operation, entryLifecycle())).toBeUndefined();
    expect(bus.runValidate(operation, validation())).toEqual([]);
    expect(
      bus.runAfter('entry.after_create', operation, [
        { payload: entryLifecycle(), changeId: 'c', changeTime: new Date(0) },
      ]),
    ).toBeUndefined();
    const attrinfos = [payloadOf['entity.get_attrs']().attrinfo];
    expect(bus.runGetAttrs('entity.get_attrs', operation, { entities: [rack], attrinfos })).toBe(attrinfos);
  });

  test('handlers run by priority, then in the order of loading, and each sees what the one before returned', () => {
    const owners = [
      {
        id: 'one',
        hooks: [append('-default-1'), append('-late', { priority: 150 }), append('-early', { priority: 50 })],
      },
      { id: 'two', hooks: [append('-default-2')] },
    ];
    const data = makeHookBus(owners, silent).runBefore('entry.before_create', operation, entryData(rack, 'r'));
    expect(data).toMatchObject({ name: 'r-early-default-1-default-2-late' });
  });

  test('synchronous handlers are answered synchronously, and the first promise makes the rest asynchronous', async () => {
    const asynchronous = careless('entry.before_create', async ({ data }: { data: EntryData }) => ({
      ...data,
      name: 'async',
    }));
    const bus = busOf(append('-1'), asynchronous, append('-2'));
    const pending = bus.runBefore('entry.before_create', operation, entryData());
    expect(pending).toBeInstanceOf(Promise);
    await expect(pending).resolves.toMatchObject({ name: 'async-2' });
    expect(busOf(append('-1')).runBefore('entry.before_create', operation, entryData())).toMatchObject({
      name: 'rack-17-1',
    });
  });

  test('data changed in place and returned counts, and no later change of it does', () => {
    let kept: EntryData = {};
    const bus = busOf(
      careless('entry.before_create', ({ data }: { data: EntryData }) => {
        data.name = 'changed in place';
        kept = data;
        return data;
      }),
      careless('entry.before_create', () => void (kept.name = 'changed afterwards')),
    );
    const payload = entryData();
    expect(bus.runBefore('entry.before_create', operation, payload)).toMatchObject({ name: 'changed in place' });
    expect(payload.data.name).toBe('rack-17');
  });

  test('a key that is not returned, or is undefined, stays as it was', () => {
    const before = { name: 'rack-17', attrs: [{ id: 42, value: 'x' }] };
    for (const [returned, left] of [
      [{ name: 'other' }, { ...before, name: 'other' }],
      [{ name: undefined, attrs: undefined }, before],
      [{ attrs: [] }, { ...before, attrs: [] }],
      [{}, before],
    ]) {
      const bus = busOf(careless('entry.before_create', () => returned));
      expect(bus.runBefore('entry.before_create', operation, entryData())).toEqual(left);
    }
    const note = busOf(careless('entity.before_update', () => ({ note: 'new' })));
    const payload = { ...payloadOf['entity.before_update'](), data: { name: 'Rack', isToplevel: true } };
    expect(note.runBefore('entity.before_update', operation, payload)).toEqual({ ...payload.data, note: 'new' });
  });

  test('keys that JavaScript finds special are data like any other', () => {
    const data = JSON.parse('{"name":"a","__proto__":{"polluted":true},"constructor":1}') as EntryData;
    const bus = busOf(careless('entry.before_create', ({ data }: { data: EntryData }) => data));
    const result = bus.runBefore('entry.before_create', operation, { ...entryData(), data });
    expect(Object.keys(result)).toEqual(['name', '__proto__', 'constructor']);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  });

  test('a handler learns who it is and whether it is a dry run', () => {
    const seen: Partial<HookContext>[] = [];
    const hook = careless('entry.before_delete', (_payload: unknown, { pluginId, dryRun, changeId }: HookContext) => {
      seen.push({ pluginId, dryRun, changeId });
    });
    void busOf(hook).runBefore('entry.before_delete', { dryRun: true }, entryLifecycle());
    expect(seen).toEqual([{ pluginId: 'sample', dryRun: true, changeId: undefined }]);
  });

  test('a legacy name registers the hook it became', () => {
    const legacy: AnyHookRegistration = {
      hook: 'before_create_entry_v2',
      handler: ({ data }) => ({ ...data, name: 'legacy' }),
    };
    expect(busOf(legacy).runBefore('entry.before_create', operation, entryData())).toMatchObject({ name: 'legacy' });
  });

  test.each([
    [
      'an unknown hook',
      careless('entry.after_explode' as 'entry.after_create', () => {}),
      'there is no hook "entry.after_explode"',
    ],
    ['no function', careless('entry.validate', 'text'), 'the handler of entry.validate is no function'],
    ['a priority of no number', careless('entry.validate', () => {}, { priority: 'high' }), 'is no number'],
    ['no time', careless('entry.validate', () => {}, { timeout: 0 }), 'must be milliseconds from 1'],
    [
      'an entity without a name',
      careless('entry.validate', () => {}, { entity: ' ' }),
      'must be the name of an entity',
    ],
    ['onError after the fact', careless('entry.after_create', () => {}, { onError: 'reject' }), 'is for before hooks'],
    [
      'an unknown onError',
      careless('entry.before_create', () => {}, { onError: 'ignore' }),
      'must be isolate or reject',
    ],
  ])('a registration with %s is refused', (_what, hook, message) => {
    expect(() => busOf(hook)).toThrow(`Plugin "sample": `);
    expect(() => busOf(hook)).toThrow(message);
  });
});

describe('figures and changes of plan', () => {
  test('durations of the last calls are told as percentiles', () => {
    const bus = busOf(careless('entry.before_delete', () => {}));
    expect(bus.statistics()).toMatchObject([{ calls: 0, p50: null, p95: null }]);
    for (let call = 0; call < 300; call += 1) void bus.runBefore('entry.before_delete', operation, entryLifecycle());
    const [{ calls, p50, p95 } = { calls: 0, p50: null, p95: null }] = bus.statistics();
    expect(calls).toBe(300);
    expect(p50).toBeGreaterThan(0);
    expect(p95).toBeGreaterThanOrEqual(p50 ?? Infinity);
  });

  test('replacing the plugins keeps the entities and figures of those that stay, and the figures of those that leave', () => {
    const staying = { id: 'stays', hooks: [careless('entry.before_delete', () => {}, { entity: 'Rack' })] };
    const leaving = { id: 'leaves', hooks: [careless('entry.before_delete', () => {})] };
    const coming = {
      id: 'comes',
      hooks: ['Server', 'Shelf'].map((entity) => careless('entry.before_delete', () => {}, { entity })),
    };
    const bus = makeHookBus([staying, leaving], silent);
    bus.bindEntities((name) => ({ Rack: rack.id, Shelf: 77 })[name] ?? null);
    void bus.runBefore('entry.before_delete', operation, entryLifecycle());
    bus.replace([staying, coming]);
    expect(bus.statistics()).toMatchObject([
      { plugin: 'stays', calls: 1 },
      { plugin: 'comes', calls: 0 },
      { plugin: 'comes', calls: 0 },
      { plugin: 'leaves', calls: 1 },
    ]);
    expect(bus.unbound()).toMatchObject([{ plugin: 'comes', entity: 'Server' }]);
    bus.bindEntity({ id: server.id, name: ' SERVER' });
    expect(bus.unbound()).toEqual([]);
    bus.replace([]);
    expect(bus.has('entry.before_delete')).toBe(false);
  });

  test('a plugin that comes back keeps its figures, and finds its entities by the names that they have now', () => {
    const plugin = { id: 'toggled', hooks: [careless('entry.before_delete', () => {}, { entity: 'Rack' })] };
    const bus = makeHookBus([plugin], silent);
    bus.bindEntities((name) => (name === 'Rack' ? rack.id : null));
    void bus.runBefore('entry.before_delete', operation, entryLifecycle());
    bus.replace([]);
    bus.bindEntities((name) => (name === 'Rack' ? server.id : null));
    bus.replace([plugin]);
    expect(bus.has('entry.before_delete', rack.id)).toBe(false);
    expect(bus.has('entry.before_delete', server.id)).toBe(true);
    void bus.runBefore('entry.before_delete', operation, entryLifecycle(server));
    expect(bus.statistics()).toMatchObject([{ plugin: 'toggled', calls: 2 }]);
  });
});
