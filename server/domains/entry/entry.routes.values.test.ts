import { beforeAll, describe, expect, test } from '@jest/globals';
import { definePlugin, getAttrsHook } from 'pagoda-plugin-sdk';
import { countStatements } from '../../test/statements.ts';
import { createEntity, type Entity } from '../entity/index.ts';
import { deleteEntry } from './index.ts';
import { attrId, entriesOf, entryOf, makeRestBench } from './test/rest-bench.ts';

const outdating = definePlugin({
  id: 'outdating',
  name: 'Outdating',
  version: '1.0.0',
  hooks: [
    getAttrsHook('entry', { entity: 'Choosy' }, ({ attrinfo }) => attrinfo.map((info) => ({ ...info, value: 'gone' }))),
  ],
});
const { context, idOf, make, makeGroup, makeRack, makeRole, send, valuesOf } = await makeRestBench([outdating]);

let rack: Entity;
let server: Entity;
let osaka = 0;
let group: { readonly id: number };
let role: { readonly id: number };

const CHOICES = [
  { value: '7c1f0a', label: 'prod' },
  { value: '7c1f0b', label: 'dev' },
];

beforeAll(async () => {
  rack = await makeRack();
  osaka = await make(rack, 'R-12', { site: 'Osaka' });
  const referral = [String(rack.id)];
  server = await createEntity(await context(), {
    name: 'Server',
    attrs: [
      { name: 'rack', type: 'OBJECT', referral, displayAttr: 'site' },
      { name: 'stage', type: 'SELECT', choices: CHOICES },
      { name: 'cores', type: 'NUMBER' },
      { name: 'note', type: 'STRING' },
      { name: 'text', type: 'TEXT' },
      { name: 'on', type: 'BOOLEAN' },
      { name: 'bought', type: 'DATE' },
      { name: 'checked', type: 'DATETIME' },
      { name: 'port', type: 'NAMED_OBJECT', referral, displayAttr: 'site' },
      { name: 'group', type: 'GROUP' },
      { name: 'role', type: 'ROLE' },
      { name: 'tags', type: 'ARRAY_STRING' },
      { name: 'sizes', type: 'ARRAY_NUMBER' },
      { name: 'racks', type: 'ARRAY_OBJECT', referral },
      { name: 'ports', type: 'ARRAY_NAMED_OBJECT', referral },
      { name: 'flags', type: 'ARRAY_NAMED_OBJECT_BOOLEAN', referral },
      { name: 'groups', type: 'ARRAY_GROUP' },
      { name: 'roles', type: 'ARRAY_ROLE' },
      { name: 'stages', type: 'MULTI_SELECT', choices: CHOICES },
    ],
  });
  group = await makeGroup({ name: 'movers' });
  role = await makeRole({ name: 'keepers' });
});

describe('values', () => {
  const shownRack = () => ({ id: osaka, name: 'R-12', schema: { id: rack.id, name: 'Rack' } });
  const choice = { value: '7c1f0a', label: 'prod' };

  test.each<[string, () => unknown, () => object, object]>([
    ['rack', () => osaka, () => ({ as_object: { ...shownRack(), display_label: 'Osaka' } }), { as_object: null }],
    ['stage', () => '7c1f0a', () => ({ as_select: choice }), { as_select: null }],
    ['cores', () => 16, () => ({ as_number: 16 }), { as_number: null }],
    ['note', () => 'x', () => ({ as_string: 'x' }), { as_string: '' }],
    ['text', () => 'a\nb', () => ({ as_string: 'a\nb' }), { as_string: '' }],
    ['on', () => true, () => ({ as_boolean: true }), { as_boolean: false }],
    ['bought', () => '2026-4-1', () => ({ as_string: '2026-04-01' }), { as_string: null }],
    ['checked', () => '2026-04-01T10:00', () => ({ as_string: '2026-04-01T01:00:00Z' }), { as_string: null }],
    [
      'port',
      () => ({ name: 'eth0', id: String(osaka) }),
      () => ({ as_named_object: { name: 'eth0', object: { ...shownRack(), display_label: 'Osaka' } } }),
      { as_named_object: { name: '', object: null } },
    ],
    ['group', () => group.id, () => ({ as_group: { id: group.id, name: 'movers' } }), { as_group: null }],
    ['role', () => role.id, () => ({ as_role: { id: role.id, name: 'keepers' } }), { as_role: null }],
    ['tags', () => ['a', '', 'b'], () => ({ as_array_string: ['a', 'b'] }), { as_array_string: [] }],
    ['sizes', () => [1.5, null, '2'], () => ({ as_array_number: [1.5, null, 2] }), { as_array_number: [] }],
    ['racks', () => [osaka, null], () => ({ as_array_object: [shownRack()] }), { as_array_object: [] }],
    [
      'ports',
      () => [
        { name: 'eth1', id: osaka },
        { name: 'spare', id: null },
      ],
      () => ({
        as_array_named_object: [
          { name: 'eth1', object: shownRack() },
          { name: 'spare', object: null },
        ],
      }),
      { as_array_named_object: [] },
    ],
    [
      'flags',
      () => [{ name: 'a', id: osaka, boolean: true }],
      () => ({ as_array_named_object: [{ name: 'a', object: shownRack(), boolean: true }] }),
      { as_array_named_object: [] },
    ],
    [
      'groups',
      () => [group.id],
      () => ({ as_array_group: [{ id: group.id, name: 'movers' }] }),
      { as_array_group: [] },
    ],
    ['roles', () => [role.id], () => ({ as_array_role: [{ id: role.id, name: 'keepers' }] }), { as_array_role: [] }],
    ['stages', () => ['7c1f0b', '7c1f0a'], () => ({ as_multi_select: CHOICES.toReversed() }), { as_multi_select: [] }],
  ])('%s goes in and comes out', async (name, given, shown, none) => {
    const label = `value of ${name}`;
    const attrs = [{ id: attrId(server, name), value: given() }];
    expect(await send('POST', entriesOf(server), { name: label, attrs })).toEqual({ status: 202, body: null });
    const id = await idOf(server, label);
    expect((await valuesOf(id))[name]).toEqual(shown());
    expect((await valuesOf(await make(server, `no ${name}`)))[name]).toEqual(none);
  });

  test('what was emptied is told apart from what never was', async () => {
    const names = ['bought', 'checked', 'group', 'role', 'rack'];
    const values = ['2026-04-01', '2026-04-01', group.id, role.id, osaka];
    const attrsWith = (value: (index: number) => unknown) =>
      names.map((name, index) => ({ id: attrId(server, name), value: value(index) }));
    const id = await make(server, 'emptied');
    expect(await send('PUT', entryOf(id), { attrs: attrsWith((index) => values[index]) })).toMatchObject({
      status: 202,
    });
    expect(await send('PUT', entryOf(id), { attrs: attrsWith(() => '') })).toMatchObject({ status: 202 });
    expect(await valuesOf(id)).toMatchObject({
      bought: { as_string: '' },
      checked: { as_string: '' },
      group: {},
      role: {},
      rack: { as_object: null },
    });
  });

  test('what refers to a deleted entry shows nothing, a choice that is gone has no label', async () => {
    const gone = await make(rack, 'gone');
    const id = await make(server, 'refers', {
      rack: gone,
      port: { name: 'p', id: gone },
      racks: [gone, osaka],
      ports: [{ name: 'p', id: gone }],
    });
    await deleteEntry(await context(), { id: String(gone) });
    expect(await valuesOf(id)).toMatchObject({
      rack: { as_object: null },
      port: { as_named_object: { name: 'p', object: null } },
      racks: { as_array_object: [shownRack()] },
      ports: { as_array_named_object: [] },
    });

    const stage = { name: 'stage', type: 'SELECT' as const, choices: CHOICES };
    const other = await createEntity(await context(), { name: 'Choosy', attrs: [stage] });
    const chosen = await make(other, 'chosen', { stage: '7c1f0b' });
    expect(await valuesOf(chosen)).toEqual({ stage: { as_select: { value: 'gone', label: '(deleted choice)' } } });
  });

  test.each<[string, object, unknown, string | null]>([
    ['a number', { name: 'code', type: 'NUMBER' }, 4, '4'],
    ['a boolean', { name: 'code', type: 'BOOLEAN' }, false, 'false'],
    ['a time', { name: 'code', type: 'DATETIME' }, '2026-04-01T00:00:00.5Z', '2026-04-01T00:00:00.500000Z'],
    ['nothing', { name: 'code', type: 'STRING' }, '', null],
    ['a list', { name: 'code', type: 'ARRAY_STRING' }, ['a'], null],
  ])('the label of an entry can be %s', async (what, attr, value, label) => {
    const labelled = await createEntity(await context(), { name: `Labelled by ${what}`, attrs: [attr] });
    const target = await make(labelled, 'target', { code: value });
    const pointer = { name: 'to', type: 'ARRAY_OBJECT' as const, referral: [String(labelled.id)], displayAttr: 'CODE' };
    const pointing = await createEntity(await context(), { name: `Pointing by ${what}`, attrs: [pointer] });
    const { to } = await valuesOf(await make(pointing, 'pointer', { to: [target] }));
    const shown = { id: target, name: 'target', schema: { id: labelled.id, name: labelled.name } };
    expect(to).toEqual({ as_array_object: [label === null ? shown : { ...shown, display_label: label }] });
  });

  test('the label of an entry can be the name of another', async () => {
    const to = (name: string, entity: Entity) => [
      { name, type: 'OBJECT' as const, referral: [String(entity.id)], displayAttr: 'in' },
    ];
    const shelf = await createEntity(await context(), { name: 'Shelf', attrs: to('in', rack) });
    const book = await createEntity(await context(), { name: 'Book', attrs: to('on', shelf) });
    const id = await make(book, 'b', { on: await make(shelf, 's', { in: osaka }) });
    expect(await valuesOf(id)).toMatchObject({ on: { as_object: { name: 's', display_label: 'R-12' } } });
  });
});

test('an entry costs the same however much it refers to', async () => {
  const racks: number[] = [];
  for (let index = 0; index < 20; index++) racks.push(await make(rack, `many ${index}`, { site: 'x' }));
  const cost = async (name: string, length: number) => {
    const id = await make(server, name, { racks: racks.slice(0, length), rack: racks[0], group: group.id });
    return countStatements(() => send('GET', entryOf(id)));
  };
  expect(await cost('few', 1)).toBe(await cost('lots', 20));
});
