/** The example `plugins/audit-trail`, as an operator enables it. */
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createClient as createStreamClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { startApp, type App } from './app.ts';
import { runCommandLine } from './cli/run.ts';
import { parseSettings } from './config.ts';
import { query } from './db/index.ts';
import { makeTestApp } from './test/app.ts';
import { makeMutate } from './test/mutate.ts';
import { makeRestrict } from './test/restrict.ts';
import { listStatements } from './test/statements.ts';

const ENABLED = { ENABLED_PLUGINS: 'audit-trail' };
const main = await makeTestApp(ENABLED, [], { worker: true });
/** Another, with a database of its own, that records nothing itself. */
const idle = await makeTestApp(ENABLED);
const { app, data, graphql, token, makeUser } = main;
const mutate = makeMutate(main);
const restrict = makeRestrict(main);
const mori = await makeUser({ username: 'mori' });
const url = await app.listen();

/** When everything is recorded. */
async function recorded(on: App = app): Promise<void> {
  const waiting = 'select count(*)::int as count from graphile_worker.jobs';
  for (let count = 1; count > 0;) {
    const [row] = await query<{ readonly count: number }>(on.orm.em.fork(), waiting);
    count = row?.count ?? 0;
  }
}

interface TrailNode {
  readonly id: string;
  readonly action: string;
  readonly name: string;
}

const TRAIL = `query ($entity: String, $entry: ID, $user: String, $since: DateTime, $first: Int, $after: String) {
  auditTrail(entity: $entity, entry: $entry, user: $user, since: $since, first: $first, after: $after) {
    nodes { id action name entityName username note entry { id } entity { name } user { username } }
    pageInfo { hasNextPage endCursor }
  }
}`;

async function trail(variables: object = {}, key = token) {
  const { data: found, errors } = await graphql(TRAIL, variables, key);
  if (!found) throw new Error(JSON.stringify(errors));
  return found.auditTrail;
}

/** What happened, in short, the newest first. */
async function told(variables: object = {}, key = token): Promise<readonly string[]> {
  const { nodes } = await trail(variables, key);
  return nodes.map(({ action, name }: TrailNode) => `${action} ${name}`);
}

async function create(name: string, entityName = 'Rack'): Promise<string> {
  const { entry } = await mutate('createEntry', { entityName, name }, 'entry { id }');
  return entry.id;
}

const get = (where: string, key = token) =>
  app.fastify.inject({
    url: `/api/v2/plugins/audit-trail/${where}`,
    headers: { authorization: `Token ${key}` },
  });

beforeAll(async () => {
  for (const name of ['Rack', 'Secret', 'Bulk']) {
    const { entity } = await mutate('createEntity', { name }, 'entity { id }');
    if (name === 'Secret') await restrict('ENTITY', entity.id, 'NOTHING');
  }
  await recorded();
});

describe('the trail', () => {
  test('has who did what to an entry, when, and why', async () => {
    const before = new Date();
    const id = await create('r1');
    await recorded();
    const input = { id, name: 'r2' };
    const both = await data(
      `mutation ($input: UpdateEntryInput!, $id: ID!) {
        updateEntry(input: $input) { errors { message } }
        addAuditNote(entry: $id, note: "CHG-7: moved") { action note username time }
      }`,
      { input, id },
    );
    expect(both.addAuditNote).toMatchObject({ action: 'NOTED', note: 'CHG-7: moved', username: 'admin' });
    await recorded();
    await mutate('deleteEntry', { id }, 'entry { id }');
    await recorded();
    await mutate('restoreEntry', { id }, 'entry { id }');
    await recorded();
    const { nodes } = await trail({ entry: id, since: before });
    expect(nodes.map(({ action }: TrailNode) => action)).toEqual([
      'RESTORED',
      'DELETED',
      'NOTED',
      'UPDATED',
      'CREATED',
    ]);
    expect(nodes[0]).toEqual({
      id: expect.stringMatching(/^\d+$/),
      action: 'RESTORED',
      name: 'r2',
      entityName: 'Rack',
      username: 'admin',
      note: '',
      entry: { id },
      entity: { name: 'Rack' },
      user: { username: 'admin' },
    });
  });

  test('has entities, too', async () => {
    const { entity } = await mutate('createEntity', { name: 'Shelf' }, 'entity { id }');
    await mutate('updateEntity', { id: entity.id, note: 'new' }, 'entity { id }');
    await recorded();
    expect((await told({ entity: 'shelf' })).toSorted()).toEqual(['CREATED Shelf', 'UPDATED Shelf']);
    await mutate('deleteEntity', { id: entity.id }, 'entity { id }');
    await recorded();
    expect(await told({ first: 1 })).toEqual([expect.stringMatching(/^DELETED Shelf/)]);
    expect(await told({}, mori.token)).not.toContainEqual(expect.stringMatching(/Shelf/));
  });

  test('has two hundred entries that are made at once, page after page', async () => {
    const entries = Array.from({ length: 200 }, (_, index) => ({ name: `b${index}` }));
    await mutate('createEntries', { entityName: 'Bulk', entries }, 'entries { id }');
    await recorded();
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { nodes, pageInfo }: Awaited<ReturnType<typeof trail>> = await trail({ entity: 'Bulk', first: 100, after });
      seen.push(...nodes.map(({ name }: TrailNode) => name));
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    expect(seen.at(-1)).toBe('Bulk');
    expect(seen.slice(0, -1).toSorted()).toEqual(entries.map(({ name }) => name).toSorted());
  });

  test('costs one statement of its own for a page of a hundred entries', async () => {
    const page = (first: number) =>
      `{ entries(entityName: "Bulk", first: ${first}) { nodes { name auditTrail(first: 3) { action username } } } }`;
    const { entries } = await data(page(100));
    expect(entries.nodes).toHaveLength(100);
    expect(entries.nodes[42].auditTrail).toEqual([{ action: 'CREATED', username: 'admin' }]);
    const own = async (first: number) =>
      (await listStatements(() => data(page(first)))).filter((text) => text.includes('from record'));
    expect(await own(1)).toHaveLength(1);
    expect(await own(100)).toHaveLength(1);
  });

  test.each([
    ['{ auditTrail(entity: "Nowhere") { nodes { id } } }', 'There is no entity "Nowhere"'],
    ['{ auditTrail(entry: "x") { nodes { id } } }', 'entry must be an id'],
    ['{ auditTrail(first: 101) { nodes { id } } }', 'first must be from 1 to 100'],
    ['{ auditTrail(after: "x") { nodes { id } } }', 'after is no cursor of this list'],
    ['mutation { addAuditNote(entry: 999999, note: "x") { id } }', 'There is no entry 999999'],
    ['mutation { addAuditNote(entry: 1, note: " ") { id } }', 'A note has 1 to 1000 characters'],
  ])('refuses %s', async (text, message) => {
    expect((await graphql(text)).errors).toEqual([expect.objectContaining({ message })]);
  });

  test('is nothing for the anonymous', async () => {
    expect((await graphql('{ auditTrail { nodes { id } } }', {}, null)).errors).toHaveLength(1);
  });
});

describe('a user who may not read everything', () => {
  test('sees nothing of what is hidden or deleted, and may not note there', async () => {
    const hidden = await create('s1', 'Secret');
    const open = await create('open');
    const gone = await create('gone');
    await mutate('deleteEntry', { id: gone }, 'entry { id }');
    await recorded();
    const all = await told({ first: 100 });
    expect(all).toEqual(expect.arrayContaining(['CREATED s1', 'CREATED open', expect.stringMatching(/^DELETED gone/)]));
    const seen = await told({ first: 100 }, mori.token);
    expect(seen).toContain('CREATED open');
    expect(seen.filter((line) => /s1|Secret|gone/.test(line))).toEqual([]);
    expect(await told({ entry: hidden }, mori.token)).toEqual([]);
    expect(await told({ entry: gone }, mori.token)).toEqual([]);
    await expect(trail({ entity: 'Secret' }, mori.token)).rejects.toThrow('There is no entity');
    const note = (entry: string) =>
      graphql(`mutation { addAuditNote(entry: ${entry}, note: "x") { id } }`, {}, mori.token);
    expect((await note(hidden)).errors).toEqual([expect.objectContaining({ message: `There is no entry ${hidden}` })]);
    expect((await note(open)).errors).toBeUndefined();
    await restrict('ENTRY', open, 'READABLE');
    expect((await note(open)).errors).toHaveLength(1);
    const csv = await get('records/csv/', mori.token);
    expect(csv.body).toContain(',open,');
    expect(csv.body).not.toMatch(/s1|Secret|gone/);
  });

  test('gets full pages though most is hidden', async () => {
    const entries = Array.from({ length: 300 }, (_, index) => ({ name: `h${index}` }));
    const { entries: made } = await mutate('createEntries', { entityName: 'Bulk', entries }, 'entries { id }');
    for (const { id } of made) await restrict('ENTRY', id, 'NOTHING');
    await recorded();
    const { nodes, pageInfo } = await trail({ entity: 'Bulk', first: 50 }, mori.token);
    expect(nodes).toHaveLength(50);
    expect(nodes.filter(({ name }: TrailNode) => name.startsWith('h'))).toEqual([]);
    expect(pageInfo.hasNextPage).toBe(true);
  });
});

describe('over REST', () => {
  test('records come in pages', async () => {
    const first = (await get('records/?entity=Bulk&user=admin&limit=400')).json();
    expect(first.results).toHaveLength(400);
    expect(first.results[0]).toMatchObject({
      action: 'CREATED',
      entity: { name: 'Bulk' },
      user: { username: 'admin' },
    });
    const next = new URL(first.next);
    const second = (
      await app.fastify.inject({ url: next.pathname + next.search, headers: { authorization: `Token ${token}` } })
    ).json();
    expect(second).toMatchObject({ next: null, results: { length: 101 } });
    expect((await get('records/?since=tomorrow')).statusCode).toBe(400);
    expect((await get('records/?since=2999-01-01')).json()).toEqual({ next: null, results: [] });
  });

  test('records are a table', async () => {
    const answer = await get('records/csv/?entity=Rack&user=admin');
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="audit-trail.csv"',
    });
    const [head, ...rows] = answer.body.trimEnd().split('\r\n');
    expect(head).toBe('id,time,action,entity_id,entity,entry_id,name,user_id,user,note');
    expect(rows.at(-1)).toMatch(/^\d+,\d{4}-.*Z,CREATED,\d+,Rack,,Rack,\d+,admin,$/);
  });

  test('a note can be sent', async () => {
    const entry = await create('noted');
    const send = (payload: object) =>
      app.fastify.inject({
        method: 'POST',
        url: '/api/v2/plugins/audit-trail/records/',
        headers: { authorization: `Token ${mori.token}` },
        payload,
      });
    const answer = await send({ entry, note: 'why' });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({ action: 'NOTED', note: 'why', user: { username: 'mori' }, name: 'noted' });
    expect((await send({ entry, note: 5 })).statusCode).toBe(400);
  });
});

describe('subscribers', () => {
  const subscription = 'subscription ($entity: String) { auditRecorded(entity: $entity) { action name username } }';
  const overSocket = (key: string, entity?: string) =>
    createSocketClient({ url: `${url.replace('http', 'ws')}/graphql`, connectionParams: { token: key } }).iterate({
      query: subscription,
      variables: { entity },
    });
  const overStream = (key: string, entity?: string) =>
    createStreamClient({ url: `${url}/graphql/stream`, headers: { authorization: `Token ${key}` } }).iterate({
      query: subscription,
      variables: { entity },
    });

  test.each([
    ['a WebSocket', overSocket],
    ['an event stream', overStream],
  ])('over %s hear what they may see, and nothing else', async (name, open) => {
    const entry = await create(`heard over ${name}`);
    await recorded();
    const note = (text: string) =>
      data(`mutation ($text: String!) { addAuditNote(entry: ${entry}, note: $text) { id } }`, { text });
    const listening = [open(token), open(mori.token), open(mori.token, 'rack')];
    for (const events of listening) {
      // What is said before somebody listens is heard by nobody.
      const heard = events.next().then(() => true);
      while (!(await Promise.race([heard, note('is anybody there?').then(() => false)])));
    }
    await create(`secret ${name}`, 'Secret');
    await recorded();
    const { entries } = await mutate(
      'createEntries',
      { entityName: 'Rack', entries: [{ name: `one ${name}` }, { name: `two ${name}` }] },
      'entries { id }',
    );
    expect(entries).toHaveLength(2);
    const rest = await Promise.all(
      listening.map(async (events) => {
        const names: string[] = [];
        while (!names.includes(`two ${name}`)) {
          const { value } = await events.next();
          const records = value?.data?.['auditRecorded'] as readonly TrailNode[];
          names.push(...records.flatMap((record) => (record.action === 'NOTED' ? [] : record.name)));
        }
        await events.return?.();
        return names;
      }),
    );
    const pair = [`one ${name}`, `two ${name}`];
    expect(rest).toEqual([[`secret ${name}`, ...pair], pair, pair]);
  });
});

test('what is recorded stays while the plugin is disabled', async () => {
  const before = await trail({ first: 5 });
  await mutate('disablePlugin', { id: 'audit-trail' }, 'plugin { state }');
  expect((await graphql('{ auditTrail { nodes { id } } }')).errors?.[0]?.message).toContain('auditTrail');
  expect((await get('records/')).statusCode).toBe(404);
  await create('unseen');
  await mutate('enablePlugin', { id: 'audit-trail' }, 'plugin { state }');
  expect(await trail({ first: 5 })).toEqual(before);
});

describe('a server that ends before it recorded', () => {
  test('leaves it to the next, which records it once; what is too old goes; purging leaves nothing', async () => {
    const make = makeMutate(idle);
    await make('createEntity', { name: 'Rack' }, 'entity { id }');
    await make('createEntry', { entityName: 'Rack', name: 'kept' }, 'entry { id }');
    const em = idle.app.orm.em.fork();
    // As if a worker had been killed between its work and saying so.
    await query(
      em,
      `select graphile_worker.add_job(t.identifier, j.payload)
       from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id`,
    );
    await query(
      em,
      `insert into plugin_audit_trail.record (time, action, entity_id, entity_name, name, username)
       values (now() - interval '40 days', 'CREATED', 1, 'Old', 'Old', 'x'), (now() - interval '20 days', 'CREATED', 1, 'Young', 'Young', 'x')`,
    );
    const env = { NODE_ENV: 'test', LOG_LEVEL: 'silent', PORT: '0', DATABASE_URL: idle.databaseUrl, ...ENABLED };
    const next = await startApp(parseSettings({ ...env, PLUGIN_AUDIT_TRAIL_KEEP_DAYS: '30' }), { worker: true });
    await recorded(next);
    const names = async () =>
      (await query<{ name: string }>(em, 'select name from plugin_audit_trail.record order by time')).map(
        ({ name }) => name,
      );
    while ((await names()).includes('Old'));
    expect(await names()).toEqual(['Young', 'Rack', 'kept']);
    await next.close();

    await make('disablePlugin', { id: 'audit-trail' }, 'plugin { state }');
    const printed: string[] = [];
    const code = await runCommandLine(
      ['plugins', 'purge', 'audit-trail', '--yes'],
      { ...env, ENABLED_PLUGINS: '', PAGODA_PLUGINS_DIR: path.join(import.meta.dirname, '../plugins') },
      { isInteractive: false, print: (line) => void printed.push(line), remark: (line) => void printed.push(line) },
    );
    expect({ code, printed: printed.join('\n') }).toEqual({
      code: 0,
      printed: expect.stringContaining('plugin_audit_trail'),
    });
    const [row] = await query<{ left: string | null }>(
      em,
      `select to_regnamespace('plugin_audit_trail')::text as left`,
    );
    expect(row?.left).toBeNull();
  });
});
