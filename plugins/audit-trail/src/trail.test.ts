import { afterEach, expect, test } from '@jest/globals';
import type { Models } from 'pagoda-plugin-sdk';
import { injectModels, makeHarness } from 'pagoda-plugin-sdk/testing';
import { cursorOf, parseCursor } from './cursor.ts';
import plugin from './plugin.ts';
import type { AuditRecord } from './record.ts';

const time = new Date('2026-03-01T12:00:00.123Z');
const recordOf = (id: number): AuditRecord => ({
  ...{ id, time, action: 'UPDATED', entityId: 5, entityName: 'Rack', entryId: id, name: `r${id}` },
  ...{ userId: 3, username: 'mori', note: '' },
});

/** A table with a thousand records, of which `findRecords` gives those behind the cursor. */
const ids = Array.from({ length: 1000 }, (_, index) => 1000 - index);
const sql = ({ params }: { readonly params: readonly unknown[] }) => {
  const [place, limit] = [params[7] ?? Infinity, Number(params[8])];
  return ids
    .filter((id) => id < Number(place))
    .slice(0, limit)
    .map(recordOf);
};

let withdraw = (): void => undefined;
afterEach(() => withdraw());

/** An actor who may read the entries with these ids alone. */
function readerOf(readable: (id: number) => boolean) {
  const asked: number[] = [];
  const models = {
    Entity: { objects: { filter: () => Promise.resolve([{ id: 5 }]) } },
    Entry: {
      objects: {
        filter: ({ id: { in: some } }: { id: { in: readonly number[] } }) => {
          asked.push(some.length);
          return Promise.resolve(some.filter(readable).map((id) => ({ id })));
        },
      },
    },
  };
  withdraw = injectModels(models as unknown as Partial<Models>);
  const harness = makeHarness(plugin, { sql, actor: { id: 3, username: 'mori', isSuperuser: false } });
  return { ...harness, asked };
}

interface Connection {
  readonly nodes: readonly AuditRecord[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const pageOf = ([connection]: readonly unknown[]) => connection as Connection;

test('superusers see every record, for one statement', async () => {
  const { resolve, statements } = makeHarness(plugin, { sql });
  const { nodes, pageInfo } = pageOf(await resolve('Query.auditTrail', [undefined], { first: 30 }));
  expect(nodes.map(({ id }) => id)).toEqual(ids.slice(0, 30));
  expect(pageInfo).toMatchObject({ hasNextPage: true, endCursor: cursorOf({ time, id: 971 }) });
  expect(statements).toHaveLength(1);
});

test('others see those of what they may read: sections are read until the page is full', async () => {
  const { resolve, asked } = readerOf((id) => id % 50 === 0);
  const { nodes, pageInfo } = pageOf(await resolve('Query.auditTrail', [undefined], { first: 5 }));
  expect(nodes.map(({ id }) => id)).toEqual([1000, 950, 900, 850, 800]);
  expect(pageInfo.hasNextPage).toBe(true);
  expect(asked).toEqual([100, 100, 100]);
});

test('who may see nothing reaches the end', async () => {
  const { resolve } = readerOf(() => false);
  const { nodes, pageInfo } = pageOf(await resolve('Query.auditTrail', [undefined], { first: 5 }));
  expect({ nodes, pageInfo }).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false, endCursor: null } });
});

test('the trails of many entries are one statement', async () => {
  const { resolve, statements } = makeHarness(plugin, { sql: () => [recordOf(7)] });
  const entries = [7, 8].map((id) => ({ id, name: `r${id}`, isActive: true, schema: { id: 5, name: 'Rack' } }));
  expect(await resolve('Entry.auditTrail', entries, { first: 10 })).toEqual([[recordOf(7)], []]);
  expect(statements).toHaveLength(1);
});

test('a cursor is a place in the list', () => {
  expect(parseCursor(cursorOf({ time, id: 12 }))).toEqual({ time, id: 12 });
  for (const text of ['', 'x', Buffer.from('2026-99-99T00:00:00Z 1').toString('base64url')])
    expect(() => parseCursor(text)).toThrow('after is no cursor of this list');
});
