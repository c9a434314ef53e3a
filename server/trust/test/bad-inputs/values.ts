import type { TrustWorld } from '../world.ts';
import { operation, show, type BadInput } from './bad-input.ts';

const CREATE = `mutation ($name: String!, $attrs: [AttrInput!]) {
  createEntry(input: { entityName: "Everything", name: $name, attrs: $attrs }) { entry { id } errors { code message path } }
}`;
const UPDATE = `mutation ($id: ID!, $attrs: [AttrInput!]) {
  updateEntry(input: { id: $id, attrs: $attrs }) { entry { id } errors { code message path } }
}`;
const FILTER =
  'query ($attrs: [AttrFilter!]) { entries(entityName: "Everything", filter: { attrs: $attrs }) { totalCount } }';

const LONG = 'a'.repeat(65_537);
const MANY = Array<null>(10_001).fill(null);
const LARGEST = 2_147_483_647;

/** By the name of the attribute, which is the name of its type. */
const invalid: Readonly<Record<string, readonly unknown[]>> = {
  string: [null, 5, true, [], {}, 'a\0b', '\ud800'],
  text: [null, 5, false, ['a'], { text: 'a' }, '\0', 'a\udc00'],
  boolean: [null, 0, 1, '', 'true', 'yes', [], {}],
  number: [true, [], {}, 'abc', '1,5', '0x10', 'NaN', 'Infinity', '1e999', '٣'],
  date: [0, true, [], {}, 'today', '2026-02-30', '2026-13-01', '0000-01-01', '10000-01-01', '2026-03-01T00:00:00Z'],
  datetime: [0, true, [], {}, 'now', '2026-02-30T00:00:00Z', '2026-03-01T24:00:00Z', '2026-03-01T09:04:60Z'],
  select: [0, true, ['a'], {}, 'A', 'Apple', '\0', '__proto__'],
  object: [-1, 1.5, true, [], {}, 'abc', '1e3', LARGEST + 1, '9'.repeat(400), "1' or '1'='1"],
  group: [-1, 1.5, true, [], {}, 'ops', LARGEST + 1],
  role: [-1, 1.5, true, [], {}, 'lead', LARGEST + 1],
  named_object: [
    'a',
    5,
    [1],
    { name: 'a' },
    { id: 1 },
    { name: 5, id: null },
    { name: 'a\0', id: null },
    { name: 'a', id: {} },
  ],
  array_string: [null, 'a', {}, [5], [null], [['a']], ['a\0']],
  array_number: [null, 5, {}, ['x'], [true], [[1]], [{}]],
  array_object: [null, 5, {}, ['x'], [-1], [[1]], [1.5]],
  array_group: [null, 5, {}, ['x'], [-1], [true]],
  array_role: [null, 5, {}, ['x'], [-1], [true]],
  array_named_object: [null, 'a', {}, ['a'], [{ name: 'a' }], [{ name: 'a', id: 'x' }], [{ name: null, id: null }]],
  array_named_object_boolean: [null, {}, ['a'], [{ name: 'a', id: null, boolean: 'yes' }], [{ boolean: true }]],
  multi_select: [null, 'a', {}, ['c'], [1], [['a']], ['A']],
};

const tooLong: Readonly<Record<string, unknown>> = {
  string: LONG,
  text: '😀'.repeat(16_385),
  named_object: { name: LONG, id: null },
  array_string: [LONG],
};

const lists = Object.keys(invalid).filter((attr) => attr.startsWith('array_') || attr === 'multi_select');

/** References to what is not there, or is something else. */
function missing(world: TrustWorld): [attr: string, value: unknown][] {
  const ids = [LARGEST, world.deletedEntry, world.targetEntity, world.attrs.get('string')];
  return [
    ...ids.map((id): [string, unknown] => ['object', id]),
    ...ids.map((id): [string, unknown] => ['named_object', { name: 'a', id }]),
    ['array_object', [world.targetEntry, LARGEST]],
    ['array_named_object', [{ name: 'a', id: world.deletedEntry }]],
    ['array_named_object_boolean', [{ name: 'a', id: world.deletedEntry, boolean: true }]],
    ['group', LARGEST],
    ['group', world.targetEntry],
    ['role', LARGEST],
    ['array_group', [world.group, LARGEST]],
    ['array_role', [LARGEST]],
  ];
}

/** What filters compare with must fit the type as what is stored must. Null asks for what is empty. */
function isNoOperand(attr: string, value: unknown): boolean {
  const isReference = /object|group|role/.test(attr);
  return value === null || value === '' || isReference || (lists.includes(attr) && !Array.isArray(value));
}

/** Values that their attribute does not take, through every door that takes values. */
export function badValues(world: TrustWorld): BadInput[] {
  const all = [
    ...Object.entries(invalid).flatMap(([attr, values]) => values.map((value) => ({ attr, value, code: 'INVALID' }))),
    ...Object.entries(tooLong).map(([attr, value]) => ({ attr, value, code: 'TOO_LONG' })),
    ...lists.map((attr) => ({ attr, value: MANY, code: 'TOO_MANY' })),
    ...missing(world).map(([attr, value]) => ({ attr, value, code: 'NOT_FOUND' })),
  ];
  const compared = all.filter(({ attr, value, code }) => code !== 'NOT_FOUND' && !isNoOperand(attr, value));
  return [
    ...all.map(({ attr, value, code }) =>
      operation(`create: ${attr} = ${show(value)}`, code, CREATE, { name: 'bad', attrs: [{ attr, value }] }),
    ),
    ...all.map(({ attr, value, code }) =>
      operation(`update: ${attr} = ${show(value)}`, code, UPDATE, {
        id: world.everythingEntry,
        attrs: [{ attr, value }],
      }),
    ),
    ...compared.map(({ attr, value }) =>
      operation(`filter: ${attr} = ${show(value)}`, 'BAD_USER_INPUT', FILTER, { attrs: [{ attr, eq: value }] }),
    ),
    ...badAttributes(world),
  ];
}

function badAttributes(world: TrustWorld): BadInput[] {
  const names = [
    '',
    ' ',
    'nosuch',
    '__proto__',
    'constructor',
    'string\0',
    `${world.attrs.get('string')}.0`,
    '-1',
    '1e3',
  ];
  const twice = [
    { attr: 'string', value: 'a' },
    { attr: String(world.attrs.get('string')), value: 'b' },
  ];
  return [
    ...names.map((attr) =>
      operation(`an attribute called ${show(attr)}`, 'NOT_FOUND', CREATE, {
        name: 'bad',
        attrs: [{ attr, value: 'a' }],
      }),
    ),
    operation('an attribute by its name and by its id', 'DUPLICATE', CREATE, { name: 'bad', attrs: twice }),
    operation('an attribute that is null', 'BAD_USER_INPUT', CREATE, { name: 'bad', attrs: [{ attr: null }] }),
    operation('an attribute that is a list', 'BAD_USER_INPUT', CREATE, { name: 'bad', attrs: [{ attr: ['string'] }] }),
    operation('attributes that are a map', 'BAD_USER_INPUT', CREATE, { name: 'bad', attrs: { string: 'a' } }),
    operation(
      'a mandatory attribute that is missing',
      'REQUIRED',
      'mutation { createEntry(input: { entityName: "Strict", name: "a" }) { errors { code message } } }',
    ),
    operation(
      'a mandatory attribute that is empty',
      'REQUIRED',
      'mutation { createEntry(input: { entityName: "Strict", name: "a", attrs: [{ attr: "must", value: "" }] }) { errors { code message } } }',
    ),
  ];
}
