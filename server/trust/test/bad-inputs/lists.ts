import type { TrustWorld } from '../world.ts';
import { operation, show, type BadInput } from './bad-input.ts';

const LIST = `query ($filter: EntryFilter, $orderBy: [EntryOrder!], $first: Int, $after: String, $last: Int, $before: String) {
  entries(entityName: "Everything", filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    nodes { id } totalCount
  }
}`;
const ALL =
  'query ($filter: EntryFilter, $orderBy: [EntryOrder!]) { entries(filter: $filter, orderBy: $orderBy) { totalCount } }';
const ENTITIES = `query ($filter: EntityFilter, $after: String, $first: Int) {
  entities(filter: $filter, after: $after, first: $first) { totalCount nodes { id } }
}`;
const HISTORY = `query ($id: ID!, $attr: String, $after: String, $first: Int) {
  entry(id: $id) { history(attr: $attr, after: $after, first: $first) { nodes { id } } }
}`;

const BAD = 'BAD_USER_INPUT';

const cursor = (...values: unknown[]): string => Buffer.from(JSON.stringify(values)).toString('base64url');

const noCursors = [
  '',
  'x',
  '%',
  '__proto__',
  '\0',
  'a'.repeat(100_000),
  Buffer.from('{}').toString('base64url'),
  Buffer.from('[').toString('base64url'),
  cursor(),
  cursor('NAME,id'),
  cursor('NAME,id', 'a'),
  cursor('NAME,id', 'a', 1, 2),
  cursor('-NAME,-id', 'a', 1),
  cursor('id', 1),
  cursor('NAME,id', 5, 1),
  cursor('NAME,id', null, 1),
  cursor('NAME,id', 'a', null),
  cursor('NAME,id', 'a', '1'),
  cursor('NAME,id', 'a', 1.5),
  cursor('NAME,id', 'a', 2_147_483_648),
  cursor('NAME,id', 'a', -2_147_483_649),
  cursor('NAME,id', 'a\0', 1),
  cursor('NAME,id', '\ud800', 1),
  cursor('NAME,id', { toString: 'a' }, 1),
  cursor('NAME,id', "a'; drop table entry; --", "1'"),
];

const byTime = [
  'now',
  'infinity',
  '',
  '2026-03-01',
  '2026-02-30T00:00:00.000Z',
  '0000-01-01T00:00:00.000Z',
  '2026-03-01T99:00:00.000Z',
  '2026-03-01T00:00:00.000+09:00',
  '10000-01-01T00:00:00.000Z',
  5,
  true,
].map((time) => cursor('CREATED_TIME,id', time, 1));

const orders: readonly unknown[] = [
  {},
  { direction: 'DESC' },
  { field: 'NAME', attr: 'string' },
  { attr: 'nosuch' },
  { attr: '__proto__' },
  { attr: '' },
  { attr: 'array_string' },
  { attr: 'object' },
  { attr: "string' desc; drop table entry; --" },
  { field: 'name' },
  { field: 'e.name_key' },
  { field: 'NAME', direction: 'SIDEWAYS' },
];

const filters: readonly unknown[] = [
  { attrs: [{ attr: 'nosuch', eq: 1 }] },
  { attrs: [{ attr: '__proto__', eq: 1 }] },
  { attrs: [{ attr: "string' or true --", eq: 1 }] },
  { attrs: [{ attr: 'string' }] },
  { attrs: [{ attr: 'string', gt: 1 }] },
  { attrs: [{ attr: 'string', refersTo: '1' }] },
  { attrs: [{ attr: 'string', before: '2026-03-01' }] },
  { attrs: [{ attr: 'boolean', contains: 'tr' }] },
  { attrs: [{ attr: 'number', gt: '1' }] },
  { attrs: [{ attr: 'number', gt: null, lt: null }] },
  { attrs: [{ attr: 'date', before: 'tomorrow' }] },
  { attrs: [{ attr: 'date', after: '' }] },
  { attrs: [{ attr: 'datetime', before: '2026-02-30T00:00:00Z' }] },
  { attrs: [{ attr: 'object', refersTo: 'x' }] },
  { attrs: [{ attr: 'object', refersTo: '-1' }] },
  { attrs: [{ attr: 'object', refersTo: '2147483648' }] },
  { attrs: [{ attr: 'object', eq: true }] },
  { attrs: [{ attr: 'object', eq: {} }] },
  { attrs: [{ attr: 'object', eq: 1.5 }] },
  { attrs: [{ attr: 'object', eq: -1 }] },
  { attrs: [{ attr: 'group', eq: [1] }] },
  { attrs: [{ attr: 'string', in: Array(101).fill('a') }] },
  { attrs: [{ attr: 'string', in: ['a', 5] }] },
  { attrs: [{ attr: 'string', in: 'a', isEmpty: 'no' }] },
  { attrs: [{ attr: 'string', isEmpty: 1 }] },
  { attrs: Array.from({ length: 101 }, () => ({ attr: 'string', isEmpty: true })) },
  { attrs: 'string' },
  { name: 'a' },
  { name: { eq: 5 } },
  { name: { like: '%' } },
  { name: { in: Array(101).fill('a') } },
  { name: { eq: 'a\0' } },
  { name: { contains: '\0' } },
  { name: { startsWith: 'a\0' } },
  { name: { in: ['a', '\0'] } },
  { attrs: [{ attr: 'string', contains: 'a\0' }] },
  { attrs: [{ attr: 'string', startsWith: '\0' }] },
  { attrs: [{ attr: 'array_string', contains: '\0' }] },
  { attrs: [{ attr: 'object', eq: 'a\0' }] },
  { attrs: [{ attr: 'object', contains: 'a\0' }] },
  { attrs: [{ attr: 'group', eq: 'a\0' }] },
  { isActive: 'yes' },
  { and: [{ or: [{ not: { attrs: [{ attr: 'nosuch', eq: 1 }] } }] }] },
  { or: Array.from({ length: 101 }, () => ({ name: { eq: 'a' } })) },
  { not: [{}, {}] },
];

const pages: readonly object[] = [
  { first: -1 },
  { first: 101 },
  { first: 2_147_483_647 },
  { last: -1 },
  { last: 101 },
  { first: 1, last: 1 },
  { first: '1' },
  { first: 1.5 },
  { first: 2_147_483_648 },
  { first: true },
  { after: 5 },
  { after: ['x'] },
];

/** What lists refuse: filters, orders, pages and cursors. */
export function badLists({ everythingEntry }: TrustWorld): BadInput[] {
  const list = (variables: object): BadInput => operation(`entries ${show(variables)}`, BAD, LIST, variables);
  const nested = (levels: number, open: string, close: string): BadInput => ({
    title: `a filter ${levels} levels deep of ${open}`,
    code: levels > 100 ? 'LIMIT_EXCEEDED' : BAD,
    request: {
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json' },
      body: `{"query":${JSON.stringify(ALL)},"variables":{"filter":${open.repeat(levels)}{}${close.repeat(levels)}}}`,
    },
  });
  return [
    ...noCursors.flatMap((after) => [list({ after }), list({ before: after })]),
    ...byTime.map((after) => list({ after, orderBy: [{ field: 'CREATED_TIME' }] })),
    ...orders.map((order) => list({ orderBy: [order] })),
    list({ orderBy: Array.from({ length: 6 }, () => ({ field: 'NAME' })) }),
    ...filters.map((filter) => list({ filter })),
    ...pages.map((page) => list(page)),
    ...[150, 3_000, 20_000, 500_000].flatMap((levels) => [
      nested(levels, '{"not":', '}'),
      nested(levels, '{"and":[', ']}'),
    ]),
    operation('a filter by attribute without an entity', BAD, ALL, {
      filter: { attrs: [{ attr: 'string', eq: 'a' }] },
    }),
    operation('an order by attribute without an entity', BAD, ALL, { orderBy: [{ attr: 'string' }] }),
    operation('an entity by id and by name', BAD, '{ entries(entity: 1, entityName: "Everything") { totalCount } }'),
    operation('a cursor of entries for entities', BAD, ENTITIES, { after: cursor('NAME,id', 'a', 1) }),
    operation('101 entities', BAD, ENTITIES, { first: 101 }),
    operation('entities by 101 names', BAD, ENTITIES, { filter: { name: { in: Array(101).fill('a') } } }),
    operation('the history of no attribute', BAD, HISTORY, { id: everythingEntry, attr: 'nosuch' }),
    operation('101 versions', BAD, HISTORY, { id: everythingEntry, first: 101 }),
    operation('a cursor of entries for versions', BAD, HISTORY, {
      id: everythingEntry,
      after: cursor('NAME,id', 'a', 1),
    }),
    operation('a version beyond 53 bits', BAD, HISTORY, { id: everythingEntry, after: cursor('-version', 2 ** 53) }),
  ];
}
