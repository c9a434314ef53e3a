/** A rule that names an entity is that entity's, in every process and after every start, whatever the entity is called. */
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  definePlugin,
  entityHook,
  entryHook,
  overrideOperation,
  response,
  validationHook,
  ValidationError,
} from 'pagoda-plugin-sdk';
import { startApp, type App, type AppOptions } from '../../app.ts';
import { parseSettings } from '../../config.ts';
import { createEntity, deleteEntity, updateEntity, type Entity } from '../../domains/entity/index.ts';
import { createEntry } from '../../domains/entry/index.ts';
import { query } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { listStatements } from '../../test/statements.ts';
import { togglePlugin } from './toggle-plugin.ts';

/** What handlers were told, by the process that ran them. */
const told: string[] = [];
let heard: () => void = () => undefined;
const tell = (line: string): void => {
  told.push(line);
  heard();
};

async function hears(line: string): Promise<void> {
  while (!told.includes(line)) await new Promise<void>((resolve) => (heard = resolve));
}

const NAMES = ['Rack', 'Shelf', 'Box', 'Crate', 'Cabinet', 'Drawer', 'Vault', 'Tray', 'Bin'];
const guards = (entity: string) => [
  validationHook({ entity }, ({ name }) => {
    if (name === 'bad') throw new ValidationError(`refused by the rule of ${entity}`);
  }),
  entryHook('after_create', { entity, durable: true }, ({ entry }) => tell(`durable ${entity} ${entry.name}`)),
  entityHook('after_delete', { entity }, () => tell(`deleted ${entity}`)),
  entityHook('before_create', { entity }, ({ entityName }) => tell(`before ${entity} ${entityName}`)),
];
const plugin = definePlugin({
  id: 'guardian',
  name: 'Guardian',
  version: '1.0.0',
  hooks: NAMES.flatMap(guards),
  overrides: [overrideOperation('retrieve', () => response(200, { mine: true }))],
});
const env = {
  BACKEND_PLUGIN_ENTITY_OVERRIDES: JSON.stringify(
    Object.fromEntries(NAMES.map((name) => [name, [{ plugin: 'guardian', operations: ['retrieve'] }]])),
  ),
};
// Before the database goes.
const more: App[] = [];
afterAll(() => Promise.all(more.map((app) => app.close())).then(() => undefined));
const { app: first, admin, token, databaseUrl } = await makeTestApp(env, [], { plugins: [plugin] });

async function start(options: AppOptions = { plugins: [plugin] }): Promise<App> {
  const settings = parseSettings({
    ...{ NODE_ENV: 'test', LOG_LEVEL: 'silent', PORT: '0', DATABASE_URL: databaseUrl },
    ...(options.plugins ? env : {}),
  });
  const app = await startApp(settings, options);
  more.push(app);
  return app;
}

const second = await start();
const bare = await start({});

const make = async (name: string, app = first): Promise<Entity> => createEntity(await app.contextFor(admin), { name });
const rename = async ({ id }: Entity, name: string, app = first): Promise<Entity> =>
  updateEntity(await app.contextFor(admin), { id: String(id), name });
const remove = async ({ id }: Entity, app = first): Promise<Entity> =>
  deleteEntity(await app.contextFor(admin), { id: String(id) });
let count = 0;

/** Whether the rules of a plugin hold for the entries of an entity, as this process sees it. */
async function rulesOf({ id }: Entity, app: App): Promise<string> {
  const entity = String(id);
  const refused = await createEntry(await app.contextFor(admin), { entity, name: 'bad' }).then(
    () => 'lets through',
    (error: Error) => error.message,
  );
  const ctx = await app.contextFor(admin);
  const name = `e${(count += 1)}`;
  const entry = await createEntry(ctx, { entity, name });
  const { body } = await app.fastify.inject({
    url: `/entry/api/v2/${entry.id}/`,
    headers: { authorization: `Token ${token}` },
  });
  // What was let through must not stand in the way the next time.
  await query(app.orm.em.fork(), `update entry set name = 'bad ' || id, name_key = 'bad ' || id where name = 'bad'`);
  return `${refused}, ${'mine' in (JSON.parse(body) as object) ? 'overridden' : 'default'}`;
}

const held = (name: string): string => `refused by the rule of ${name}, overridden`;
const FREE = 'lets through, default';

beforeEach(() => void told.splice(0));

describe('the rules of a renamed entity', () => {
  test('hold in the process that renamed it, in others that run, and in those that start later', async () => {
    const rack = await make('Rack');
    expect([await rulesOf(rack, first), await rulesOf(rack, second)]).toEqual([held('Rack'), held('Rack')]);
    await rename(rack, 'Rack, renamed');
    const third = await start();
    for (const app of [first, second, third]) expect(await rulesOf(rack, app)).toBe(held('Rack'));
  });

  test('leave a stranger alone that took the name, in every process', async () => {
    const shelf = await make('Shelf');
    await rename(shelf, 'Shelf, renamed');
    told.length = 0;
    const stranger = await make('Shelf', second);
    expect(told).toEqual([]);
    const third = await start();
    for (const app of [first, second, third]) {
      expect([await rulesOf(shelf, app), await rulesOf(stranger, app)]).toEqual([held('Shelf'), FREE]);
    }
    await rename(stranger, 'Shelf, too', third);
    await rename(shelf, 'Shelf', second);
    for (const app of [first, second, third]) {
      expect([await rulesOf(shelf, app), await rulesOf(stranger, app)]).toEqual([held('Shelf'), FREE]);
    }
  });

  test('hold when a process renamed it that does not have the plugin', async () => {
    const box = await make('Box', bare);
    await rename(box, 'Box, renamed', bare);
    const third = await start();
    for (const app of [first, second, third]) expect(await rulesOf(box, app)).toBe(held('Box'));
  });

  test('are told of its changes by a worker that starts later', async () => {
    const crate = await make('Crate');
    await rename(crate, 'Crate, renamed');
    const worker = await start({ plugins: [plugin], worker: true });
    const line = async (app: App) => {
      const entry = await createEntry(await app.contextFor(admin), {
        entity: String(crate.id),
        name: `c${(count += 1)}`,
      });
      return `durable Crate ${entry.name}`;
    };
    const lines: string[] = [];
    for (const app of [first, second, worker]) lines.push(await line(app));
    for (const one of lines) await hears(one);
    expect(told.filter((one) => one.startsWith('durable Crate')).toSorted()).toEqual(lines.toSorted());
    await worker.close();
    more.splice(more.indexOf(worker), 1);
  });

  test('hold though two renamings are undone: one that is tried only, and one that fails', async () => {
    const cabinet = await make('Cabinet');
    const ctx = await first.contextFor(admin);
    await updateEntity({ ...ctx, dryRun: true }, { id: String(cabinet.id), name: 'Cabinet, tried' });
    const failing = first.orm.em.fork().transactional(async (em) => {
      await updateEntity(
        { ...(await first.contextFor(admin)), em },
        { id: String(cabinet.id), name: 'Cabinet, failed' },
      );
      throw new Error('and undone');
    });
    await expect(failing).rejects.toThrow('and undone');
    expect(
      await query(first.orm.em.fork(), 'select * from plugin_entity_name where entity_id = $1', [cabinet.id]),
    ).toEqual([]);
    for (const app of [first, second]) expect(await rulesOf(cabinet, app)).toBe(held('Cabinet'));
  });
});

describe('a name', () => {
  test('is free when its entity is deleted, which is told all the same', async () => {
    const drawer = await make('Drawer');
    await rename(drawer, 'Drawer, renamed', second);
    const other = await make('Drawer', second);
    expect(await rulesOf(other, first)).toBe(FREE);
    await remove(drawer);
    await first.settled();
    expect(told).toContain('deleted Drawer');
    for (const app of [first, second, await start()]) expect(await rulesOf(other, app)).toBe(held('Drawer'));
  });

  test('finds the next entity of that name when its entity is deleted without having been renamed', async () => {
    const tray = await make('Tray');
    expect(await rulesOf(await make('Other tray'), first)).toBe(FREE);
    await remove(tray, second);
    const next = await make('Tray', bare);
    for (const app of [first, second]) expect(await rulesOf(next, app)).toBe(held('Tray'));
  });

  test('is looked up anew when the plugin is disabled and enabled', async () => {
    const vault = await make('Vault');
    await rename(vault, 'Vault, renamed');
    const other = await make('Vault');
    expect([await rulesOf(vault, second), await rulesOf(other, second)]).toEqual([held('Vault'), FREE]);
    for (const isEnabled of [false, true]) {
      await first.orm.em
        .fork()
        .transactional((em) => togglePlugin(first.plugins, em, { id: 'guardian', isEnabled, userId: null }));
    }
    for (const app of [first, second]) {
      await app.plugins.refresh();
      expect([await rulesOf(vault, app), await rulesOf(other, app)]).toEqual([FREE, held('Vault')]);
    }
  });
});

test('nothing is asked of the database about names but at a start, at a renaming, and with the catalog', async () => {
  const bin = await make('Bin');
  await rulesOf(bin, first);
  const statements = await listStatements(async () => {
    await rulesOf(bin, first);
    await updateEntity(await first.contextFor(admin), { id: String(bin.id), note: 'no new name' });
  });
  expect(statements.filter((text) => text.includes('update plugin_entity_name'))).toEqual([]);
  const renaming = await listStatements(() => rename(bin, 'Bin, renamed'));
  expect(renaming.filter((text) => text.includes('update plugin_entity_name'))).toHaveLength(1);
});
