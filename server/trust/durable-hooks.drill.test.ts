/** Processes are killed between the commit of a change and the end of the durable hooks that are told of it. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { pluginPackage, writePackages } from '../plugins/test/write-packages.ts';
import { makeCluster } from './test/cluster.ts';
import { startServer, startWorker, type ServerProcess } from './test/server-process.ts';

const MINUTE = 60_000;

/** Notes each call when it begins and when it ends; while there is a file `hang`, none ends. */
const SOURCE = `
import { appendFileSync, existsSync } from 'node:fs';
import { definePlugin, entityHook, entryHook } from 'pagoda-plugin-sdk';
const folder = process.env.DRILL_FOLDER;
const note = (text) => appendFileSync(folder + '/notes', text + '\\n');
const handler = (hook) => async (_payload, ctx) => {
  note('begins ' + hook + ' ' + ctx.changeId);
  while (existsSync(folder + '/hang')) await new Promise((resolve) => setTimeout(resolve, 20));
  note('ends ' + hook + ' ' + ctx.changeId);
};
const entry = ['after_create', 'after_update', 'after_delete', 'after_restore'];
const entity = ['after_create', 'after_update', 'after_delete'];
export default definePlugin({
  id: 'drill', name: 'Drill', version: '1.0.0',
  hooks: [
    ...entry.map((kind) => entryHook(kind, { durable: true }, handler('entry.' + kind))),
    ...entity.map((kind) => entityHook(kind, { durable: true }, handler('entity.' + kind))),
    entryHook('after_create', () => note('in the process')),
  ],
});`;

const folder = writePackages({ drill: pluginPackage('drill', SOURCE) });
const cluster = await makeCluster();
const env = { ENABLED_PLUGINS: 'drill', PAGODA_PLUGINS_DIR: path.join(folder, 'plugins'), DRILL_FOLDER: folder };
const HANG = path.join(folder, 'hang');
const NOTES = path.join(folder, 'notes');

const notes = (): readonly string[] => (existsSync(NOTES) ? readFileSync(NOTES, 'utf8').split('\n').slice(0, -1) : []);

async function untilNoted(text: string): Promise<string> {
  for (;;) {
    const found = notes().find((note) => note.startsWith(text));
    if (found !== undefined) return found;
    await delay(10);
  }
}

interface Drill {
  readonly hook: string;
  readonly before: readonly string[];
  readonly change: string;
}

const CREATE =
  'mutation { createEntry(input: { entityName: "Rack", name: "NAME" }) { entry { id } errors { message } } }';
const byId = (field: string, type: string, more = '') =>
  `mutation ($id: ID!) { ${field}(input: { id: $id ${more} }) { ${type} { id } errors { message } } }`;
const CREATE_ENTITY = 'mutation { createEntity(input: { name: "NAME" }) { entity { id } errors { message } } }';
const DELETE = byId('deleteEntry', 'entry');
const DRILLS: readonly Drill[] = [
  { hook: 'entry.after_create', before: [], change: CREATE },
  { hook: 'entry.after_update', before: [CREATE], change: byId('updateEntry', 'entry', 'name: "NAME again"') },
  { hook: 'entry.after_delete', before: [CREATE], change: DELETE },
  { hook: 'entry.after_restore', before: [CREATE, DELETE], change: byId('restoreEntry', 'entry') },
  { hook: 'entity.after_create', before: [], change: CREATE_ENTITY },
  { hook: 'entity.after_update', before: [CREATE_ENTITY], change: byId('updateEntity', 'entity', 'note: "NAME"') },
  { hook: 'entity.after_delete', before: [CREATE_ENTITY], change: byId('deleteEntity', 'entity') },
];

/** One after the other, each with the id that the first one gave. */
async function carryOut(server: ServerProcess, operations: readonly string[], name: string): Promise<void> {
  let id: string | null = null;
  for (const operation of operations) {
    const { data, errors } = await server.ask(operation.replaceAll('NAME', name), id === null ? {} : { id });
    const [payload] = Object.values<Record<string, { id: string } | null>>(data ?? {});
    if (errors || !payload) throw new Error(JSON.stringify(errors ?? data));
    id ??= (payload['entry'] ?? payload['entity'])?.id ?? null;
  }
}

async function untilQueueIsEmpty(): Promise<void> {
  for (;;) {
    const [row] = await cluster.query<{ count: number }>('select count(*)::int as count from graphile_worker.jobs');
    if (row?.count === 0) return;
    await delay(10);
  }
}

beforeAll(async () => {
  const server = await startServer(cluster.url, env);
  await server.prepare('mutation { createEntity(input: { name: "Rack" }) { errors { message } } }');
  await untilQueueIsEmpty();
  await server.stop();
}, MINUTE);

describe.each(DRILLS)('$hook', ({ hook, before, change }) => {
  test(
    'is told by another process when the server is killed before it began',
    async () => {
      const server = await startServer(cluster.url, env, ['--no-worker']);
      await carryOut(server, [...before, change], `${hook} waits`);
      await server.kill();
      rmSync(NOTES, { force: true });
      const worker = await startWorker(cluster.url, env);
      const told = await untilNoted(`ends ${hook} `);
      await untilQueueIsEmpty();
      expect(notes().filter((note) => note === told)).toHaveLength(1);
      worker.child.kill('SIGTERM');
      expect(await worker.ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/\nStopped\.\n$/) });
    },
    MINUTE,
  );

  test(
    'is told again when the server is killed while it runs',
    async () => {
      const server = await startServer(cluster.url, env);
      await carryOut(server, before, `${hook} hangs`);
      await untilQueueIsEmpty();
      rmSync(NOTES, { force: true });
      writeFileSync(HANG, '');
      const [id] = await cluster.query<{ id: number }>(
        `select max(id) as id from ${hook.startsWith('entry') ? 'entry' : 'entity'}`,
      );
      const { errors } = await server.ask(change.replaceAll('NAME', `${hook} hangs`), { id: String(id?.id) });
      expect(errors).toBeUndefined();
      const begun = await untilNoted(`begins ${hook} `);
      await server.kill();
      rmSync(HANG);
      const killed = performance.now();
      const next = await startServer(cluster.url, env);
      const ended = await untilNoted(`ends ${hook} `);
      expect(ended.slice('ends '.length)).toBe(begun.slice('begins '.length));
      expect(performance.now() - killed).toBeLessThan(30_000);
      await untilQueueIsEmpty();
      expect(await next.stop()).toMatchObject({ code: 0 });
    },
    MINUTE,
  );
});

test(
  'a transaction that is killed before its commit tells nobody',
  async () => {
    const server = await startServer(cluster.url, env);
    await untilQueueIsEmpty();
    rmSync(NOTES, { force: true });
    await cluster.withLock('lock table graphile_worker._private_jobs in exclusive mode', async () => {
      const asked = carryOut(server, [CREATE], 'never').catch(() => null);
      for (;;) {
        const [row] = await cluster.query<{ count: number }>(
          `select count(*)::int as count from pg_stat_activity where wait_event_type = 'Lock' and query like '%add_jobs%'`,
        );
        if (row?.count === 1) break;
      }
      await server.kill();
      await asked;
    });
    const next = await startServer(cluster.url, env);
    await carryOut(next, [CREATE], 'later');
    await untilNoted('ends entry.after_create ');
    await untilQueueIsEmpty();
    expect(notes().filter((note) => note.startsWith('ends'))).toHaveLength(1);
    expect(await cluster.query(`select name from entry where name = 'never'`)).toEqual([]);
    await next.stop();
  },
  MINUTE,
);
