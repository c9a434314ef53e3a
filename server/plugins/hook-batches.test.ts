import { describe, expect, test } from '@jest/globals';
import { ValidationError, type EntryData, type HookContext } from 'pagoda-plugin-sdk';
import { makeHookBus } from './index.ts';
import { entryData, entryLifecycle, rack, validation } from './test/payloads.ts';
import { append, busOf, careless, operation } from './test/run-hook.ts';

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

  test('after hooks get the names and times of the changes', async () => {
    const seen: unknown[] = [];
    const see = (_argument: unknown, { changeId, changeIds, changeTime, changeTimes }: HookContext) =>
      void seen.push({ changeId, changeIds, changeTime, changeTimes });
    const bus = busOf(careless('entry.after_create', see), careless('entry.after_create', see, { batch: true }));
    const [noon, later] = [new Date('2026-03-01T12:00:00Z'), new Date('2026-03-01T12:00:01Z')];
    await bus.runAfter('entry.after_create', operation, [
      { payload: entryLifecycle(), changeId: 'c1', changeTime: noon },
      { payload: entryLifecycle(), changeId: 'c2', changeTime: later },
    ]);
    expect(seen).toEqual([
      { changeId: 'c1', changeTime: noon },
      { changeId: 'c2', changeTime: later },
      { changeIds: ['c1', 'c2'], changeTimes: [noon, later] },
    ]);
  });
});
