import { describe, expect, test } from '@jest/globals';
import {
  batchResolver,
  definePlugin,
  entryHook,
  formatDatetimeForApi,
  generatePluginCacheKey,
  get,
  getAttrsHook,
  loadBatch,
  PluginLoadError,
  PluginSecurityError,
  sanitizePluginId,
  topic,
  validatePluginData,
  ValidationError,
  validationHook,
  type AttrInfo,
  type PluginContext,
  type PluginDeclaration,
} from './index.ts';
import { makeHarness } from './testing.ts';

const base: PluginDeclaration = { id: 'my-plugin', name: 'My Plugin', version: '1.0.0' };
const user = { id: 1, username: 'admin', isSuperuser: true };
const entity = { id: 5, name: 'Server', note: '', isActive: true };
const entry = { id: 7, name: 'web1', isActive: true, schema: { id: 5, name: 'Server' } };

describe('the in-memory host runs hooks', () => {
  test('by priority, for the entity, each after what the one before returned, with copies', async () => {
    const plugin = definePlugin({
      ...base,
      hooks: [
        entryHook('before_create', { priority: 200 }, ({ data }) => ({ ...data, name: `${data.name}!` })),
        entryHook('before_create', { entity: 'Rack' }, () => ({ name: 'not for racks' })),
        entryHook('before_create', { entity: 'Server' }, ({ data }) => {
          data.name = data.name?.toUpperCase();
          return data;
        }),
        entryHook('before_create', ({ data }) => void (data.name = 'dropped')),
        entryHook('before_create', ({ data }) => ({ name: data.name })),
        entryHook('before_create', { batch: true, priority: 50 }, ({ items }) =>
          items.map(({ data }) => ({ ...data, attrs: [{ id: 1, value: 2 }] })),
        ),
      ],
    });
    const payload = { entityName: 'Server', entity, user, data: { name: 'web1', attrs: [{ id: 1, value: 1 }] } };
    expect(await makeHarness(plugin).hook('entry.before_create', payload)).toEqual({
      name: 'WEB1!',
      attrs: [{ id: 1, value: 2 }],
    });
    expect(payload.data).toEqual({ name: 'web1', attrs: [{ id: 1, value: 1 }] });
  });

  test('of attributes, also in their batched form', async () => {
    const plugin = definePlugin({
      ...base,
      hooks: [
        getAttrsHook('entry', ({ attrinfo }) => attrinfo.map((attr) => ({ ...attr, flag: true }))),
        getAttrsHook('entry', { batch: true }, ({ attrinfos }) => attrinfos.map((list) => list.toReversed())),
      ],
    });
    const attr = (name: string): AttrInfo => ({ id: 1, schema: null, name, type: 2, isReadable: true, value: 'x' });
    const attrinfo = [attr('a'), attr('b')];
    const list = await makeHarness(plugin).hook('entry.get_attrs', { entry, attrinfo, isRetrieve: true });
    expect(list).toMatchObject([
      { name: 'b', flag: true },
      { name: 'a', flag: true },
    ]);
  });

  test('and lets out what they throw, also what a batched validation returns', async () => {
    const refusal = new ValidationError('forbidden', ['name']);
    const thrown = definePlugin({
      ...base,
      hooks: [
        validationHook(({ name }) => {
          if (name.includes('forbidden')) throw refusal;
        }),
      ],
    });
    const returned = definePlugin({
      ...base,
      hooks: [validationHook({ batch: true }, ({ items }) => items.map(() => refusal))],
    });
    const payload = { user, schemaName: 'Server', entity, name: 'a forbidden name', attrs: [], instance: null };
    await expect(makeHarness(thrown).hook('entry.validate', payload)).rejects.toBe(refusal);
    await expect(makeHarness(returned).hook('entry.validate', payload)).rejects.toBe(refusal);
    expect(await makeHarness(thrown).hook('entry.validate', { ...payload, name: 'fine' })).toBeUndefined();
  });
});

describe('the in-memory host', () => {
  test('remembers what is logged and published', async () => {
    const filled = topic<{ id: number }>('rack-filled');
    const hooks = [
      entryHook('after_create', async (payload, ctx) => {
        ctx.log.info(`Entry created: ${payload.entry.name}`, { actor: ctx.actor?.username });
        await ctx.publish(filled, { id: payload.entry.id });
      }),
    ];
    const harness = makeHarness(definePlugin({ ...base, hooks }));
    await harness.hook('entry.after_create', { entityName: 'Server', entity, user, entry });
    expect(harness.log).toEqual([{ level: 'info', message: 'Entry created: web1', details: { actor: 'admin' } }]);
    expect(harness.published).toEqual([{ topic: 'rack-filled', payload: { id: 7 } }]);
  });

  test('parses options and refuses what is no plugin', () => {
    const plugin = definePlugin({ ...base, options: ({ site = 'main' }) => ({ site }) });
    expect(makeHarness(plugin).ctx.options).toEqual({ site: 'main' });
    expect(makeHarness(plugin, { options: { site: 'tokyo', other: 1 } }).ctx.options).toEqual({ site: 'tokyo' });
    expect(() => makeHarness({})).toThrow(PluginLoadError);
  });

  test('lets only those act elevated that declare it', async () => {
    const work = async (): Promise<string> => 'done';
    const [plain, elevated] = [base, { ...base, elevated: true }].map(
      (declaration) => makeHarness(definePlugin(declaration)).ctx,
    );
    await expect(plain?.elevated('to count', work)).rejects.toThrow(PluginSecurityError);
    expect(await elevated?.elevated('to count', work)).toBe('done');
  });

  test('prefers fixed parts to names and decodes names', async () => {
    const routes = [get('greet/:name/', ({ params }) => params.name), get('greet/all/', () => 'everybody')];
    const { request } = makeHarness(definePlugin({ ...base, routes }));
    const paths = ['greet/all/', 'greet/J%C3%BCrgen%2F/', 'greet/all', 'greet//'];
    const answers = await Promise.all(paths.map((path) => request('GET', path)));
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [200, 'everybody'],
      [200, 'Jürgen/'],
      [404, undefined],
      [404, undefined],
    ]);
  });

  test('calls resolvers, batched ones once for all parents', async () => {
    const calls: unknown[] = [];
    const resolvers = {
      Query: { hello: (_parent: unknown, { to }: { to: string }) => `Hello ${to}` },
      Entry: {
        length: batchResolver((names: readonly string[]) => (calls.push(names), names.map((name) => name.length))),
      },
    };
    const { resolve } = makeHarness(definePlugin({ ...base, resolvers }));
    expect(await resolve('Query.hello', [null], { to: 'you' })).toEqual(['Hello you']);
    expect(await resolve('Entry.length', ['a', 'bb'])).toEqual([1, 2]);
    expect(calls).toEqual([['a', 'bb']]);
    await expect(resolve('Entry.missing')).rejects.toThrow('There is no resolver Entry.missing');
  });
});

describe('a batch resolver without a host', () => {
  // Nothing of the context is used here.
  const ctx = {} as PluginContext;

  test('loads one parent at a time', async () => {
    const double = batchResolver((parents: readonly number[]) => parents.map((parent) => parent * 2));
    expect(await double(4, {}, ctx)).toBe(8);
  });

  test('throws the error that a parent got', async () => {
    const failing = batchResolver((parents: readonly number[]) => parents.map(() => new Error('no')));
    await expect(failing(4, {}, ctx)).rejects.toThrow('no');
  });

  test('must give one result for each parent', async () => {
    const message = 'A batch resolver must return a list of 2 results, one for each parent; got';
    await expect(loadBatch(() => [1], [1, 2], {}, ctx)).rejects.toThrow(`${message} 1 results`);
    await expect(loadBatch((() => 'x') as never, [1, 2], {}, ctx)).rejects.toThrow(`${message} string`);
  });
});

describe('the small functions', () => {
  test('name missing fields', () => {
    const data = { a: 1, b: null };
    expect(validatePluginData(data, ['a'])).toEqual({ valid: true, data, validatedFields: ['a'] });
    expect(() => validatePluginData(data, ['a', 'b', 'c', 'toString'])).toThrow(
      'Missing required fields: b, c, toString',
    );
  });

  test('write times without a zone, and leave texts', () => {
    const time = new Date(2025, 8, 15, 2, 9, 45, 658);
    expect([time, null, undefined, 'soon', 5].map((value) => formatDatetimeForApi(value))).toEqual([
      '2025-09-15T02:09:45.658000',
      null,
      null,
      'soon',
      '5',
    ]);
  });

  test('make ids and keys of texts', () => {
    expect(['my-plugin_1', '-My plugin!_', '---', '', 'größe'].map(sanitizePluginId)).toEqual([
      'my-plugin_1',
      'Myplugin',
      '',
      '',
      'größe',
    ]);
    expect(generatePluginCacheKey(' my-plugin ', 'racks')).toBe('pagoda:plugin:my-plugin:racks');
  });

  test('name topics, and refuse names that none can have', () => {
    expect(topic('rack:7.filled')).toEqual({ name: 'rack:7.filled' });
    expect(() => topic('two words')).toThrow('"two words" cannot name a topic');
  });
});
