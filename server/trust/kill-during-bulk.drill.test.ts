/** The server is killed while it creates 1,000 entries at once. */
import { beforeAll, expect, test } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { makeCluster } from './test/cluster.ts';
import { runOn, startServer } from './test/server-process.ts';

const MINUTE = 60_000;
const COUNT = 1_000;
const ATTRS = Array.from({ length: 10 }, (_, index) => `attr ${index}`);

const cluster = await makeCluster();

const CREATE_ENTITY = `mutation ($attrs: [CreateEntityAttrInput!]) {
  createEntity(input: { name: "Rack", attrs: $attrs }) { errors { message } }
}`;
const CREATE_ENTRIES = `mutation ($entries: [NewEntryInput!]!) {
  createEntries(input: { entityName: "Rack", entries: $entries }) { errors { message } }
}`;

function makeEntries(batch: string): object[] {
  return Array.from({ length: COUNT }, (_, index) => ({
    name: `${batch} ${index}`,
    attrs: ATTRS.map((attr) => ({ attr, value: `${attr} of ${batch} ${index}` })),
  }));
}

/** How many rows of the batch each table has. */
async function countKept(batch: string): Promise<object> {
  const [row] = await cluster.query(
    `select count(distinct e.id)::int as entries, count(v.id)::int as values
     from entry e left join attribute a on a.entry_id = e.id left join attribute_value v on v.attribute_id = a.id
     where e.name like $1 || ' %'`,
    [batch],
  );
  return row ?? {};
}

let took = 0;

beforeAll(async () => {
  const server = await startServer(cluster.url);
  const attrs = ATTRS.map((name) => ({ name, type: 'STRING' }));
  await server.prepare(CREATE_ENTITY, { attrs });
  // The first one also warms up; the second one tells how long it takes.
  for (const batch of ['warm', 'timed']) {
    const begin = performance.now();
    await server.prepare(CREATE_ENTRIES, { entries: makeEntries(batch) });
    took = performance.now() - begin;
  }
  await server.stop();
}, MINUTE);

const KILLS = [0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2];

test(
  'all of it is there or nothing, whenever that is, and the storage is true',
  async () => {
    const fates = new Map<string, number>();
    for (const [round, part] of KILLS.entries()) {
      const batch = `round${round}`;
      const server = await startServer(cluster.url);
      expect(await server.ask('{ entries(entityName: "Rack", first: 1) { totalCount } }')).toMatchObject({
        status: 200,
      });
      const answer = server.ask(CREATE_ENTRIES, { entries: makeEntries(batch) }).catch(() => null);
      await delay(part * took);
      await server.kill();
      const isTold = (await answer) !== null;
      await untilNobodyIsConnected();
      const kept = await countKept(batch);
      const whole = { entries: COUNT, values: COUNT * ATTRS.length };
      expect([{ entries: 0, values: 0 }, whole]).toContainEqual(kept);
      if (isTold) expect(kept).toEqual(whole);
      const fate = JSON.stringify(kept);
      fates.set(fate, (fates.get(fate) ?? 0) + 1);
    }
    expect(fates.get(JSON.stringify({ entries: 0, values: 0 }))).toBeGreaterThan(0);
    const { code, stdout } = await runOn(cluster.url, ['check', '--json']);
    expect({ code, report: JSON.parse(stdout) }).toMatchObject({ code: 0, report: { differences: [] } });
  },
  5 * MINUTE,
);

/** PostgreSQL sees that a client is gone when it next talks to it. */
async function untilNobodyIsConnected(): Promise<void> {
  const count = `select count(*)::int as count from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  for (;;) {
    const [row] = await cluster.query<{ count: number }>(count);
    if (row?.count === 0) return;
  }
}
