/** A plugin that comes and goes while several servers are used by others. */
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { pluginPackage, pluginSource, writePackages } from '../plugins/test/write-packages.ts';
import type { GraphQLAnswer } from '../test/app.ts';
import { makeCluster } from './test/cluster.ts';
import { ADMIN_TOKEN, runOn, startServer, type ServerProcess } from './test/server-process.ts';

const MINUTE = 60_000;
const TOGGLES = 20;
const REQUESTS_PER_SECOND = 100;
/** So long after it was stored each server works by it. */
const LIMIT_MS = 2_000;

const folder = writePackages({
  toggled: pluginPackage(
    'toggled',
    pluginSource(
      'toggled',
      `typeDefs: 'extend type Query { toggled: Int } extend type Entry { toggledBy: String }',
       resolvers: { Query: { toggled: () => 1 }, Entry: { toggledBy: () => 'x' } },
       routes: [{ method: 'GET', path: 'test/', auth: 'public', handler: () => ({ ok: true }) }],
       hooks: [
         { hook: 'entry.get_attrs', handler: ({ attrinfo }) => attrinfo },
         { hook: 'entry.before_create', entity: 'Rack', handler: ({ data }) => data },
         { hook: 'entry.after_create', handler: () => {} },
       ],`,
    ),
  ),
});
const env = {
  ENABLED_PLUGINS: 'toggled',
  PAGODA_PLUGINS_DIR: path.join(folder, 'plugins'),
  PLUGINS_STRICT: '1',
  LOG_LEVEL: 'error',
};
const cluster = await makeCluster();
const servers: ServerProcess[] = [];
afterAll(() => Promise.all(servers.map((server) => server.kill())));

const CREATE = `mutation ($name: String!) {
  createEntry(input: { entityName: "Rack", name: $name, attrs: [{ attr: "note", value: "x" }] }) { entry { name } errors { message } }
}`;
const LIST = '{ entries(entityName: "Rack", first: 20) { nodes { id name attrs { name text } } } }';

interface Done {
  readonly ms: number;
  /** Null when all is well. */
  readonly fault: string | null;
}

/** Requests that use nothing of the plugin, as many each second, whether or not earlier ones are answered. */
function startRequests() {
  const done: Done[] = [];
  const created: string[] = [];
  const open = new Set<Promise<void>>();
  const begin = performance.now();
  let sent = 0;
  const send = async (count: number): Promise<void> => {
    const server = servers[count % servers.length];
    const sentAt = performance.now();
    const fault = await (server ? request(server, count, created) : Promise.resolve('no server')).catch(
      (error: Error) => `${error.message}: ${String(error.cause)}`,
    );
    done.push({ ms: performance.now() - sentAt, fault });
  };
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - begin) / 1000) * REQUESTS_PER_SECOND);
    for (; sent < due; sent += 1) {
      const one = send(sent).finally(() => open.delete(one));
      open.add(one);
    }
  }, 5);
  return {
    done,
    created,
    stop: async () => {
      clearInterval(timer);
      const seconds = (performance.now() - begin) / 1000;
      await Promise.all(open);
      return { seconds, sent };
    },
  };
}

async function request(server: ServerProcess, count: number, created: string[]): Promise<string | null> {
  if (count % 10 === 0) {
    const name = `made ${count}`;
    const answer = await server.ask(CREATE, { name });
    if (answer.data?.createEntry?.entry?.name === name) created.push(name);
    return faultOf(answer) ?? (answer.data.createEntry.entry ? null : JSON.stringify(answer));
  }
  if (count % 10 < 7) return faultOf(await server.ask(LIST));
  const address = `${server.url}/entity/api/v2/`;
  const { status } = await fetch(address, { headers: { authorization: `Token ${ADMIN_TOKEN}` } });
  return status === 200 ? null : `REST ${status}`;
}

function faultOf({ status, errors }: GraphQLAnswer): string | null {
  return status === 200 && !errors ? null : JSON.stringify({ status, errors });
}

/** Whether the server has everything of the plugin, or nothing of it. */
async function hasPlugin(server: ServerProcess): Promise<boolean> {
  const { data, errors } = await server.ask('{ toggled }');
  const isField = data?.toggled === 1;
  if (!isField && errors?.[0]?.extensions?.['code'] !== 'GRAPHQL_VALIDATION_FAILED') {
    throw new Error(`Neither there nor away: ${JSON.stringify({ data, errors })}`);
  }
  return isField;
}

/** Milliseconds until the server works by it. */
async function untilInForce(server: ServerProcess, isEnabled: boolean, since: number): Promise<number> {
  while ((await hasPlugin(server)) !== isEnabled) {
    if (performance.now() - since > 10 * LIMIT_MS) throw new Error(`${server.url} never heard of it`);
    await delay(20);
  }
  const ms = performance.now() - since;
  expect((await fetch(`${server.url}/api/v2/plugins/toggled/test/`)).status).toBe(isEnabled ? 200 : 404);
  return ms;
}

async function toggle(round: number, isEnabled: boolean): Promise<number> {
  const deed = isEnabled ? 'enable' : 'disable';
  if (round % 10 === 9) {
    const { code, stderr } = await runOn(cluster.url, ['plugins', deed, 'toggled'], env);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    return performance.now();
  }
  const since = performance.now();
  const server = servers[round % servers.length];
  const answer = await server?.ask(
    `mutation { ${deed}Plugin(input: { id: "toggled" }) { plugin { state } errors { message } } }`,
  );
  expect(answer?.data).toMatchObject({ [`${deed}Plugin`]: { errors: [] } });
  return since;
}

/** The names of the entries that a subscription of the core hears of, and what ended it. */
function hearNames({ url }: ServerProcess) {
  const names = new Set<string>();
  const ends: unknown[] = [];
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { token: ADMIN_TOKEN },
    retryAttempts: 0,
  });
  client.subscribe<{ entryChanged: { entry: { name: string } | null } }>(
    { query: 'subscription { entryChanged { entry { name } } }' },
    {
      next: ({ data, errors }) => {
        if (errors) ends.push(...errors);
        const name = data?.entryChanged.entry?.name;
        if (name !== undefined) names.add(name);
      },
      error: (error) => void ends.push(error),
      complete: () => void ends.push('complete'),
    },
  );
  const until = async (name: string): Promise<void> => {
    const begin = performance.now();
    while (!names.has(name)) {
      if (performance.now() - begin > MINUTE) throw new Error(`${url} never told of ${name}`);
      await delay(20);
    }
  };
  return { names, ends, until, close: () => client.dispose() };
}

test(
  'twenty toggles on three servers fail no request that uses nothing of the plugin, and are in force everywhere at once',
  async () => {
    servers.push(...(await Promise.all([1, 2, 3].map(() => startServer(cluster.url, env)))));
    const [first] = servers;
    await first?.prepare(
      'mutation { createEntity(input: { name: "Rack", attrs: [{ name: "note", type: STRING }] }) { entity { id } errors { message } } }',
    );
    const heard = servers.map(hearNames);
    for (let attempt = 0; heard.some(({ names }) => names.size === 0); attempt += 1) {
      await first?.prepare(CREATE, { name: `is anybody there ${attempt}` });
    }
    const requests = startRequests();
    await delay(500);
    const times: number[] = [];
    for (let round = 0; round < TOGGLES; round += 1) {
      const isEnabled = round % 2 === 1;
      const since = await toggle(round, isEnabled);
      times.push(...(await Promise.all(servers.map((server) => untilInForce(server, isEnabled, since)))));
    }
    const { seconds, sent } = await requests.stop();
    await first?.prepare(CREATE, { name: 'the last' });
    for (const { names, ends, until, close } of heard) {
      await until('the last');
      expect(requests.created.filter((name) => !names.has(name))).toEqual([]);
      expect(ends).toEqual([]);
      await close();
    }
    const sorted = requests.done.map(({ ms }) => ms).toSorted((left, right) => left - right);
    const at = (share: number): number => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
    // oxlint-disable-next-line no-console -- what a drill measures is read by people
    console.log(
      `${sent} requests in ${seconds.toFixed(1)} s (${(sent / seconds).toFixed(0)}/s), p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p100 ${at(1)} ms; ` +
        `${TOGGLES} toggles in force on ${servers.length} servers within ${Math.round(Math.max(...times))} ms at most`,
    );
    expect(requests.done.flatMap(({ fault }) => fault ?? [])).toEqual([]);
    expect(sent / seconds).toBeGreaterThan(REQUESTS_PER_SECOND * 0.95);
    expect(times).toHaveLength(TOGGLES * servers.length);
    expect(Math.max(...times)).toBeLessThan(LIMIT_MS);
    for (const server of servers) expect(await server.stop()).toMatchObject({ code: 0 });
  },
  4 * MINUTE,
);
