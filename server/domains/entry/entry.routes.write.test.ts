import { beforeAll, describe, expect, test } from '@jest/globals';
import { makeRestrict } from '../../test/restrict.ts';
import { createEntity, type Entity } from '../entity/index.ts';
import { attrId, entriesOf, entryOf, makeRestBench } from './test/rest-bench.ts';

const bench = await makeRestBench();
const { context, idOf, make, makeRack, makeUser, send, valuesOf } = bench;
const restrict = makeRestrict(bench);
const mori = await makeUser({ username: 'mori' });
const reader = await makeUser({ username: 'reader', isReadonly: true });

let rack: Entity;
beforeAll(async () => {
  rack = await makeRack();
});

describe('what is wrong with a body', () => {
  let strict: Entity;
  let id = 0;
  beforeAll(async () => {
    strict = await createEntity(await context(), {
      name: 'Strict',
      itemNamePattern: '^s',
      attrs: [
        { name: 'must', type: 'STRING', isMandatory: true },
        { name: 'cores', type: 'NUMBER' },
        { name: 'rack', type: 'OBJECT', referral: [String(rack.id)] },
      ],
    });
    id = await make(strict, 's 1', { must: 'x' });
  });
  const must = () => ({ id: attrId(strict, 'must'), value: 'x' });
  const cores = (value: unknown) => [must(), { id: attrId(strict, 'cores'), value }];

  test.each<[string, () => unknown, object]>([
    ['a list', () => [], { non_field_errors: ['AE-121000'] }],
    ['no name', () => ({ attrs: [must()] }), { name: ['AE-113000'] }],
    ['a name that is null', () => ({ name: null, attrs: [must()] }), { name: ['AE-999999'] }],
    ['a blank name', () => ({ name: ' ', attrs: [must()] }), { name: ['AE-999999'] }],
    ['a list as name', () => ({ name: ['s'], attrs: [must()] }), { name: ['AE-121000'] }],
    ['a long name', () => ({ name: 's'.repeat(201), attrs: [must()] }), { name: ['AE-122000'] }],
    ['a name that is taken', () => ({ name: 'S 1'.toLowerCase(), attrs: [must()] }), { name: ['AE-220000'] }],
    ['a name with a tab', () => ({ name: 's\t2', attrs: [must()] }), { name: ['AE-250000'] }],
    ['a name without the pattern', () => ({ name: 'x', attrs: [must()] }), { name: ['AE-250000'] }],
    ['attributes that are no list', () => ({ name: 's 2', attrs: 'x' }), { attrs: ['AE-121000'] }],
    ['attributes that are null', () => ({ name: 's 2', attrs: null }), { attrs: ['AE-999999'] }],
    [
      'elements that are wrong',
      () => ({ name: 's 2', attrs: [must(), 7, { value: 1 }, { id: 'x' }, { id: 1 }] }),
      {
        attrs: {
          1: { non_field_errors: ['AE-121000'] },
          2: { id: ['AE-113000'] },
          3: { value: ['AE-113000'], id: ['AE-121000'] },
          4: { value: ['AE-113000'] },
        },
      },
    ],
    ['an id that is none', () => ({ name: 's 2', attrs: [{ id: 0, value: 1 }] }), { non_field_errors: ['AE-121000'] }],
    ['no mandatory value', () => ({ name: 's 2' }), { non_field_errors: ['AE-113000'] }],
    [
      'an empty mandatory value',
      () => ({ name: 's 2', attrs: [{ ...must(), value: '' }] }),
      { non_field_errors: ['AE-121000'] },
    ],
    [
      'an attribute of another entity',
      () => ({ name: 's 2', attrs: [must(), { id: attrId(rack, 'site'), value: 'x' }] }),
      { non_field_errors: ['AE-230000'] },
    ],
    ['a bad value', () => ({ name: 's 2', attrs: cores('many') }), { non_field_errors: ['AE-121000'] }],
    [
      'a value that is too large',
      () => ({ name: 's 2', attrs: [{ ...must(), value: 'x'.repeat(65_537) }] }),
      { non_field_errors: ['AE-122000'] },
    ],
    [
      'a reference to nothing',
      () => ({ name: 's 2', attrs: [must(), { id: attrId(strict, 'rack'), value: 999_999 }] }),
      { non_field_errors: ['AE-121000'] },
    ],
  ])('%s', async (_what, body, codes) => {
    const answer = await send('POST', entriesOf(strict), body());
    expect([answer.status, codesIn(answer.body)]).toEqual([400, codes]);
    expect((await send('GET', entriesOf(strict))).body.count).toBe(1);
  });

  test('an update says the same, and needs nothing', async () => {
    expect(await send('PUT', entryOf(id), {})).toEqual({ status: 202, body: null });
    const bad = await send('PUT', entryOf(id), { name: '', attrs: cores('many') });
    expect([bad.status, codesIn(bad.body)]).toEqual([400, { name: ['AE-999999'] }]);
    const empty = await send('PUT', entryOf(id), { attrs: [{ ...must(), value: '' }] });
    expect([empty.status, codesIn(empty.body)]).toEqual([400, { non_field_errors: ['AE-121000'] }]);
  });

  test('the first of two values for one attribute counts; ids and names may come in the other form', async () => {
    const attrs = [
      { id: `${attrId(strict, 'must')}.0`, value: 'first' },
      { ...must(), value: 'second' },
    ];
    expect(await send('PUT', entryOf(id), { attrs, name: 's 9', delay_trigger: true })).toMatchObject({ status: 202 });
    expect(await valuesOf(id)).toMatchObject({ must: { as_string: 'first' } });
    const free = await createEntity(await context(), { name: 'Free' });
    expect(await send('POST', entriesOf(free), { name: 17 })).toMatchObject({ status: 202 });
    expect(await idOf(free, '17')).toEqual(expect.any(Number));
  });

  function codesIn(body: unknown): unknown {
    if (Array.isArray(body)) return body.map(({ code }: { code: string }) => code);
    return Object.fromEntries(Object.entries(body as object).map(([key, part]) => [key, codesIn(part)]));
  }
});

describe('who may write', () => {
  let guarded: Entity;
  let id = 0;
  beforeAll(async () => {
    guarded = await createEntity(await context(), {
      name: 'Guarded',
      attrs: [
        { name: 'open', type: 'STRING' },
        { name: 'shut', type: 'STRING' },
      ],
    });
    id = await make(guarded, 'g', { open: 'a', shut: 'a' });
    await restrict('ENTITY_ATTR', attrId(guarded, 'shut'), 'READABLE');
  });
  const both = (value: string) => ['open', 'shut'].map((name) => ({ id: attrId(guarded, name), value }));

  test('values that the caller may not write are passed over', async () => {
    expect(await send('PUT', entryOf(id), { attrs: both('b') }, mori.token)).toEqual({ status: 202, body: null });
    expect(await valuesOf(id)).toEqual({ open: { as_string: 'b' }, shut: { as_string: 'a' } });
    expect(await send('POST', entriesOf(guarded), { name: 'h', attrs: both('c') }, mori.token)).toMatchObject({
      status: 202,
    });
    expect(await valuesOf(await idOf(guarded, 'h'))).toEqual({ open: { as_string: 'c' }, shut: { as_string: '' } });
  });

  test('nobody creates what lacks a mandatory value that he may not give', async () => {
    const lacking = await createEntity(await context(), {
      name: 'Lacking',
      attrs: [{ name: 'must', type: 'STRING', isMandatory: true }],
    });
    await restrict('ENTITY_ATTR', attrId(lacking, 'must'), 'READABLE');
    const attrs = [{ id: attrId(lacking, 'must'), value: 'x' }];
    expect(await send('POST', entriesOf(lacking), { name: 'l', attrs }, mori.token)).toMatchObject({
      status: 403,
      body: { code: 'AE-210000', message: expect.stringContaining(String(attrId(lacking, 'must'))) },
    });
  });

  test('403 where it may be seen and not changed, 404 where it may not be seen', async () => {
    const refused = { status: 403, body: { code: 'AE-210000' } };
    const key = reader.token;
    expect(await send('POST', entriesOf(guarded), { name: 'r' }, key)).toMatchObject(refused);
    expect(await send('PUT', entryOf(id), { name: 'r' }, key)).toMatchObject(refused);
    expect(await send('DELETE', entryOf(id), undefined, key)).toMatchObject(refused);
    await restrict('ENTRY', id, 'READABLE');
    expect(await send('PUT', entryOf(id), { name: 'r' }, mori.token)).toMatchObject(refused);
    expect(await send('DELETE', entryOf(id), undefined, mori.token)).toMatchObject(refused);
    await restrict('ENTRY', id, 'NOTHING');
    const unseen = { status: 404, body: { message: 'No Entry matches the given query.', code: 'AE-230000' } };
    expect(await send('PUT', entryOf(id), { name: 'r' }, mori.token)).toEqual(unseen);
    expect(await send('DELETE', entryOf(id), undefined, mori.token)).toEqual(unseen);
    await restrict('ENTITY', guarded.id, 'READABLE');
    expect(await send('POST', entriesOf(guarded), { name: 'r' }, mori.token)).toMatchObject(refused);
  });
});
