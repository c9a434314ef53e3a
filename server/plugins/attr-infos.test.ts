import { describe, expect, test } from '@jest/globals';
import type { AttrInfo } from 'pagoda-plugin-sdk';
import { makeHookBus, type HookBus } from './index.ts';
import { attrOf, entryOf, rack } from './test/payloads.ts';
import { busOf, careless, operation, silent } from './test/run-hook.ts';

type Page = { readonly attrinfo: AttrInfo[] };
type Change = (list: AttrInfo[]) => unknown;

/** The same handler in both of its forms. */
const FORMS = [
  ['for one entry', (change: Change) => careless('entry.get_attrs', ({ attrinfo }: Page) => change(attrinfo))],
  [
    'for a page',
    (change: Change) =>
      careless('entry.get_attrs', ({ attrinfos }: { attrinfos: AttrInfo[][] }) => attrinfos.map(change), {
        batch: true,
      }),
  ],
] as const;

const height = (): AttrInfo => attrOf('height', ['40', { unit: 'U' }]);
const width = (): AttrInfo => ({ ...attrOf('width', 19), id: 10, type: 11 });

async function runOver(bus: HookBus, list: readonly AttrInfo[]): Promise<readonly AttrInfo[]> {
  const entries = [entryOf(rack)];
  const [result = []] = await bus.runGetAttrs('entry.get_attrs', operation, {
    entries,
    attrinfos: [[...list]],
    isRetrieve: false,
  });
  return result;
}

describe.each(FORMS)('a get_attrs handler %s', (_form, handlerOf) => {
  test('that changes nothing leaves the very objects that there were', async () => {
    const list = [height(), width()];
    const copied = handlerOf((own) => own.map((attr) => ({ ...attr })));
    const result = await runOver(busOf(copied), list);
    expect(result.map((attr, index) => attr === list[index])).toEqual([true, true]);
  });

  test('gets its own copy, down to values and schemas', async () => {
    const list = [height()];
    const dropped = handlerOf(([attr]) => {
      if (!attr?.schema || !Array.isArray(attr.value)) throw new Error('it is not what it was');
      attr.name = 'depth';
      attr.schema.name = 'depth';
      attr.value.push('41');
      Object.assign(attr.value[1] as object, { unit: 'mm' });
      attr['seen'] = true;
      return undefined;
    });
    expect(await runOver(busOf(dropped, dropped), list)).toEqual([height()]);
    expect(list).toEqual([height()]);
  });

  test('may change its copy in place and return it, and the next one sees that', async () => {
    const list = [height(), width()];
    const changed = handlerOf((own) => {
      const [attr] = own;
      if (!attr || !Array.isArray(attr.value)) throw new Error('it is not what it was');
      attr.value[1] = { unit: 'mm' };
      attr['seen'] = [...((attr['seen'] as number[] | undefined) ?? []), 1];
      return own;
    });
    const result = await runOver(busOf(changed, changed), list);
    expect(result).toEqual([{ ...height(), value: ['40', { unit: 'mm' }], seen: [1, 1] }, width()]);
    expect(result[1]).toBe(list[1]);
    expect(list).toEqual([height(), width()]);
  });

  test('changes nothing any more once it has returned', async () => {
    const kept: AttrInfo[] = [];
    const late = handlerOf((own) => {
      for (const attr of own) kept.push(Object.assign(attr, { colours: ['red'] }));
      return own;
    });
    const result = await runOver(busOf(late), [height()]);
    for (const attr of kept)
      Object.assign(attr, { value: 'other', colours: ((attr['colours'] as string[])[0] = 'blue') });
    expect(result).toEqual([{ ...height(), colours: ['red'] }]);
  });

  test('may leave out, add and reorder attributes', async () => {
    const list = [height(), width()];
    const added = { name: 'rack unit', type: 2, value: 'U' };
    const moved = handlerOf(([first, second]) => [second, added, first]);
    const left = handlerOf((own) => own.filter(({ name }) => name !== 'height'));
    expect((await runOver(busOf(moved), list)).map(({ name }) => name)).toEqual(['width', 'rack unit', 'height']);
    expect(await runOver(busOf(moved, left), list)).toEqual([
      width(),
      { ...added, id: null, schema: null, isReadable: true },
    ]);
  });

  test('is asked for the type of a value only where it changed one', async () => {
    const checked: string[] = [];
    const changed = handlerOf((own) =>
      own.map((attr) => (attr.name === 'width' ? { ...attr, value: 20 } : { ...attr, seen: true })),
    );
    const bus = makeHookBus([{ id: 'x', hooks: [changed] }], {
      ...silent,
      checkAttr({ name }) {
        checked.push(name);
        return null;
      },
    });
    const result = await runOver(bus, [height(), width()]);
    expect(result).toEqual([
      { ...height(), seen: true },
      { ...width(), value: 20 },
    ]);
    expect(checked).toEqual(['width']);
  });

  test('is asked again for a value that stays when the type does not', async () => {
    const bus = makeHookBus([{ id: 'x', hooks: [handlerOf((own) => own.map((attr) => ({ ...attr, type: 8 })))] }], {
      ...silent,
      checkAttr: ({ type }) => (type === 8 ? 'a boolean is true or false' : null),
    });
    expect(await runOver(bus, [width()])).toEqual([width()]);
    expect(bus.statistics()).toMatchObject([{ failures: 1 }]);
  });

  test.each(['id', 'schema', 'name', 'type', 'isReadable', 'value', 'colour'] as const)(
    'is asked once what `%s` is',
    async (key) => {
      let reads = 0;
      const counting = handlerOf((own) =>
        own.map((attr) =>
          Object.defineProperty({ ...attr, colour: 'red', value: 'new' }, key, {
            get: () => ((reads += 1), { ...height(), colour: 'blue', value: 'newer' }[key]),
          }),
        ),
      );
      const [attr] = await runOver(busOf(counting), [height()]);
      expect(attr).toEqual({ ...height(), colour: 'red', value: 'new', [key]: attr?.[key] });
      expect(reads).toBe(1);
    },
  );

  test('gives attributes of its own, of which only what they own counts', async () => {
    const inherited = Object.assign(Object.create(null), { id: 7, colour: 'red' });
    const derived = handlerOf(() => [Object.assign(Object.create(inherited), { name: 'height', type: 2 })]);
    expect(await runOver(busOf(derived), [height()])).toEqual([
      { id: null, schema: null, name: 'height', type: 2, isReadable: true, value: null },
    ]);
  });

  test.each([
    ['one key more', { unit: 'U', of: 1 }],
    ['one key less', {}],
    ['another key', { of: 'U' }],
    ['another value', { unit: 'mm' }],
    ['a list', ['U']],
  ])('has changed a value that has %s than before', async (_what, unit) => {
    const changed = handlerOf((own) => own.map((attr) => ({ ...attr, value: ['40', unit] })));
    expect(await runOver(busOf(changed), [height()])).toEqual([{ ...height(), value: ['40', unit] }]);
  });

  test('may call what it adds like nothing else in JavaScript', async () => {
    const named = handlerOf((own) =>
      own.map((attr) => JSON.parse(`{"__proto__": 1, "name": "${attr.name}", "type": 2}`)),
    );
    const [attr = {}] = await runOver(busOf(named), [height()]);
    expect(Object.getPrototypeOf(attr)).toBe(Object.prototype);
    expect(Object.entries(attr)).toContainEqual(['__proto__', 1]);
  });
});

test('handlers that answer at once, later and for pages see what each one before returned', async () => {
  const mark = (own: AttrInfo[], text: string): AttrInfo[] =>
    own.map((attr) => ({ ...attr, marks: [attr['marks'] ?? '', text].join('') }));
  const [[, forOne], [, forPage]] = FORMS;
  const bus = busOf(
    forOne((own) => mark(own, 'a')),
    forOne(async (own) => mark(own, 'b')),
    forOne(() => undefined),
    forPage((own) => mark(own, 'c')),
    forOne(() => [{ name: 'of no type' }]),
    forOne((own) => mark(own, 'd')),
  );
  expect(await runOver(bus, [height(), width()])).toEqual([
    { ...height(), marks: 'abcd' },
    { ...width(), marks: 'abcd' },
  ]);
  expect(bus.statistics().map(({ failures }) => failures)).toEqual([0, 0, 0, 0, 1, 0]);
});
