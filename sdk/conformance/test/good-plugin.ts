import {
  AllowAny,
  batchResolver,
  definePlugin,
  Entity,
  EntityAttr,
  entityHook,
  Entry,
  entryHook,
  get,
  getAttrsHook,
  noContentResponse,
  overrideOperation,
  parseBody,
  PluginAPIViewMixin,
  PluginTaskConfig,
  post,
  queryInteger,
  response,
  topic,
  User,
  ValidationError,
  validationHook,
  view,
  type EntryView,
  type Plugin,
} from 'pagoda-plugin-sdk';

const filled = topic<{ spares: number }>('filled');
const racks = new Map<number, string>();

class HelloView extends PluginAPIViewMixin {
  override permissionClasses = [AllowAny];
  override get() {
    return { hello: this.ctx.actor?.username ?? 'nobody', plugin: this.pluginId };
  }
}

function readName(body: unknown): string {
  const { name } = Object(body) as { readonly name?: unknown };
  if (typeof name === 'string' && name !== '') return name;
  throw new ValidationError('name must be a text', ['name']);
}

let beat: NodeJS.Timeout | undefined;

/** Uses everything, and nothing wrongly. */
export const everything: Plugin = definePlugin({
  id: 'everything',
  name: 'Everything',
  version: '1.2.3-beta.1',
  sdk: '^1.0.0',
  options({ site }) {
    if (typeof site !== 'string' || site.length < 3 || site === 'garbage')
      throw new Error('site must be the name of a site');
    return { site };
  },
  params: ({ most = 5 }) => {
    if (typeof most !== 'number' || most < 0) throw new ValidationError('most must be a number', ['most']);
    return { most };
  },
  typeDefs: `
    enum Fill { FULL EMPTY }
    input RackInput { name: String!, fill: Fill = EMPTY }
    type Rack { id: ID! name: String! entry: Entry spares(most: Int! = 3): [Int!]! secret: String }
    extend type Query { rack(id: ID!): Rack racks(first: Int): [Rack!]! }
    extend type Mutation { fillRack(input: RackInput!): Rack }
    extend type Subscription { rackFilled: Rack }
    extend type Entry { rack: Rack spareCount: Int }
    scalar Height
  `,
  resolvers: {
    Height: { serialize: String },
    Fill: { FULL: 1, EMPTY: 0 },
    Query: {
      rack: async (_parent: unknown, { id }: { id: string }) => Entry.objects.filter({ id: Number(id) }).first(),
      racks: async () => [...(await Entry.objects.filter({ schema: { name: 'Rack' } }).limit(10))],
    },
    Mutation: {
      async fillRack(_parent: unknown, { input }: { input: { name: string } }) {
        const schema = await Entity.objects.get({ name: 'Rack' });
        return Entry.objects.create({ name: input.name.trim(), schema });
      },
    },
    Subscription: {
      rackFilled: {
        subscribe: (_parent: unknown, _args: unknown, ctx: { subscribe: (of: unknown) => unknown }) =>
          ctx.subscribe(filled),
      },
    },
    Rack: {
      spares: batchResolver(async (parents: readonly { id: string }[]) => {
        const stored = await Entry.objects.filter({ id: { in: parents.map(({ id }) => Number(id)) } });
        return parents.map(() => [stored.length]);
      }),
      // Holds what the SDL does not tell.
      secret: ({ hidden }: { hidden: { key: string } }) => hidden.key,
    },
    Entry: {
      rack: ({ id }: EntryView) => ({ id, name: racks.get(id) ?? 'none' }),
      spareCount: batchResolver(async (entries: readonly EntryView[]) => {
        const rows = await Entry.objects.filter({ id: { in: entries.map(({ id }) => id) } });
        return entries.map((entry) => rows.find(({ id }) => id === entry.id)?.name.length ?? 0);
      }),
    },
  },
  wrap: { 'Query.entries': (next, parent, args, ctx, info) => next(parent, args, ctx, info) },
  routes: [
    get('racks/', async (request) => {
      const limit = queryInteger(request, 'limit', { min: 1, max: 100 }) ?? 20;
      const entries = await Entry.objects.filter({ isActive: true }).orderBy('name').limit(limit);
      return {
        racks: await Promise.all(entries.map(async (entry) => ({ id: entry.id, values: await entry.getAttrs() }))),
      };
    }),
    get('racks/:id/', async ({ params: { id } }) => {
      if (!/^\d{1,15}$/.test(id)) return response(404, { message: 'There is no such rack' });
      const entry = await Entry.objects.filter({ id: Number(id) }).first();
      const columns = entry && (await EntityAttr.objects.filter({ parentEntity: entry.schema }).orderBy('index'));
      return entry ? { id: entry.id, columns: columns?.map(({ name }) => name) } : response(404, { message: 'gone' });
    }),
    post('racks/', { auth: 'superuser' }, (request) => response(201, { name: parseBody(request, readName) })),
    get('export/', () => response(200, 'a,b', { 'content-type': 'text/csv' })),
    ...view('hello/', HelloView),
  ],
  hooks: [
    entryHook('before_create', { entity: 'Rack' }, ({ data }) => ({ ...data, name: data.name?.trim() })),
    entryHook('before_update', ({ data }) => void (data.name = 'dropped')),
    entryHook('after_create', { batch: true }, async ({ items }, ctx) => {
      const users = await User.objects.filter({ id: { in: items.map(({ user }) => user.id) } });
      await ctx.publish(filled, { spares: users.length });
    }),
    // Its own attributes are not among the samples.
    entryHook('after_update', async ({ entry }) => {
      const values = await (await Entry.objects.get({ id: entry.id })).getAttrs();
      racks.set(entry.id, String(Object(values).serial.toUpperCase()));
    }),
    entryHook('after_delete', async (_payload, ctx) => {
      try {
        await fetch('http://127.0.0.1:9/', { signal: AbortSignal.any([ctx.signal, AbortSignal.timeout(300)]) });
      } catch (error) {
        ctx.log.warn(String(error));
      }
    }),
    entityHook('before_create', ({ data }) => data),
    validationHook(({ name, attrs }) => {
      if (name === 'sample' && attrs.length > 1) throw new ValidationError('forbidden', ['name']);
    }),
    validationHook({ batch: true }, ({ items }) => items.map(() => new ValidationError('none of them'))),
    validationHook(() => {
      throw new Error('not today');
    }),
    getAttrsHook('entry', { batch: true }, ({ attrinfos }) =>
      attrinfos.map((list) => [
        ...list.map((attr) => ({ ...attr, flag: true })),
        { id: null, schema: null, name: 'extra', type: 2, isReadable: true, value: 'x' },
      ]),
    ),
    getAttrsHook('entity', ({ attrinfo }) => attrinfo.toReversed()),
  ],
  overrides: [overrideOperation('delete', () => noContentResponse())],
  tasks: new PluginTaskConfig({
    pluginId: 'everything',
    tasks: { a: { offset: 0, run: () => 1 }, b: { offset: 1, run: () => 2 } },
  }),
  ready(ctx) {
    ctx.log.info('ready');
    beat = setInterval(() => {}, 1000);
  },
  stop: () => clearInterval(beat),
});
