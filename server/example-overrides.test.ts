/** The example `plugins/cross-entity`, as an operator enables it. */
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { definePlugin, entryHook, validationHook } from 'pagoda-plugin-sdk';
import { createEntity, type Entity } from './domains/entity/index.ts';
import { makeLogLines } from './plugins/test/log-lines.ts';
import { makeTestApp } from './test/app.ts';
import { makeRestrict } from './test/restrict.ts';

const operations = ['create', 'retrieve', 'update', 'delete'];
const plugin = 'cross-entity-sample';
const { log, lines } = makeLogLines();
/** The hooks that ran for services and configurations. */
const hooked: string[] = [];
const watcher = definePlugin({
  id: 'watcher',
  name: 'Watcher',
  version: '1.0.0',
  hooks: ['Service', 'Configuration'].flatMap((entity) => [
    entryHook('before_create', { entity }, ({ data }) => void hooked.push(`before_create ${data.name}`)),
    entryHook('after_create', { entity }, ({ entry }) => void hooked.push(`after_create ${entry.name}`)),
    entryHook('before_delete', { entity }, ({ entry }) => void hooked.push(`before_delete ${entry.name}`)),
    entryHook('after_delete', { entity }, ({ entry: { id } }) => void hooked.push(`after_delete ${typeof id}`)),
    validationHook({ entity }, ({ name }) => void hooked.push(`validate ${name}`)),
  ]),
});
const { app, admin, data, token, makeUser } = await makeTestApp(
  {
    ENABLED_PLUGINS: plugin,
    BACKEND_PLUGIN_ENTITY_OVERRIDES: JSON.stringify({
      Service: { plugin, operations, params: { configuration_entity_id: 'Configuration', other: 1 } },
      Bundle: { plugin, operations, params: { cascade_delete: true } },
    }),
  },
  [],
  { log, plugins: [watcher] },
);
const restrict = makeRestrict({ app });
const mori = await makeUser({ username: 'mori' });

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

async function ask(method: Method, url: string, payload?: object, key = token) {
  const answer = await app.fastify.inject({
    method,
    url,
    headers: { authorization: `Token ${key}` },
    ...(payload && { payload }),
  });
  // What tests look into is what they are about.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json<any>() };
}

let service: Entity;
let bundle: Entity;
let configuration: Entity;
let environment: Entity;
/** The ids of attributes, by entity and name. */
const attr = (entity: Entity, name: string) => entity.attrs.find((one) => one.name === name)?.id;

beforeAll(async () => {
  const make = async (input: Parameters<typeof createEntity>[1]) => createEntity(await app.contextFor(admin), input);
  configuration = await make({ name: 'Configuration', attrs: [{ name: 'port', type: 'NUMBER' }] });
  environment = await make({ name: 'Environment' });
  const attrs = [
    { name: 'owner', type: 'STRING' as const },
    { name: 'configurations', type: 'ARRAY_OBJECT' as const, referral: [String(configuration.id)] },
    { name: 'environments', type: 'ARRAY_OBJECT' as const, referral: [String(environment.id)] },
  ];
  service = await make({ name: 'Service', attrs });
  bundle = await make({ name: 'Bundle', attrs });
});

let serial = 0;
let name = '';
beforeEach(async () => {
  await app.settled();
  hooked.length = 0;
  name = `s${++serial}`;
});

const configurations = () => [
  { name: `${name} one`, attrs: [{ id: attr(configuration, 'port'), value: 80 }] },
  { name: `${name} two`, attrs: { port: 443 } },
];

/** A service with two configurations. */
async function makeService(): Promise<number> {
  const { body } = await ask('POST', `/entity/api/v2/${service.id}/entries/`, {
    name,
    configurations: configurations(),
  });
  return body.id;
}

/** The names of those that are there, of services, configurations and environments of this test. */
async function there(): Promise<readonly string[]> {
  const found = await data(
    `query ($name: String!) { entries(filter: { name: { startsWith: $name }, isActive: true }) { nodes { name } } }`,
    { name },
  );
  return found.entries.nodes.map((node: { readonly name: string }) => node.name).toSorted();
}

test('the plugin is there, and nothing is wrong with the setting', () => {
  const messages = lines.map(({ msg }) => msg);
  expect(messages).toContain('Registered plugin: cross-entity-sample v3.0.0');
  expect(messages.filter((message) => message.startsWith('In BACKEND_PLUGIN'))).toEqual([]);
});

describe('over REST', () => {
  test('a service is created with its configurations, and holds them', async () => {
    const answer = await ask('POST', `/entity/api/v2/${service.id}/entries/`, {
      name,
      attrs: [{ id: attr(service, 'owner'), value: 'mori' }],
      configurations: configurations(),
    });
    expect(answer).toEqual({
      status: 202,
      body: {
        message: `Entry '${name}' creation accepted`,
        id: expect.any(Number),
        entity_id: service.id,
        _plugin_override: {
          active: true,
          plugin_id: plugin,
          message: 'Created by the cross-entity plugin, with its configurations',
          configurations_created: 2,
        },
      },
    });
    expect(await there()).toEqual([name, `${name} one`, `${name} two`]);
    const { body } = await ask('GET', `/entry/api/v2/${answer.body.id}/`);
    expect(body).toEqual({
      id: answer.body.id,
      name,
      schema: { id: service.id, name: 'Service' },
      is_active: true,
      attrs: [
        expect.objectContaining({ value: 'mori', schema: { id: attr(service, 'owner'), name: 'owner' } }),
        expect.objectContaining({ value: [expect.any(Number), expect.any(Number)] }),
        expect.objectContaining({ value: [] }),
      ],
      _plugin_override: {
        active: true,
        plugin_id: plugin,
        plugin_version: '3.0.0',
        message: 'Retrieved by the cross-entity plugin',
        params: { configuration_entity_id: 'Configuration', cascade_delete: false },
      },
      _retrieved_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/),
    });
    const [first] = body.attrs[1].value;
    expect(await data(`{ entry(id: ${first}) { name attrs { json } } }`)).toEqual({
      entry: { name: `${name} one`, attrs: [{ json: 80 }] },
    });
  });

  test('the hooks of each run once, after hooks when all is committed', async () => {
    const id = await makeService();
    await app.settled();
    const names = [`${name} one`, `${name} two`, name];
    expect(hooked.slice(0, 6)).toEqual(names.flatMap((one) => [`before_create ${one}`, `validate ${one}`]));
    // Those of different entities wait for nobody.
    expect(hooked.slice(6).toSorted()).toEqual(names.map((one) => `after_create ${one}`).toSorted());
    hooked.length = 0;
    await ask('DELETE', `/entry/api/v2/${id}/?cascade=true`);
    await app.settled();
    expect(hooked).toEqual([...names.map((one) => `before_delete ${one}`), ...names.map(() => 'after_delete number')]);
  });

  test('nothing is left of a service one of whose configurations is refused', async () => {
    const [one] = configurations();
    const answer = await ask('POST', `/entity/api/v2/${service.id}/entries/`, { name, configurations: [one, one] });
    expect(answer).toEqual({
      status: 400,
      body: {
        error: `Failed to create entry: Another entry of this entity has the name "${name} one"`,
      },
    });
    expect(await there()).toEqual([]);
  });

  test('configurations are passed over where no entity is set for them', async () => {
    const answer = await ask('POST', `/entity/api/v2/${bundle.id}/entries/`, {
      name,
      configurations: configurations(),
    });
    expect(answer).toMatchObject({ status: 202, body: { _plugin_override: { configurations_created: 0 } } });
    expect(await there()).toEqual([name]);
  });

  test('a service is changed, and what is not spoken of stays', async () => {
    const id = await makeService();
    const answer = await ask('PUT', `/entry/api/v2/${id}/`, { name: `${name} new`, attrs: { owner: 'mori' } });
    expect(answer).toEqual({ status: 202, body: { id, message: 'Entry update accepted' } });
    const { body } = await ask('GET', `/entry/api/v2/${id}/`);
    expect(body).toMatchObject({ name: `${name} new`, attrs: [{ value: 'mori' }, { value: [{}, {}] }, {}] });
  });

  test.each([
    ['?cascade=true', []],
    ['', [' one', ' two']],
    ['?cascade=false', [' one', ' two']],
  ])('deleting with "%s" leaves %j', async (query, left) => {
    const id = await makeService();
    expect(await ask('DELETE', `/entry/api/v2/${id}/${query}`)).toEqual({ status: 204, body: null });
    expect(await there()).toEqual(left.map((rest) => `${name}${rest}`));
  });

  test('a cascade deletes configurations, and no environments', async () => {
    const site = await ask('POST', `/entity/api/v2/${environment.id}/entries/`, { name: `${name} site`, attrs: [] });
    expect(site.status).toBe(202);
    const found = await data(
      `{ entries(entityName: "Environment", filter: { name: { eq: "${name} site" } }) { nodes { id } } }`,
    );
    const id = await makeService();
    await ask('PUT', `/entry/api/v2/${id}/`, { attrs: { environments: [Number(found.entries.nodes[0].id)] } });
    expect((await ask('DELETE', `/entry/api/v2/${id}/?cascade=true`)).status).toBe(204);
    expect(await there()).toEqual([`${name} site`]);
  });

  test('a cascade that reaches what the caller may not delete deletes nothing', async () => {
    const id = await makeService();
    const { body } = await ask('GET', `/entry/api/v2/${id}/`);
    const [, closed] = body.attrs[1].value;
    await restrict('ENTRY', closed, 'READABLE');
    expect(await ask('DELETE', `/entry/api/v2/${id}/?cascade=true`, undefined, mori.token)).toEqual({
      status: 403,
      body: { error: 'Parts of this entry may not be deleted by you', denied_entries: [closed] },
    });
    expect(await there()).toEqual([name, `${name} one`, `${name} two`]);
    expect((await ask('DELETE', `/entry/api/v2/${id}/`, undefined, mori.token)).status).toBe(204);
    expect(await ask('DELETE', `/entry/api/v2/${id}/`)).toMatchObject({ status: 400 });
  });
});

describe('over GraphQL', () => {
  const payload = '{ entry { id name isActive attrs { name json } } extensions errors { code message path plugin } }';
  const create = `mutation ($input: CreateEntryInput!) { done: createEntry(input: $input) ${payload} }`;
  const update = `mutation ($input: UpdateEntryInput!) { done: updateEntry(input: $input) ${payload} }`;
  const remove = `mutation ($id: ID!) { done: deleteEntry(input: { id: $id }) ${payload} }`;

  test('a service is created and changed, and both give the entry', async () => {
    const attrs = [{ attr: 'owner', value: 'mori' }];
    const { done } = await data(create, { input: { entityName: 'Service', name, attrs } });
    expect(done).toMatchObject({ entry: { name, attrs: [{ name: 'owner', json: 'mori' }, {}, {}] }, errors: [] });
    const input = { id: done.entry.id, name: `${name} new`, attrs: [{ attr: 'owner', value: 'ann' }] };
    expect((await data(update, { input })).done).toMatchObject({
      entry: { id: done.entry.id, name: `${name} new`, attrs: [{ json: 'ann' }, {}, {}] },
      errors: [],
    });
  });

  test('a name that is taken is an error of the plugin', async () => {
    await makeService();
    expect((await data(create, { input: { entityName: 'Service', name } })).done).toMatchObject({
      entry: null,
      errors: [
        {
          code: 'INVALID',
          message: `Failed to create entry: Another entry of this entity has the name "${name}"`,
          plugin,
        },
      ],
    });
  });

  test('deleting cascades where the operator wants it', async () => {
    const id = await makeService();
    const owned = await ask('GET', `/entry/api/v2/${id}/`);
    const input = {
      entityName: 'Bundle',
      name: `${name} bundle`,
      attrs: [{ attr: 'configurations', value: owned.body.attrs[1].value }],
    };
    const { done } = await data(create, { input });
    expect((await data(remove, { id: done.entry.id })).done).toEqual({ entry: null, extensions: null, errors: [] });
    expect(await there()).toEqual([name]);
    expect((await data(remove, { id })).done).toEqual({ entry: null, extensions: null, errors: [] });
    expect(await there()).toEqual([]);
  });
});
