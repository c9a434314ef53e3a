import {
  definePlugin,
  entryHook,
  get,
  type HookPayloads,
  type PluginContext,
  type PluginHookContext,
} from 'pagoda-plugin-sdk';
import { makeTestApp, type TestApp } from '../../../test/app.ts';
import { makeLogLines, type LogLine } from '../../../plugins/test/log-lines.ts';
import { createEntity } from '../../entity/index.ts';

type Handler<N extends keyof HookPayloads> = (payload: HookPayloads[N], ctx: PluginHookContext) => unknown;

/** What the plugin does at present. */
export interface Behaviour {
  beforeCreate?: Handler<'entry.before_create'>;
  /** The same with half a second for it: for what never ends. */
  hurriedBeforeCreate?: Handler<'entry.before_create'>;
  validate?: Handler<'entry.validate'>;
  afterCreate?: Handler<'entry.after_create'>;
  afterUpdate?: Handler<'entry.after_update'>;
  route?: (ctx: PluginContext) => unknown;
  ready?: (ctx: PluginContext) => unknown;
}

export interface HookedApp extends TestApp {
  readonly behaviour: Behaviour;
  readonly lines: LogLine[];
  /** What the route of the plugin answers to its present behaviour. */
  ask(route: Behaviour['route'], key?: string): Promise<{ status: number; body: unknown }>;
  /** Creates an entry through GraphQL; gives its name or the problems. */
  create(name: string, entity?: string, dryRun?: boolean): Promise<unknown>;
  /** The names of all entries of an entity. */
  namesOf(entity: string): Promise<string[]>;
}

/** A server with the entities Server and Note and with a plugin that does what the test says. At the top of a file, with `await`. */
export async function makeHookedApp(isElevated = false, behaviour: Behaviour = {}): Promise<HookedApp> {
  const plugin = definePlugin({
    id: 'scribe',
    name: 'Scribe',
    version: '1.0.0',
    elevated: isElevated,
    ready: async (ctx) => void (await behaviour.ready?.(ctx)),
    hooks: [
      entryHook(
        'before_create',
        { timeout: 60_000 },
        (payload, ctx) => behaviour.beforeCreate?.(payload, ctx) as undefined,
      ),
      entryHook(
        'before_create',
        { timeout: 500 },
        (payload, ctx) => behaviour.hurriedBeforeCreate?.(payload, ctx) as undefined,
      ),
      {
        hook: 'entry.validate',
        timeout: 60_000,
        handler: async (payload, ctx) => void (await behaviour.validate?.(payload, ctx)),
      },
      entryHook('after_create', async (payload, ctx) => void (await behaviour.afterCreate?.(payload, ctx))),
      entryHook('after_update', async (payload, ctx) => void (await behaviour.afterUpdate?.(payload, ctx))),
    ],
    routes: [get('do/', { auth: 'public' }, async (_request, ctx) => (await behaviour.route?.(ctx)) ?? null)],
  });
  const { log, lines } = makeLogLines();
  const testApp = await makeTestApp({}, [], { plugins: [plugin], log });
  const { app, admin, token, graphql, data } = testApp;
  const attrs = [{ name: 'text', type: 'STRING' as const }];
  for (const name of ['Server', 'Note']) await createEntity(await app.contextFor(admin), { name, attrs });

  return {
    ...testApp,
    behaviour,
    lines,
    async ask(route, key = token) {
      behaviour.route = route;
      const headers = { authorization: `Token ${key}` };
      const answer = await app.fastify.inject({ url: '/api/v2/plugins/scribe/do/', headers });
      return { status: answer.statusCode, body: answer.json<unknown>() };
    },
    async create(name, entity = 'Server', dryRun = false) {
      const mutation = `mutation ($input: CreateEntryInput!, $dryRun: Boolean) {
        createEntry(input: $input, dryRun: $dryRun) { entry { name } errors { message plugin } } }`;
      const answer = await graphql(mutation, { input: { entityName: entity, name }, dryRun });
      if (answer.errors) return answer.errors;
      const { entry, errors } = answer.data.createEntry;
      return entry?.name ?? errors;
    },
    async namesOf(entity) {
      const answer = await data(`{ entries(entityName: "${entity}", first: 100) { nodes { name } } }`);
      return answer.entries.nodes.map(({ name }: { name: string }) => name);
    },
  };
}
