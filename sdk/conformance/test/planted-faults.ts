import {
  batchResolver,
  definePlugin,
  Entity,
  Entry,
  entryHook,
  get,
  getAttrsHook,
  PluginTaskConfig,
  post,
  response,
  validationHook,
} from 'pagoda-plugin-sdk';
import type { ConformanceTopic } from 'pagoda-plugin-sdk/testing';

/** One plugin with one fault, and what is said of it. */
export interface Planted {
  readonly topic: ConformanceTopic;
  readonly plugin: unknown;
  readonly says: RegExp;
}

/** A plugin as the compiler would not let it through. */
function careless(declaration: object): unknown {
  return definePlugin({ id: 'faulty', name: 'Faulty', version: '1.0.0', ...declaration });
}

function planted(topic: ConformanceTopic, declaration: object, says: RegExp): Planted {
  return { topic, plugin: careless(declaration), says };
}

/** With a field on the type Entry and its resolver. */
function entryField(resolve: unknown): object {
  return { typeDefs: 'extend type Entry { spares: Int }', resolvers: { Entry: { spares: resolve } } };
}

const timers: NodeJS.Timeout[] = [];

function left(timer: NodeJS.Timeout): NodeJS.Timeout {
  timers.push(timer);
  return timer;
}

/** Takes away what the faulty plugins left behind. */
export function clearTimers(): void {
  for (const timer of timers.splice(0)) clearTimeout(timer);
}

const never = (): Promise<never> => new Promise(() => {});
const sdl = (typeDefs: string, resolvers: object = {}): object => ({ typeDefs, resolvers });
const oneField = 'extend type Query { spares: Int }';
const tasks = { a: { offset: 1, run: never }, b: { offset: 1, run: never } };

export const PLANTED: Readonly<Record<string, Planted>> = {
  'no plugin': {
    topic: 'declaration',
    plugin: { id: 'x' },
    says: /^the export: it is no plugin\. Export what definePlugin/,
  },
  'a misspelt key': planted('declaration', { rotues: [] }, /nobody reads its key "rotues"\. Did you mean "routes"\?/),
  'a misspelt option of a hook': planted(
    'declaration',
    { hooks: [{ hook: 'entry.after_create', prioritiy: 1, handler: () => {} }] },
    /^hooks\[0\] \(entry\.after_create\): nobody reads its key "prioritiy"\. Did you mean "priority"\?/,
  ),
  'no version': planted('declaration', { version: 'newest' }, /"newest" is no version/),
  'another SDK': planted('declaration', { sdk: '^9.0.0' }, /"\^9\.0\.0" leaves out \d+\.\d+\.\d+/),
  'a dependency on itself': planted('declaration', { dependencies: ['faulty'] }, /cannot depend on itself/),
  'two tasks with one number': planted(
    'declaration',
    { tasks: new PluginTaskConfig({ pluginId: 'faulty', tasks }) },
    /^tasks\.b: its offset 1 is that of a/,
  ),
  'SDL that cannot be read on its third line': planted(
    'sdl',
    sdl('\nextend type Query {\n a: '),
    /Syntax Error.*\(line 3\)/,
  ),
  'SDL that cannot be read': planted('sdl', sdl('extend type Query { a: '), /Syntax Error.*\(line 1\)/),
  'a type of the server': planted('sdl', sdl('type Entity { id: ID }'), /Entity is already declared by the server/),
  'a field of the server': planted(
    'sdl',
    sdl('extend type Entry { name: ID }'),
    /Entry\.name is already declared by the server/,
  ),
  'a schema of its own': planted(
    'sdl',
    sdl('schema { query: Mine } type Mine { a: Int }'),
    /the schema is that of everybody\. .*`extend type Query/,
  ),
  'an extended schema': planted('sdl', sdl('extend schema { query: Entry }'), /the schema is that of everybody/),
  'a directive of GraphQL': planted(
    'sdl',
    sdl('directive @skip(if: Int) on FIELD'),
    /@skip is already declared by GraphQL/,
  ),
  'a root type without extend': planted('sdl', sdl('type Query { a: Int }'), /write `extend type Query \{ … \}`/),
  'a required field in an input of the server': planted(
    'sdl',
    sdl('extend input CreateEntryInput { "What: for!" mine: [Int!] also: Int! }'),
    /CreateEntryInput belongs to the server, and every call that does not know also would fail/,
  ),
  'a default in an input of the server': planted(
    'sdl',
    sdl('extend input CreateEntryInput { mine: Int = 3 }'),
    /the default of mine/,
  ),
  'a value in an enum of the server': planted(
    'sdl',
    sdl('extend enum AttributeType { MINE }'),
    /AttributeType belongs to the server/,
  ),
  'a directive on a type of the server': planted(
    'sdl',
    sdl('directive @mine(a: Int = 1) repeatable on OBJECT | FIELD extend type Entry @mine(a: 2) @mine'),
    /@mine would change it/,
  ),
  'an interface on a type of the server': planted(
    'sdl',
    sdl('extend type Entry implements Named & Other @x { a: Int }'),
    /@x would change it/,
  ),
  'a name of the introspection': planted('sdl', sdl('type __Mine { a: Int }'), /names that begin with "__"/),
  'a field twice': planted(
    'sdl',
    sdl(`${oneField} ${oneField}`),
    /Query\.spares is already declared by the plugin itself/,
  ),
  'a type that is not there': planted('sdl', sdl('extend type Query { a: Rack }'), /Unknown type "Rack"/),
  'a resolver too much': planted(
    'resolvers',
    sdl(oneField, { Query: { spares: () => 1, spare: () => 1 } }),
    /^resolvers\.Query\.spare: the SDL of the plugin declares no such field/,
  ),
  'a resolver too few': planted('resolvers', sdl(oneField), /^Query\.spares: it has no resolver/),
  'a subscription without a source': planted(
    'resolvers',
    sdl('extend type Subscription { spares: Int }', { Subscription: { spares: () => 1 } }),
    /has no function `subscribe`/,
  ),
  'a wrapper around nothing': planted(
    'resolvers',
    { wrap: { 'Query.nothing': never } },
    /neither the server nor a plugin/,
  ),
  'a batch resolver with too few results': planted(
    'resolvers',
    entryField(batchResolver(() => [1])),
    /gives a list of 1 for 3 parents/,
  ),
  'a resolver that cannot do without an argument': planted(
    'resolvers',
    sdl('extend type Query { spares(of: String): Int }', {
      Query: { spares: (_parent: unknown, { of }: { of: string }) => of.length },
    }),
    /fails with TypeError/,
  ),
  'an unknown hook': planted('hooks', { hooks: [{ hook: 'entry.after_lunch', handler: never }] }, /no such hook/),
  'an after hook that rejects': planted(
    'hooks',
    { hooks: [{ hook: 'entry.after_create', onError: 'reject', handler: never }] },
    /only before hooks can reject/,
  ),
  'a before hook that returns no data': planted(
    'hooks',
    { hooks: [{ hook: 'entry.before_create', handler: () => 'x' }] },
    /returns a string, where the changed data or nothing is expected/,
  ),
  'an after hook that returns something': planted(
    'hooks',
    { hooks: [{ hook: 'entry.after_update', handler: () => true }] },
    /returns a boolean, which nobody reads/,
  ),
  'a value of the wrong type': planted(
    'hooks',
    { hooks: [getAttrsHook('entry', ({ attrinfo }) => attrinfo.map((attr) => ({ ...attr, value: 42 })))] },
    /unusable attribute "STRING": type STRING holds a string, and this is a number/,
  ),
  'a batch with too few results': planted(
    'hooks',
    { hooks: [entryHook('before_create', { batch: true }, ({ items }) => items.slice(1).map(({ data }) => data))] },
    /a list of 2 results for a batch of 3/,
  ),
  'a hook that changes a view': planted(
    'hooks',
    { hooks: [entryHook('after_create', ({ entry }) => void Object.assign(entry, { name: 'x' }))] },
    /changes what is not its own: TypeError/,
  ),
  'a hook that knows texts only': planted(
    'hooks',
    {
      hooks: [
        getAttrsHook('entry', ({ attrinfo }) =>
          attrinfo.map((attr) => ({ ...attr, shout: (attr.value as string).toUpperCase() })),
        ),
      ],
    },
    /fails with TypeError.*payload: every type of attribute/,
  ),
  'a hook that wants every key': planted(
    'hooks',
    { hooks: [entryHook('before_update', ({ data }) => ({ ...data, name: (data.name as string).trim() }))] },
    /fails with TypeError.*payload: attributes alone/,
  ),
  'a resolver that asks for each': planted(
    'loads',
    entryField(({ id }: { id: number }) => Entry.objects.filter({ id }).count()),
    /calls models 1 times for 1 and 50 times for 50\. Use batchResolver/,
  ),
  'a batch that asks for each': planted(
    'loads',
    entryField(batchResolver((parents) => Promise.all(parents.map(() => Entity.objects.count())))),
    /calls models 1 times for 1 and 50 times for 50/,
  ),
  'a list that asks for each': planted(
    'loads',
    {
      routes: [
        get('racks/', async () => {
          const entries = await Entry.objects.filter({ isActive: true });
          return Promise.all(entries.map(({ id }) => Entry.objects.filter({ schema: { id } }).count()));
        }),
      ],
    },
    /calls models 2 times for 1 stored object and 51 times for 50/,
  ),
  'attributes that ask for each': planted(
    'loads',
    { hooks: [getAttrsHook('entry', async ({ attrinfo }) => ((await Entity.objects.count()) > 5 ? [] : attrinfo))] },
    /Register it with `batch: true`/,
  ),
  'a path without a slash': planted(
    'routes',
    { routes: [get('racks', () => [])] },
    /does not end with a slash\. Write 'racks\/'/,
  ),
  'a path from the root': planted('routes', { routes: [get('/racks/', () => [])] }, /begins with a slash/),
  'an unknown auth': planted(
    'routes',
    { routes: [{ method: 'GET', path: 'racks/', auth: 'admin', handler: () => [] }] },
    /nobody knows its auth "admin"/,
  ),
  'two routes for one address': planted(
    'routes',
    { routes: [get('racks/:id/', () => []), get('racks/:name/', () => [])] },
    /^routes\[1\] .*: routes\[0\] \(GET racks\/:id\/\) takes the same addresses/,
  ),
  'a promise in an answer': planted(
    'routes',
    { routes: [get('racks/', () => ({ count: Promise.resolve(3) }))] },
    /the body\.count is a promise that was not awaited/,
  ),
  'no answer': planted('routes', { routes: [get('racks/', () => {})] }, /answers 200 without a body/),
  'an error without a form': planted(
    'routes',
    { routes: [get('racks/', () => response(404, 'not there'))] },
    /its error 404 has no object as its body/,
  ),
  'a route that needs somebody': planted(
    'routes',
    {
      routes: [
        get('me/', { auth: 'public' }, (_request, { actor }) => ({ name: (actor as { username: string }).username })),
      ],
    },
    /fails with TypeError.* to who is not logged in/,
  ),
  'a query that is not checked': planted(
    'routes',
    { routes: [get('racks/', ({ query }) => ({ all: 'x'.repeat(Number(query.get('limit') ?? 1)) }))] },
    /throws RangeError.* to limit=/,
  ),
  'a number in the path that is not checked': planted(
    'routes',
    {
      routes: [
        get('racks/:id/', async ({ params }) => {
          const entry = await Entry.objects.filter({ id: Number(params.id) }).first();
          return { name: (entry as { name: string }).name };
        }),
      ],
    },
    /throws TypeError.* to id=%\$\?/,
  ),
  'a body that is not checked': planted(
    'routes',
    { routes: [post('racks/', ({ body }) => ({ name: ((body as { name?: string }).name ?? '').trim() }))] },
    /throws TypeError.* to the body null/,
  ),
  'a key of a body that is not checked': planted(
    'routes',
    { routes: [post('racks/', ({ body }) => ({ name: (Object(body) as { name?: string }).name?.trim() ?? '' }))] },
    /throws TypeError.* to the body \{"name":5\}/,
  ),
  'options that take anything': planted(
    'options',
    { options: ({ site = 'main' }) => ({ site }) },
    /^options\.site: the parser takes anything/,
  ),
  'options that fail without a word': planted(
    'options',
    { options: ({ site = 'main' }) => ({ site: site.trim() }) },
    /^options\.site: the parser fails at garbage with TypeError/,
  ),
  'a hook that never ends': planted(
    'time',
    { hooks: [validationHook({ timeout: 200 }, never)] },
    /did not end within 200 ms; the server gives it 200 ms/,
  ),
  'a resolver that never ends': planted(
    'time',
    entryField(never),
    /^resolvers\.Entry\.spares: it did not end within 1000 ms/,
  ),
  'a route that never ends without models': planted(
    'time',
    {
      routes: [
        get('racks/', () =>
          Entry.objects
            .count()
            .catch(never)
            .then((count) => ({ count })),
        ),
      ],
    },
    /did not end within 1000 ms when the models reject/,
  ),
  'a timer': planted(
    'isolation',
    { hooks: [entryHook('after_create', () => void left(setTimeout(() => {}, 60_000)))] },
    /leaves a timer of 60000 ms behind/,
  ),
  'a timer when something fails': planted(
    'isolation',
    {
      hooks: [
        entryHook('after_create', async () => {
          const timer = left(setTimeout(() => {}, 60_000));
          await Entry.objects.count();
          clearTimeout(timer);
        }),
      ],
    },
    /leaves a timer of 60000 ms behind when the models reject/,
  ),
  'a call that nobody awaits': planted(
    'isolation',
    { hooks: [entryHook('after_create', () => void Entry.objects.count().catch(() => 0))] },
    /ends before Entry\.objects\.count does/,
  ),
  'an interval that goes on': planted(
    'lifeCycle',
    { ready: () => void left(setInterval(() => {}, 1000)), stop: () => {} },
    /^ready and stop: it leaves an interval of 1000 ms behind\. Clear it in stop/,
  ),
};
