import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  AuthorizationError,
  ValidationError,
  type Models,
  type OverrideContext,
  type OverrideOperation,
  type RouteResponse,
} from 'pagoda-plugin-sdk';
import { injectModels, makeHarness } from 'pagoda-plugin-sdk/testing';
import plugin from './plugin.ts';

const SERVICE = { id: 5, name: 'Service' };
const CONFIGURATION = { id: 6, name: 'Configuration' };
const columns = [
  { id: 51, name: 'owner', type: 2, isMandatory: true, parentEntity: SERVICE },
  { id: 52, name: 'configurations', type: 1025, isMandatory: false, parentEntity: SERVICE },
  { id: 61, name: 'port', type: 4096, isMandatory: false, parentEntity: CONFIGURATION },
];

/** What was written, in order. */
let written: unknown[] = [];
/** Thrown instead of writing. */
let refusal: Error | null = null;
let withdraw = (): void => undefined;

function write(what: unknown): void {
  if (refusal) throw refusal;
  written.push(what);
}

function makeEntry(id: number, name: string, attrs: object = {}, more: object = {}) {
  return {
    id,
    name,
    isActive: true,
    schema: SERVICE,
    getAttrs: async () => attrs,
    setAttrs: async (user: object, values: object) => write(['set', name, values, user]),
    mayPermitted: async () => name !== 'closed',
    save: async () => write(['save', id]),
    delete: async () => write(['delete', name]),
    ...more,
  };
}

function setOf<Row>(rows: readonly Row[]) {
  const more = { first: async () => rows[0] ?? null, exists: async () => rows.length > 0, orderBy: () => setOf(rows) };
  return Object.assign(Promise.resolve(rows), more);
}

const stored = [makeEntry(71, 'one'), makeEntry(72, 'two'), makeEntry(73, 'closed')];
// The plugin uses nothing else of the models.
const models = {
  Entity: { objects: { filter: ({ id }: { id: number }) => setOf([CONFIGURATION].filter((one) => one.id === id)) } },
  EntityAttr: {
    objects: {
      filter: ({ parentEntity, name }: { parentEntity: object; name?: string }) =>
        setOf(columns.filter((one) => one.parentEntity === parentEntity && (name ?? one.name) === one.name)),
    },
  },
  Entry: {
    objects: {
      filter: ({ id }: { id: { in: readonly number[] } }) => setOf(stored.filter((one) => id.in.includes(one.id))),
      create: async ({ name, schema, attrs }: { name: string; schema: { name: string }; attrs: object }) => {
        write(['create', schema.name, name, attrs]);
        return { id: 100 + written.length, name };
      },
    },
  },
} as unknown as Models;

beforeEach(() => {
  written = [];
  refusal = null;
  withdraw = injectModels(models);
});
afterEach(() => withdraw());

async function run(operation: OverrideOperation, given: object = {}): Promise<RouteResponse | null> {
  const { ctx } = makeHarness(plugin);
  const data = 'data' in given ? given.data : {};
  const whole = {
    ...ctx,
    user: ctx.actor,
    request: null,
    entity: SERVICE,
    entry: null,
    params: { configuration_entity_id: CONFIGURATION.id },
    getRequestData: () => data,
    ...given,
  };
  const handler = plugin.overrides.find((one) => one.operation === operation)?.handler;
  // Handlers use nothing else of their context.
  return (await handler?.(whole as unknown as OverrideContext)) as RouteResponse | null;
}

const queried = (query: string) => ({ request: { query: new URLSearchParams(query) } });

describe('create', () => {
  const configurations = [{ name: 'one', attrs: [{ id: 61, value: 80 }] }, { name: 'two' }];

  test('makes the configurations, and the service that holds them', async () => {
    const data = {
      name: 'web',
      attrs: [
        { id: 51, value: 'mori' },
        { id: 52, value: [71] },
      ],
      configurations,
    };
    expect(await run('create', { data })).toMatchObject({
      status: 202,
      body: {
        id: 103,
        entity_id: 5,
        message: "Entry 'web' creation accepted",
        _plugin_override: { active: true, plugin_id: 'cross-entity-sample', configurations_created: 2 },
      },
    });
    expect(written).toEqual([
      ['create', 'Configuration', 'one', { port: 80 }],
      ['create', 'Configuration', 'two', {}],
      ['create', 'Service', 'web', { owner: 'mori', configurations: [71, 101, 102] }],
    ]);
  });

  test('counts no configurations where none can be', async () => {
    expect(await run('create', { data: { name: 'web', attrs: {}, configurations }, params: {} })).toMatchObject({
      body: { _plugin_override: { configurations_created: 0 } },
    });
    expect(written).toEqual([['create', 'Service', 'web', {}]]);
  });

  test.each([
    [{ name: 7 }, 'name must be a text'],
    [{ attrs: [{ id: 9, value: 1 }] }, 'Service has no attribute 9'],
    [{ attrs: 'x' }, 'attrs must hold objects'],
    [{ configurations: 'x' }, 'configurations must be a list'],
    [{ configurations: [7] }, 'configurations must hold objects'],
  ])('refuses %j', async (data, message) => {
    const answer = await run('create', { data });
    expect(answer).toMatchObject({ status: 400, body: { error: `Failed to create entry: ${message}` } });
    expect(written).toEqual([]);
  });

  test.each([
    [new AuthorizationError('Only for movers'), 403, 'Only for movers'],
    [new ValidationError('Too heavy'), 400, 'Failed to create entry: Too heavy'],
  ])('tells of %s', async (error, status, message) => {
    refusal = error;
    expect(await run('create', { data: { name: 'web' } })).toMatchObject({ status, body: { error: message } });
  });

  test('leaves what nobody expected to the server', async () => {
    refusal = new Error('the disk is full');
    await expect(run('create', { data: { name: 'web' } })).rejects.toBe(refusal);
  });
});

test('retrieve shows the values that the caller may read', async () => {
  const entry = makeEntry(7, 'web', { configurations: [71] });
  expect(await run('retrieve', { entry })).toMatchObject({
    status: 200,
    body: {
      id: 7,
      name: 'web',
      attrs: [{ type: 1025, is_mandatory: false, value: [71], schema: { id: 52, name: 'configurations' } }],
      _plugin_override: { plugin_version: '3.0.0', params: { configuration_entity_id: 6, cascade_delete: false } },
    },
  });
});

test('update writes what the body has', async () => {
  const entry = makeEntry(7, 'web');
  expect(await run('update', { entry, data: { name: 'new', attrs: [{ id: 51, value: 'ann' }] } })).toMatchObject({
    status: 202,
    body: { id: 7, message: 'Entry update accepted' },
  });
  expect(entry.name).toBe('new');
  expect(written).toEqual([
    ['save', 7],
    ['set', 'web', { owner: 'ann' }, expect.objectContaining({ username: 'admin' })],
  ]);
});

describe('delete', () => {
  const entry = () => makeEntry(7, 'web', { configurations: [71, 72], environments: [73] });

  test.each([
    ['cascade=true', {}, ['one', 'two', 'web']],
    ['', { cascade_delete: true }, ['one', 'two', 'web']],
    ['cascade=false', { cascade_delete: true }, ['web']],
    ['', {}, ['web']],
  ])('with "%s" and %j deletes %j', async (query, params, names) => {
    expect(await run('delete', { entry: entry(), params, ...queried(query) })).toMatchObject({ status: 204 });
    expect(written).toEqual(names.map((name) => ['delete', name]));
  });

  test('of a part that the caller may not delete is refused', async () => {
    const guarded = makeEntry(7, 'web', { configurations: [71, 73] });
    expect(await run('delete', { entry: guarded, ...queried('cascade=true') })).toMatchObject({
      status: 403,
      body: { denied_entries: [73] },
    });
    expect(written).toEqual([]);
  });

  test('of what is deleted already is left to the server', async () => {
    expect(await run('delete', { entry: makeEntry(7, 'web', {}, { isActive: false }) })).toBeNull();
  });

  test('refuses a cascade that is neither yes nor no', async () => {
    expect(await run('delete', { entry: entry(), ...queried('cascade=perhaps') })).toMatchObject({
      status: 400,
      body: { error: 'Failed to delete entry: Invalid cascade parameter' },
    });
  });
});

test.each(['retrieve', 'update', 'delete'] as const)('%s without an entry finds nothing', async (operation) => {
  expect(await run(operation)).toMatchObject({ status: 404, body: { error: 'Entry not found' } });
});
