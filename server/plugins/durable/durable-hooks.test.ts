import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  definePlugin,
  entityHook,
  entryHook,
  type AfterHookName,
  type PluginHook,
  type PluginHookContext,
} from 'pagoda-plugin-sdk';
import { startApp, type App } from '../../app.ts';
import { query } from '../../db/index.ts';
import { enqueue } from '../../jobs/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { listStatements } from '../../test/statements.ts';
import { makeLogLines } from '../test/log-lines.ts';

/** What handlers were told, and what they do about it. */
const told: string[] = [];
let act: (name: string, ctx: PluginHookContext) => unknown = () => undefined;
let wake: () => void = () => undefined;

const ENTRY_KINDS = ['after_create', 'after_update', 'after_delete', 'after_restore'] as const;
const ENTITY_KINDS = ['after_create', 'after_update', 'after_delete'] as const;

async function tell(hook: AfterHookName, name: string, ctx: PluginHookContext) {
  told.push(
    `${hook} ${name} ${ctx.actor?.username ?? 'nobody'} ${ctx.changeId?.split('/').slice(0, 3).join('/') ?? '?'}`,
  );
  wake();
  await act(name, ctx);
}

// The kinds of one noun have one payload.
const onEntry = (kind: (typeof ENTRY_KINDS)[number]): PluginHook =>
  entryHook(kind as 'after_create', { entity: 'Rack', durable: true }, ({ entry }, ctx) =>
    tell(`entry.${kind}`, entry.name, ctx),
  );
const onEntity = (kind: (typeof ENTITY_KINDS)[number]): PluginHook =>
  entityHook(kind as 'after_create', { durable: true }, ({ entity }, ctx) => tell(`entity.${kind}`, entity.name, ctx));
const hooks: readonly PluginHook[] = [
  ...ENTRY_KINDS.map(onEntry),
  ...ENTITY_KINDS.map(onEntity),
  entryHook('after_create', { entity: 'Crate', durable: true, batch: true }, ({ items }) => {
    told.push(`batch of ${items.length}`);
    wake();
  }),
];
const plugin = definePlugin({ id: 'durable', name: 'Durable', version: '1.0.0', hooks });
const { log, lines } = makeLogLines();
const { app, data, graphql, makeUser } = await makeTestApp({}, [], { plugins: [plugin], worker: true, log });

async function hears(count: number): Promise<readonly string[]> {
  while (told.length < count) await new Promise<void>((resolve) => (wake = resolve));
  return [...told];
}

interface QueueRow {
  readonly task: string;
  readonly attempts: number;
}

const inQueue = (): Promise<QueueRow[]> =>
  query(app.orm.em.fork(), 'select task_identifier as task, attempts from graphile_worker.jobs order by id');

async function untilEmpty(): Promise<void> {
  while ((await inQueue()).length > 0);
}

/** What failed comes at once instead of in some seconds. */
async function hurry(): Promise<void> {
  const due = `select count(*)::int as count from graphile_worker.reschedule_jobs(
    array(select id from graphile_worker.jobs where locked_at is null and attempts > 0), run_at := now())`;
  for (let count = 0; count === 0;) {
    const rows = await query<{ readonly count: number }>(app.orm.em.fork(), due);
    count = rows[0]?.count ?? 0;
  }
  await query(app.orm.em.fork(), `select pg_notify('jobs:insert', '{"count":1}')`);
}

const createEntity = (name: string) =>
  data('mutation ($name: String!) { createEntity(input: { name: $name }) { entity { id } errors { message } } }', {
    name,
  });
const createEntry = async (name: string, entityName = 'Rack'): Promise<string> => {
  const { createEntry: made } = await data(
    `mutation ($name: String!, $entityName: String!) {
      createEntry(input: { entityName: $entityName, name: $name }) { entry { id } errors { message } }
    }`,
    { name, entityName },
  );
  return made.entry.id;
};
const change = (field: string, input: object, type: string) =>
  data(`mutation ($input: ${type}!) { ${field}(input: $input) { errors { message } } }`, { input });

beforeAll(async () => {
  for (const name of ['Rack', 'Crate', 'Plain']) await createEntity(name);
  await hears(3);
  told.length = 0;
});

afterEach(async () => {
  act = () => undefined;
  await untilEmpty();
  told.length = 0;
  lines.length = 0;
});

describe('durable handlers', () => {
  test('are told of every kind of change of entries, as its actor', async () => {
    const id = await createEntry('r1');
    await hears(1);
    await change('updateEntry', { id, name: 'r2' }, 'UpdateEntryInput');
    await hears(2);
    await change('deleteEntry', { id }, 'DeleteEntryInput');
    await hears(3);
    await change('restoreEntry', { id }, 'RestoreEntryInput');
    expect(await hears(4)).toEqual([
      `entry.after_create r1 admin entry/${id}/CREATED`,
      `entry.after_update r2 admin entry/${id}/UPDATED`,
      expect.stringMatching(new RegExp(`^entry.after_delete r2_deleted_\\w+ admin entry/${id}/DELETED$`)),
      `entry.after_restore r2 admin entry/${id}/RESTORED`,
    ]);
  });

  test('are told of every kind of change of entities', async () => {
    const { createEntity: made } = await createEntity('Shelf');
    const { id } = made.entity;
    await hears(1);
    await change('updateEntity', { id, note: 'steel' }, 'UpdateEntityInput');
    await hears(2);
    await change('deleteEntity', { id }, 'DeleteEntityInput');
    expect(await hears(3)).toEqual([
      `entity.after_create Shelf admin entity/${id}/CREATED`,
      `entity.after_update Shelf admin entity/${id}/UPDATED`,
      expect.stringMatching(new RegExp(`^entity.after_delete Shelf_deleted_\\w+ admin entity/${id}/DELETED$`)),
    ]);
  });

  test('are not told of what was undone', async () => {
    await data(
      `mutation { createEntry(input: { entityName: "Rack", name: "dry" }, dryRun: true) { errors { message } } }`,
    ).catch(() => undefined);
    await app.orm.em.fork().transactional(async (em) => {
      await enqueue(em, 'pagoda.nothing', []);
    });
    await untilEmpty();
    expect(told).toEqual([]);
  });

  test('of a batch get a thousand changes in one job', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => ({ name: `c${index}` }));
    const insert = () =>
      data(
        `mutation ($entries: [NewEntryInput!]!) {
          createEntries(input: { entityName: "Crate", entries: $entries }) { errors { message } }
        }`,
        { entries: names },
      );
    const statements = await listStatements(insert);
    expect(statements.filter((text) => text.includes('add_jobs'))).toHaveLength(1);
    expect(await hears(1)).toEqual(['batch of 1000']);
  });

  test('cost a write that nobody listens to no statement', async () => {
    await createEntry('warm', 'Plain');
    const statements = await listStatements(() => createEntry('p1', 'Plain'));
    expect(statements.filter((text) => text.includes('graphile_worker'))).toEqual([]);
  });

  test('that fail are told again, with the same name of the change, and the others are not', async () => {
    const entries = ['good', 'bad'].map((name) => ({ name }));
    act = (name) => {
      if (name === 'bad') throw new Error('not today');
    };
    await data(
      `mutation ($entries: [NewEntryInput!]!) {
        createEntries(input: { entityName: "Rack", entries: $entries }) { errors { message } }
      }`,
      { entries },
    );
    await hears(2);
    act = () => undefined;
    await hurry();
    const [, bad, again] = await hears(3);
    expect(again).toBe(bad);
    expect(bad).toMatch(/^entry\.after_create bad admin/);
    expect(lines).toContainEqual(
      expect.objectContaining({ plugin: 'durable', msg: 'Hook entry.after_create failed: not today' }),
    );
  });

  test('of a user who is deactivated since act as nobody, and are given up at once if they cannot', async () => {
    const { actor, token } = await makeUser({ username: 'leaver', isSuperuser: true });
    let isGone = false;
    act = async (name, ctx) => {
      if (!isGone) throw new Error('later');
      if (name === 'needs') await ctx.models.Entity.objects.get({ name: 'Rack' });
    };
    await graphql(
      `
        mutation {
          createEntries(input: { entityName: "Rack", entries: [{ name: "needs" }, { name: "alone" }] }) {
            errors {
              message
            }
          }
        }
      `,
      {},
      token,
    );
    await hears(2);
    await query(app.orm.em.fork(), 'update "user" set is_active = false where id = $1', [actor.id]);
    isGone = true;
    await hurry();
    const again = (await hears(4)).slice(2);
    expect(again.toSorted()).toEqual([
      expect.stringMatching(/^entry\.after_create alone nobody /),
      expect.stringMatching(/^entry\.after_create needs nobody /),
    ]);
    await untilEmpty();
    const told = lines.filter(({ msg }) => msg.includes('is given up'));
    expect(told).toEqual([
      expect.objectContaining({
        plugin: 'durable',
        changeIds: [expect.stringMatching(/^entry\/\d+\/CREATED\//)],
        msg: expect.stringMatching(
          new RegExp(
            `^Hook entry\\.after_create.* of plugin durable is given up for 1 changes: .* user ${actor.id} is no longer active$`,
          ),
        ),
      }),
    ]);
  });

  test('that trigger each other stop, though the queue lies between', async () => {
    let count = 0;
    act = async (_name, { models }) => {
      const entity = await models.Entity.objects.get({ name: 'Rack' });
      await models.Entry.objects.create({ schema: entity, name: `loop ${(count += 1)}` });
    };
    await createEntry('loop');
    await hears(16);
    const refused = (): boolean =>
      lines.some(({ msg }) => msg.startsWith('Hooks trigger each other more than 16 times'));
    while (!refused()) await inQueue();
    await untilEmpty();
    expect(count).toBe(16);
  });
});

test('the server stays ready while its worker starts again, and the worker comes back', async () => {
  await query(
    app.orm.em.fork(),
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity
     where datname = current_database() and application_name like 'pagoda worker%'`,
  );
  expect((await app.fastify.inject('/readyz')).statusCode).toBe(200);
  await createEntry('after the restart');
  expect(await hears(1)).toEqual([expect.stringMatching(/^entry\.after_create after the restart /)]);
  expect(lines).toContainEqual(expect.objectContaining({ msg: 'Worker runs again' }));
});

describe('a worker without the plugin', () => {
  let other: App | null = null;
  afterEach(() => other?.close());

  test('leaves its calls alone', async () => {
    other = await startApp(app.host.settings, { worker: true, log });
    await query(
      app.orm.em.fork(),
      `select graphile_worker.add_job('pagoda.hook/absent', '[]', max_attempts := 25), graphile_worker.add_job('pagoda.nothing', '[]')`,
    );
    for (;;) {
      const rows = await inQueue();
      if (rows.length > 1) continue;
      expect(rows).toMatchObject([{ task: 'pagoda.hook/absent', attempts: 0 }]);
      break;
    }
    await query(app.orm.em.fork(), 'select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))');
  });
});
