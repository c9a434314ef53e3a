/** What must be refused: each input gets a clear error, nothing is written, and none of them is a fault of the server. */
import { describe, expect, test } from '@jest/globals';
import { KNOWN_CODES, listBadInputs, readRefusal, send, type BadInput, type Refusal } from './test/bad-inputs/index.ts';
import { makeTrustWorld } from './test/world.ts';

const world = await makeTrustWorld();
const groups = Object.entries(listBadInputs(world));
const before = await countRows();

/** The number of rows of every table. */
async function countRows(): Promise<ReadonlyMap<string, string>> {
  const tables = await world.query<{ name: string; rows: string }>(`
    select t.table_schema || '.' || t.table_name as name,
      (xpath('//n/text()', query_to_xml(format('select count(*) as n from %I.%I', t.table_schema, t.table_name), false, true, '')))[1]::text as rows
    from information_schema.tables t
    where t.table_type = 'BASE TABLE' and t.table_schema not in ('pg_catalog', 'information_schema')`);
  return new Map(tables.map(({ name, rows }) => [name, rows]));
}

async function refusalOf({ request }: BadInput): Promise<Refusal> {
  const { status, body } = await send(world.url, request, world.token);
  return 'raw' in request ? { status, codes: [String(status)], messages: [] } : readRefusal(status, body);
}

describe.each(groups)('%s', (_, inputs) => {
  test.each(inputs.map((input, index) => ({ ...input, index })))('$index $title', async (input) => {
    const { status, codes, messages } = await refusalOf(input);
    expect(codes).toContain(input.code);
    expect(status).toBeLessThan(500);
    if (!('raw' in input.request) && messages.length > 0) {
      expect(codes.filter((code) => !KNOWN_CODES.has(code))).toEqual([]);
      for (const message of messages) expect(message).toMatch(/\S{3,}/);
    }
  });
});

test('none of them has written anything', async () => {
  expect(before.size).toBeGreaterThan(10);
  expect(await countRows()).toEqual(before);
});

test('there are more than 300 different ones', () => {
  const requests = groups.flatMap(([, inputs]) => inputs.map(({ request }) => JSON.stringify(request)));
  expect(new Set(requests).size).toBe(requests.length);
  expect(requests.length).toBeGreaterThan(300);
});
