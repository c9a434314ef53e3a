/** PostgreSQL goes away under load and comes back: what clients see meanwhile, and that all is well again by itself. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeCluster } from './test/cluster.ts';
import { subscribeToEntries, untilHeard, type EntryEvents } from './test/entry-events.ts';
import { startLoad, type Load } from './test/load.ts';
import { readLog, startServer, type ServerProcess } from './test/server-process.ts';

const MINUTE = 60_000;
const RECOVERY_MS = 10_000;

const cluster = await makeCluster();
let server: ServerProcess;
let events: EntryEvents;

const PAGE = '{ entries(entityName: "Rack", first: 20) { totalCount nodes { name attrs { name text } } } }';
const CREATE = `mutation ($name: String!, $value: JSON) {
  createEntry(input: { entityName: "Rack", name: $name, attrs: [{ attr: "note", value: $value }] }) { entry { name } errors { code message } }
}`;
const create = (name: string) => server.ask(CREATE, { name, value: `note of ${name}` });

beforeAll(async () => {
  server = await startServer(cluster.url, { LOG_LEVEL: 'info' });
  await server.prepare(
    'mutation { createEntity(input: { name: "Rack", attrs: [{ name: "note", type: STRING }] }) { errors { message } } }',
  );
  events = subscribeToEntries(server);
  await untilHeard(events, (attempt) => create(`first ${attempt}`));
}, MINUTE);
afterAll(() => server.kill());

let loads = 0;

/** Three clients that read and three that write. */
function startClients(): Load {
  const number = (loads += 1);
  const reader = () => server.ask(PAGE);
  const writer = (client: number) => (count: number) => create(`load ${number} ${client} ${count}`);
  return startLoad([reader, reader, reader, writer(1), writer(2), writer(3)]);
}

async function readiness(): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`${server.url}/readyz`);
  return { status: response.status, body: await response.json() };
}

/** Everything of a load was either done or told to be tried again. */
function expectOnlyRetryableErrors(load: Load): void {
  const results = new Set(load.outcomes.map(({ result }) => result));
  expect([...results].sort()).toEqual(['UNAVAILABLE', 'ok']);
  for (const { result, answer } of load.outcomes) {
    if (result === 'ok') expect(answer?.data.createEntry?.errors ?? []).toEqual([]);
    else expect(answer?.errors?.[0]?.extensions).toEqual({ code: 'UNAVAILABLE', retryable: true });
  }
}

/** What was answered with success is there. */
async function expectNothingLost(load: Load): Promise<void> {
  const told = load.outcomes.flatMap(({ answer }) => answer?.data?.createEntry?.entry?.name ?? []);
  expect(told.length).toBeGreaterThan(0);
  const kept = await cluster.query<{ name: string }>('select name from entry where name = any($1)', [told]);
  expect(kept.length).toBe(told.length);
}

/** Within its time a client reads and writes again, the server is ready, and subscribers hear of new changes. */
async function expectRecovery(load: Load, name: string): Promise<void> {
  const begin = performance.now();
  await load.until('ok');
  await events.until('RESYNC');
  expect(await create(name)).toMatchObject({ data: { createEntry: { entry: { name }, errors: [] } } });
  await events.until('CREATED', name);
  expect(await readiness()).toEqual({ status: 200, body: { status: 'ok' } });
  expect(performance.now() - begin).toBeLessThan(RECOVERY_MS);
}

describe('under load', () => {
  test(
    'PostgreSQL is stopped for a while: clients are told to try again, and all is well soon after its return',
    async () => {
      const load = startClients();
      await load.until('ok');
      await cluster.stop();
      await load.until('UNAVAILABLE');
      expect(await readiness()).toMatchObject({ status: 503, body: { status: 'unavailable' } });
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
      await load.until('UNAVAILABLE');
      await cluster.start();
      await expectRecovery(load, 'after the restart');
      await load.stop();
      expectOnlyRetryableErrors(load);
      await expectNothingLost(load);
    },
    2 * MINUTE,
  );

  test(
    'every connection is terminated, several times: clients are told to try again, and all is well soon after',
    async () => {
      const load = startClients();
      for (let round = 0; round < 5; round += 1) {
        await load.until('ok');
        expect(await cluster.terminateConnections()).toBeGreaterThan(1);
        await expectRecovery(load, `after termination ${round}`);
      }
      await load.stop();
      expectOnlyRetryableErrors(load);
      await expectNothingLost(load);
    },
    2 * MINUTE,
  );

  test(
    'the process has never ended, nothing was unhandled, and it stops in order',
    async () => {
      expect(events.errors.filter((error) => !JSON.stringify(error).includes('UNAVAILABLE'))).toEqual([]);
      await events.close();
      const { code, stderr } = await server.stop();
      expect(code).toBe(0);
      const log = readLog(stderr);
      expect(log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
      expect(log.some(({ msg }) => String(msg).includes('is back'))).toBe(true);
    },
    MINUTE,
  );
});
