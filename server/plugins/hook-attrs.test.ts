import { describe, expect, test } from '@jest/globals';
import { makeHookBus } from './index.ts';
import { busOf, careless, runHook } from './test/run-hook.ts';

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
