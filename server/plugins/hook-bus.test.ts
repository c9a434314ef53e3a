import { describe, expect, test } from '@jest/globals';
import { ValidationError, type AnyHookRegistration, type EntryData, type HookContext } from 'pagoda-plugin-sdk';
import { makeHookBus, type HookBus, type HookOwner } from './index.ts';
import { entryData, entryLifecycle, entryOf, payloadOf, rack, server, user, validation } from './test/payloads.ts';
import { careless, operation, runHook } from './test/run-hook.ts';

const silent = { log: { error: () => {} } };

function busOf(...hooks: AnyHookRegistration[]): HookBus {
  return makeHookBus([{ id: 'sample', hooks }], silent);
}

function append(text: string, options: object = {}): AnyHookRegistration {
  const handler = ({ data }: { data: EntryData }): EntryData => ({ ...data, name: `${data.name}${text}` });
  return careless('entry.before_create', handler, options);
}

describe('running', () => {
  test('with nobody listening nothing is copied and nothing is a promise', () => {
    const bus = busOf();
    const payload = entryData();
    expect(bus.has('entry.before_create', rack.id)).toBe(false);
    expect(bus.runBefore('entry.before_create', operation, payload)).toBe(payload.data);
    expect(bus.runBefore('entry.before_delete', operation, entryLifecycle())).toBeUndefined();
    expect(bus.runValidate(operation, validation())).toEqual([]);
    expect(
      bus.runAfter('entry.after_create', operation, [{ payload: entryLifecycle(), changeId: 'c' }]),
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

describe('validation', () => {
  test('everything that all handlers find is collected', async () => {
    const hooks = [
      careless('entry.validate', () => {
        throw new ValidationError('too high', ['attrs', 'height']);
      }),
      careless('entry.validate', async () => {
        throw new Error('name is reserved');
      }),
      careless('entry.validate', () => {}),
      careless('entry.validate', () => {
        class NameTaken extends Error {}
        throw new NameTaken('name is taken elsewhere');
      }),
    ];
    const problems = await busOf(...hooks).runValidate(operation, validation());
    expect(problems).toEqual([
      { code: 'VETOED', message: 'too high', path: ['attrs', 'height'], plugin: 'sample' },
      { code: 'VETOED', message: 'name is reserved', path: [], plugin: 'sample' },
      { code: 'VETOED', message: 'name is taken elsewhere', path: [], plugin: 'sample' },
    ]);
  });

  test('words of machines stay in the log', async () => {
    const errors = [
      Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' }),
      Object.assign(new Error('duplicate key value violates unique constraint "secret"'), { code: '23505' }),
      new Error(''),
    ];
    const hooks = errors.map((error) => careless('entry.validate', () => Promise.reject(error)));
    const logged: string[] = [];
    const log = { error: (_fields: object, message: string) => logged.push(message) };
    const problems = await makeHookBus([{ id: 'leaky', hooks }], { log }).runValidate(operation, validation());
    expect(problems.map(({ message }) => message)).toEqual(
      errors.map(() =>
        expect.stringMatching(/^The plugin "leaky" failed in its hook entry\.validate, so nothing was written/),
      ),
    );
    expect(logged).toHaveLength(3);
  });

  test('a veto of another copy of the SDK is one', async () => {
    const foreign = Object.defineProperty(new Error('no'), Symbol.for('pagoda-plugin-sdk/1/ValidationError'), {
      value: true,
    });
    const hook = careless('entry.validate', () => {
      throw foreign;
    });
    expect(await busOf(hook).runValidate(operation, validation())).toEqual([
      { code: 'VETOED', message: 'no', path: [], plugin: 'sample' },
    ]);
  });
});

describe('many at once', () => {
  const names = ['a', 'b', 'c'];
  const payloads = names.map((name) => entryData(rack, name));

  test('a batched handler is called once for a thousand, another one for each', async () => {
    const calls = { batched: 0, single: 0 };
    const bus = busOf(
      careless('entry.before_create', () => void (calls.batched += 1), { batch: true }),
      careless('entry.before_create', async () => void (calls.single += 1)),
    );
    const thousand = Array.from({ length: 1000 }, (_, index) => entryData(rack, `rack-${index}`));
    const data = await bus.runBeforeAll('entry.before_create', operation, thousand);
    expect(calls).toEqual({ batched: 1, single: 1000 });
    expect(data[999]).toMatchObject({ name: 'rack-999' });
    expect(bus.statistics()).toMatchObject([{ calls: 1 }, { calls: 1000 }]);
  });

  test('a batched handler changes the elements for which it returns something', () => {
    const handler = ({ items }: { items: typeof payloads }): unknown =>
      items.map(({ data }) => (data.name === 'b' ? { ...data, name: 'B' } : null));
    const bus = busOf(careless('entry.before_create', handler, { batch: true }), append('!'));
    const data = bus.runBeforeAll('entry.before_create', operation, payloads);
    expect(data).toMatchObject([{ name: 'a!' }, { name: 'B!' }, { name: 'c!' }]);
  });

  test.each([
    ['a list of another length', () => [], 'it returned a list of 0 results for a batch of 3'],
    ['no list', () => ({}), 'it returned an object where a list of 3 results or nothing is expected'],
    [
      'one element of a wrong type',
      () => [null, { attrs: [{ value: 1 }] }, null],
      'where `attrs` made of { id, value } is expected',
    ],
  ])('%s from a batched handler changes nothing', (_what, handler, cause) => {
    const logged: string[] = [];
    const log = { error: (_fields: object, message: string) => logged.push(message) };
    const bus = makeHookBus([{ id: 'x', hooks: [careless('entry.before_create', handler, { batch: true })] }], { log });
    expect(bus.runBeforeAll('entry.before_create', operation, payloads)).toMatchObject(names.map((name) => ({ name })));
    expect(logged).toEqual([expect.stringContaining(cause)]);
  });

  test('problems name the element they are about', () => {
    const bus = busOf(
      careless(
        'entry.validate',
        ({ items }: { items: readonly { name: string }[] }) =>
          items.map(({ name }) => (name === 'b' ? new ValidationError('b is taken', ['name']) : undefined)),
        { batch: true },
      ),
      careless('entry.validate', ({ name }: { name: string }) => {
        if (name === 'c') throw new ValidationError('c is ugly', ['name']);
      }),
      careless(
        'entry.validate',
        () => {
          throw new ValidationError('too many at once');
        },
        { batch: true },
      ),
    );
    const found = bus.runValidateAll(
      operation,
      names.map((name) => validation(rack, name)),
      (index) => ['entries', String(index)],
    );
    expect(found).toMatchObject([
      { message: 'b is taken', path: ['entries', '1', 'name'] },
      { message: 'c is ugly', path: ['entries', '2', 'name'] },
      { message: 'too many at once', path: [] },
    ]);
  });

  test('a batch of validation results that is not one refuses everything', async () => {
    const bus = busOf(careless('entry.validate', () => ['no'], { batch: true }));
    expect(await bus.runValidate(operation, validation())).toMatchObject([{ plugin: 'sample', path: [] }]);
  });

  test('a veto of one names its element', () => {
    const bus = busOf(
      careless('entry.before_create', ({ data }: { data: EntryData }) => {
        if (data.name === 'c') throw new ValidationError('not c', ['name']);
      }),
    );
    const run = (): unknown =>
      bus.runBeforeAll('entry.before_create', operation, payloads, (index) => ['entries', String(index)]);
    expect(run).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining({ path: ['entries', '2', 'name'] })] }),
    );
  });

  test('after hooks get the names of the changes', async () => {
    const seen: unknown[] = [];
    const bus = busOf(
      careless('entry.after_create', (_payload: unknown, { changeId, changeIds }: HookContext) =>
        seen.push({ changeId, changeIds }),
      ),
      careless(
        'entry.after_create',
        (_batch: unknown, { changeId, changeIds }: HookContext) => seen.push({ changeId, changeIds }),
        {
          batch: true,
        },
      ),
    );
    const calls = ['c1', 'c2'].map((changeId) => ({ payload: entryLifecycle(), changeId }));
    await bus.runAfter('entry.after_create', operation, calls);
    expect(seen).toEqual([
      { changeId: 'c1', changeIds: undefined },
      { changeId: 'c2', changeIds: undefined },
      { changeId: undefined, changeIds: ['c1', 'c2'] },
    ]);
  });
});

describe('the filter by entity', () => {
  function filtered(entity: string): { readonly owner: HookOwner; readonly ran: string[] } {
    const ran: string[] = [];
    const record = ({ entry }: { entry: { name: string } }): void => void ran.push(entry.name);
    return { owner: { id: 'sample', hooks: [careless('entry.before_delete', record, { entity })] }, ran };
  }
  const remove = (bus: HookBus, entity: typeof rack): unknown =>
    bus.runBefore('entry.before_delete', operation, entryLifecycle(entity, entryOf(entity, 1, entity.name)));

  test('lets through one entity, and follows it when it is renamed', () => {
    const { owner, ran } = filtered('Rack');
    const bus = makeHookBus([owner], silent);
    bus.bindEntities((name) => (name === 'Rack' ? rack.id : null));
    expect([
      bus.has('entry.before_delete', rack.id),
      bus.has('entry.before_delete', server.id),
      bus.has('entry.before_delete'),
    ]).toEqual([true, false, true]);
    bus.bindEntities((name) => (name === 'Rack' ? server.id : null));
    remove(bus, { ...rack, name: 'Cabinet' });
    remove(bus, server);
    expect(ran).toEqual(['Cabinet']);
  });

  test('waits for an entity that does not exist yet', () => {
    const { owner, ran } = filtered('Rack');
    const bus = makeHookBus([owner], silent);
    bus.bindEntities(() => null);
    remove(bus, rack);
    expect(bus.unbound()).toEqual([{ plugin: 'sample', hook: 'entry.before_delete', entity: 'Rack' }]);
    bus.bindEntities(() => rack.id);
    remove(bus, rack);
    expect(bus.unbound()).toEqual([]);
    expect(ran).toEqual(['Rack']);
  });

  test('goes by the name while the entity is being created', () => {
    const hook = careless('entity.before_create', ({ data }: { data: object }) => ({ ...data, note: 'seen' }), {
      entity: 'rack',
    });
    const bus = busOf(hook);
    const create = (name: string): unknown =>
      bus.runBefore('entity.before_create', operation, { entityName: name, user, data: { name } });
    expect([create('RACK'), create('Server')]).toEqual([{ name: 'RACK', note: 'seen' }, { name: 'Server' }]);
  });

  test('gives a batched handler its own entries of a mixed page', () => {
    const seen: unknown[] = [];
    const hook = careless(
      'entry.get_attrs',
      ({ entries, attrinfos }: { entries: { id: number }[]; attrinfos: unknown[][] }) => {
        seen.push(entries.map(({ id }) => id));
        return attrinfos.map(() => []);
      },
      { entity: 'Server', batch: true },
    );
    const bus = busOf(hook);
    bus.bindEntities(() => server.id);
    const entries = [entryOf(rack, 1), entryOf(server, 2), entryOf(rack, 3), entryOf(server, 4)];
    const attrinfos = entries.map(({ id }) => [{ id, schema: null, name: 'a', type: 2, isReadable: true, value: id }]);
    const lists = bus.runGetAttrs('entry.get_attrs', operation, { entries, attrinfos, isRetrieve: false });
    expect(seen).toEqual([[2, 4]]);
    expect(lists).toEqual([attrinfos[0], [], attrinfos[2], []]);
  });
});

describe('reading attributes', () => {
  test('what a handler adds is completed, and a wrong value is its failure', async () => {
    const added = careless('entry.get_attrs', ({ attrinfo }: { attrinfo: object[] }) => [
      ...attrinfo,
      { name: 'monitored', type: 8, value: true, colour: 'red' },
    ]);
    const wrong = careless('entry.get_attrs', () => [{ name: 'monitored', type: 8, value: 'red' }]);
    const logged: string[] = [];
    const bus = makeHookBus([{ id: 'x', hooks: [added, wrong] }], {
      log: { error: (_fields, message) => logged.push(message) },
      checkAttr: ({ type, value }) => (type === 8 && typeof value !== 'boolean' ? 'a boolean is true or false' : null),
    });
    expect(await runHook(bus, 'entry.get_attrs')).toEqual([
      expect.objectContaining({ name: 'height' }),
      { id: null, schema: null, name: 'monitored', type: 8, isReadable: true, value: true, colour: 'red' },
    ]);
    expect(logged).toEqual([
      'Hook entry.get_attrs failed: it returned an unusable value of attribute "monitored": a boolean is true or false',
    ]);
  });

  test.each([
    ['an element that is no object', ['x']],
    ['no name', [{ type: 2 }]],
    ['no type', [{ name: 'a' }]],
    ['an id of no number', [{ name: 'a', type: 2, id: '5' }]],
    ['a schema that is none', [{ name: 'a', type: 2, schema: 5 }]],
    ['a readability that is neither', [{ name: 'a', type: 2, isReadable: 'yes' }]],
    ['a function in it', [{ name: 'a', type: 2, value: () => {} }]],
  ])('a list with %s is dropped', async (_what, list) => {
    const bus = busOf(careless('entry.get_attrs', () => list));
    expect(await runHook(bus, 'entry.get_attrs')).toMatchObject([{ name: 'height' }]);
    expect(bus.statistics()).toMatchObject([{ failures: 1 }]);
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

  test('replacing the plugins keeps the entities and figures of those that stay', () => {
    const staying = { id: 'stays', hooks: [careless('entry.before_delete', () => {}, { entity: 'Rack' })] };
    const leaving = { id: 'leaves', hooks: [careless('entry.before_delete', () => {})] };
    const coming = { id: 'comes', hooks: [careless('entry.before_delete', () => {}, { entity: 'Server' })] };
    const bus = makeHookBus([staying, leaving], silent);
    bus.bindEntities((name) => (name === 'Rack' ? rack.id : server.id));
    void bus.runBefore('entry.before_delete', operation, entryLifecycle());
    bus.replace([staying, coming]);
    expect(bus.statistics()).toMatchObject([
      { plugin: 'stays', calls: 1 },
      { plugin: 'comes', calls: 0 },
    ]);
    expect(bus.unbound()).toMatchObject([{ plugin: 'comes' }]);
    bus.bindEntity({ id: server.id, name: ' SERVER' });
    expect(bus.unbound()).toEqual([]);
    bus.replace([]);
    expect(bus.has('entry.before_delete')).toBe(false);
  });
});
