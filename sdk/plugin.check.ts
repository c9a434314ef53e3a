// Tests of types: the compiler runs them. Each line under `@ts-expect-error` must not compile.
import {
  batchResolver,
  definePlugin,
  del,
  entityHook,
  Entity,
  Entry,
  entryHook,
  get,
  getAttrsHook,
  Job,
  legacyHooks,
  overrideOperation,
  Plugin,
  PluginTaskConfig,
  post,
  successResponse,
  topic,
  User,
  validationHook,
  type EntryHookType,
  type EntryProtocol,
  type HookBatch,
  type HookOfType,
  type HookPayloads,
  type PluginBatchHandler,
  type PluginContext,
  type PluginHookContext,
  type PluginHookHandler,
  type PluginRoute,
  type RouteRequest,
} from './index.ts';

const rackFilled = topic<{ id: number }>('rack-filled');

export const whole = definePlugin({
  id: 'whole',
  name: 'Whole',
  version: '1.0.0',
  sdk: '^1.0.0',
  typeDefs: new URL('./schema.graphql', import.meta.url),
  resolvers: {
    Entry: { units: batchResolver(async (entries: readonly { id: number }[]) => entries.map(({ id }) => id)) },
  },
  wrap: { 'Query.entries': (next, parent, args, ctx, info) => next(parent, { ...args, isActive: true }, ctx, info) },
  routes: [
    get('greet/:name/', { auth: 'public' }, ({ params }) => ({ greeting: params.name.toUpperCase() })),
    del('racks/:rack/units/:unit/', { auth: (_request, { actor }) => actor !== null }, ({ params }) => [
      params.rack,
      params.unit,
    ]),
  ],
  hooks: [
    entryHook('after_create', ({ entry, entityName }, ctx) => ctx.log.info(`${entry.name} in ${entityName}`)),
    entryHook('before_create_entry_v2', { entity: 'Server', onError: 'reject' }, ({ data }) => data),
    entryHook('entry.after_delete', { batch: true }, ({ items }, ctx) => void [items.length, ctx.changeIds]),
    entityHook('before_update', async ({ data, entity }) => ({ ...data, note: entity.note })),
    validationHook(async ({ name, instance }, ctx) => ctx.publish(rackFilled, { id: instance?.id ?? name.length })),
    getAttrsHook('entry', ({ attrinfo, isRetrieve }) => (isRetrieve ? attrinfo : undefined)),
    getAttrsHook('entity', { batch: true }, ({ entities, attrinfos }) => attrinfos.slice(0, entities.length)),
    ...legacyHooks({
      after_create_entry_v2: (entityName, user, entry) => void [entityName, user.username, entry.schema.name],
    }),
  ],
  overrides: [
    overrideOperation('delete', { hooks: false }, async ({ entry, isAuthenticated }) => {
      if (isAuthenticated) await entry?.delete();
      return successResponse();
    }),
  ],
  tasks: new PluginTaskConfig({
    pluginId: 'whole',
    tasks: { task_a: { offset: 0, run: async (job) => job.update(2) } },
    hiddenOperations: ['task_a'],
  }),
  ready: (ctx) => ctx.log.info('ready'),
});

export class Decorated extends Plugin {
  override id = 'decorated';
  override name = 'Decorated';

  @entryHook('after_create')
  log({ entry }: HookPayloads['entry.after_create'], ctx: PluginHookContext): void {
    ctx.log.info(`${this.id}: ${entry.name}`);
  }

  @entryHook('after_delete', { batch: true })
  forget({ items }: HookBatch<'entry.after_delete'>): void {
    void items.length;
  }

  @getAttrsHook('entry', { entity: 'Server' })
  attrs({ attrinfo }: HookPayloads['entry.get_attrs']): HookPayloads['entry.get_attrs']['attrinfo'] {
    return attrinfo;
  }

  @overrideOperation('list')
  list(): null {
    return null;
  }

  // @ts-expect-error an after hook returns nothing
  @entryHook('after_create')
  wrongResult(): string {
    return 'x';
  }

  // @ts-expect-error a validation gets no data
  @validationHook()
  wrongPayload(_payload: { data: object }): void {}
}

// @ts-expect-error there is no such hook
entryHook('after_lunch', () => {});
// @ts-expect-error that is a hook of entities
entryHook('before_update_entity_v2', () => {});
// @ts-expect-error entities are not restored
entityHook('before_restore', () => {});
// @ts-expect-error attributes belong to entries and entities
getAttrsHook('user', () => {});
// @ts-expect-error an after hook returns nothing
entryHook('after_create', ({ entry }) => entry.name);
// @ts-expect-error the data has no such form
entryHook('before_create', () => ({ name: 5 }));
// @ts-expect-error the key is misspelt
entryHook('before_create', () => ({ nmae: 'x' }));
// @ts-expect-error the key beside it is misspelt
entryHook('before_create', ({ data }) => ({ ...data, nmae: 'x' }));
// @ts-expect-error in a promise too
entryHook('before_update', { entity: 'Server' }, async ({ data }) => ({ ...data, nmae: 'x' }));
// @ts-expect-error and in one of two answers
entryHook('before_update', ({ data }) => (data.name ? { ...data, name: 'x' } : { ...data, nmae: 'x' }));
// @ts-expect-error entities have no attr
entityHook('before_create', ({ data }) => ({ ...data, attr: [] }));
// @ts-expect-error data has no such key to set
entryHook('before_create', ({ data }) => void (data.nmae = 'x'));
// @ts-expect-error each of a batch
entryHook('before_create', { batch: true }, ({ items }) => items.map(({ data }) => ({ ...data, nmae: 'x' })));
entryHook('before_create', { batch: true }, ({ items }) => items.map(({ data }) => (data.name ? data : null)));
entryHook('before_update', async ({ data }) => {
  if (data.attrs?.length) return { ...data, name: data.name?.trim() };
});
entryHook('before_create', ({ data }) => ({ attrs: [...(data.attrs ?? []), { id: 1, value: null }] }));
entityHook('before_update', ({ data }) => ({ ...data, isToplevel: true, itemNameType: 'ID' }));
// Each answer has keys of its own; the handlers need no annotation.
entryHook('before_update', ({ data, entry }, ctx) => {
  if (ctx.dryRun) return { name: entry.name };
  return { attrs: data.attrs };
});
entityHook('before_update', ({ data }) => (data.name ? { note: data.name } : { isToplevel: true }));
entityHook('before_create', { priority: 1 }, ({ data }) => (data.name ? { itemNameType: 'ID' } : { acl: null }));
entryHook('before_create', async ({ data }, ctx) => {
  if (await ctx.models.Entry.objects.filter({ name: data.name ?? '' }).exists()) return { name: `${data.name} 2` };
  if (data.attrs?.length) return { attrs: data.attrs.toReversed() };
  return undefined;
});
entryHook('before_create', { batch: true }, async ({ items }, { dryRun }) =>
  items.map(({ data }) => (dryRun ? null : data.name ? { name: data.name } : { attrs: data.attrs })),
);
entityHook('before_create', { batch: true }, ({ items }) => {
  if (items.length === 0) return;
  return items.map(({ data }, index) => (index ? { note: data.name } : { isToplevel: true }));
});
entryHook('before_create', ({ data }) => JSON.parse(JSON.stringify(data)));
entryHook('before_update', async ({ data }) => JSON.parse(String(data.name)));
entryHook('before_create', { batch: true }, ({ items }) => JSON.parse(String(items.length)));
entryHook('before_create', () => {
  throw new Error('never');
});
entryHook('before_create', async (_payload, ctx) => ctx.log.info('seen'));
const trims: PluginHookHandler<'entry.before_create'> = ({ data }) => data;
entryHook('before_create', trims);
entryHook<'before_create'>('before_create', trims);
entryHook('before_create', function (this: void, { data }) {
  return data;
});
export const wrapped = <T extends EntryHookType>(
  type: T,
  handler: PluginHookHandler<HookOfType<'entry', T>>,
): unknown => entryHook(type, handler);
export const manyWrapped = <T extends EntryHookType>(
  type: T,
  handler: PluginBatchHandler<HookOfType<'entry', T>>,
): unknown => entryHook(type, { batch: true }, handler);
// @ts-expect-error one of two returns is misspelt
entryHook('before_update', ({ data }) => {
  if (data.name) return { name: 'x' };
  return { atrs: data.attrs };
});
// @ts-expect-error one of two returns has another form
entryHook('before_update', ({ data }) => (data.name ? { name: 5 } : { attrs: [] }));
// @ts-expect-error one of two promises is misspelt
entityHook('before_update', async ({ data }) => (data.name ? { nte: data.name } : { isToplevel: true }));
// @ts-expect-error one of a batch is misspelt
entityHook('before_create', { batch: true }, async ({ items }) =>
  items.map((_, i) => (i ? { note: 'x' } : { nte: 'x' })),
);
// @ts-expect-error one of a batch has another form
entryHook('before_create', { batch: true }, ({ items }) => items.map(() => ({ name: 5 })));
// @ts-expect-error a list comes back
getAttrsHook('entry', () => ({ attrinfo: [] }));
// @ts-expect-error the option is misspelt
entryHook('after_create', { entiti: 'Server' }, () => {});
entryHook('after_delete', { durable: true, batch: true }, () => {});
// @ts-expect-error durable is for after hooks
entryHook('before_create', { durable: true }, () => {});
// @ts-expect-error onError is for before hooks
entryHook('after_create', { onError: 'reject' }, () => {});
// @ts-expect-error a list of entities has all its attributes
getAttrsHook('entity', { needs: ['owner'] }, ({ attrinfo }) => attrinfo);
getAttrsHook('entry', { needs: ['owner'] }, ({ attrinfo }) => attrinfo);
// @ts-expect-error a batched handler gets many
entryHook('after_create', { batch: true }, ({ entry }) => void entry);
// @ts-expect-error there is no such payload key
entryHook('after_create', ({ entri }) => void entri);
// @ts-expect-error nobody heard of that legacy name
legacyHooks({ after_create_entry: () => {} });
// @ts-expect-error there is no such operation
overrideOperation('patch', () => null);
// @ts-expect-error a plugin has a version
definePlugin({ id: 'x', name: 'X' });
// @ts-expect-error the key is misspelt
definePlugin({ id: 'x', name: 'X', version: '1', rotues: [] });
// @ts-expect-error a wrapper is named by type and field
definePlugin({ id: 'x', name: 'X', version: '1', wrap: { entries: (next, ...rest) => next(...rest) } });
// @ts-expect-error the path names no such part
get('greet/:name/', ({ params }) => params.nmae);
// @ts-expect-error that is no way to say who
get('greet/', { auth: 'everybody' }, () => null);
// @ts-expect-error the list names a task that there is not
new PluginTaskConfig({ pluginId: 'x', tasks: { a: { offset: 0, run: () => {} } }, hiddenOperations: ['b'] });

export const route: PluginRoute = get('x/', () => null);

export async function asksModels(ctx: PluginContext, entity: Parameters<typeof rename>[0]): Promise<void> {
  const entries: readonly EntryProtocol[] = await Entry.objects
    .filter({ schema: { name: 'Server' }, isActive: true, id: { in: [1, 2], gt: 0 } })
    .exclude({ name: { istartsWith: 'test' }, createdUser: { isActive: false } })
    .orderBy('-createdTime', 'name')
    .slice(0, 10);
  for await (const entry of Entry.objects.filter({ schema: entity })) {
    await entry.setAttrs({ id: 1 }, { name: 'value', age: 30 });
    if (await entry.mayPermitted({ id: 1 }, 'WRITABLE')) await rename(entry.schema);
  }
  await Entity.objects.create({ name: 'New', note: '', createdUser: ctx.actor ?? undefined });
  await Job.createNewJob({ user: { id: 1 }, operation: 5000 });
  const name: string | undefined = (await ctx.models.User.objects.first())?.username;
  await ctx.publish(rackFilled, { id: entries.length + Number(name) });
  for await (const { id } of ctx.subscribe(rackFilled)) id.toFixed();
  // @ts-expect-error there is no such field
  Entry.objects.filter({ schemaName: 'Server' });
  // @ts-expect-error there is no such field of the entity
  Entry.objects.filter({ schema: { nmae: 'Server' } });
  // @ts-expect-error a flag is no text
  Entity.objects.filter({ isActive: 'yes' });
  // @ts-expect-error there is no such order
  Entity.objects.all().orderBy('colour');
  // @ts-expect-error plugins make no users
  await User.objects.create({ username: 'x' });
  // @ts-expect-error the payload has another form
  await ctx.publish(rackFilled, { name: 'x' });
  // @ts-expect-error that is no permission
  await entries[0]?.mayPermitted({ id: 1 }, 'ALL');
}

async function rename(entity: EntryProtocol['schema']): Promise<void> {
  entity.note = 'Updated by plugin';
  await entity.save();
  // @ts-expect-error who made it is history
  entity.createdUser = null;
}

// A handler of a path without places takes what any route takes.
const takesAnyRequest = (request: RouteRequest): string => request.method;
post('do/', (request) => takesAnyRequest(request));
get('greet/:name/', (request) => takesAnyRequest(request));
