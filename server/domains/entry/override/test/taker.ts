import {
  definePlugin,
  entryHook,
  overrideOperation,
  overrideOperations,
  validationHook,
  ValidationError,
  type OverrideContext,
  type OverrideHandler,
  type OverrideOperation,
  type Plugin,
} from 'pagoda-plugin-sdk';
import { makeTestApp, type TestApp } from '../../../../test/app.ts';
import { makeLogLines } from '../../../../plugins/test/log-lines.ts';

export interface Answer {
  readonly status: number;
  // What tests look into is what they are about.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

export interface OverrideBench extends TestApp {
  /** What handlers of the plugin `taker` do from now on; `careless` has no hooks around its handlers. */
  readonly handlers: Partial<Record<OverrideOperation, OverrideHandler>>;
  /** What handlers were called with. */
  readonly seen: OverrideContext[];
  /** The hooks that ran for entries of `Hooked` and `Careless`. */
  readonly hooked: string[];
  readonly lines: ReturnType<typeof makeLogLines>['lines'];
  send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown, key?: string): Promise<Answer>;
}

/** A server on which plugins carry out operations on the entries of some entities. */
export async function makeOverrideBench(settings: object, env: object = {}): Promise<OverrideBench> {
  const handlers: OverrideBench['handlers'] = {};
  const seen: OverrideContext[] = [];
  const hooked: string[] = [];
  const call =
    (operation: OverrideOperation): OverrideHandler =>
    (ctx) => {
      seen.push(ctx);
      return handlers[operation]?.(ctx);
    };
  const taker = definePlugin({
    id: 'taker',
    name: 'Taker',
    version: '1.0.0',
    params: (given) => ({ size: 1, ...given }),
    overrides: overrideOperations.map((operation) => overrideOperation(operation, call(operation))),
  });
  const careless = definePlugin({
    id: 'careless',
    name: 'Careless',
    version: '1.0.0',
    overrides: overrideOperations.map((operation) => overrideOperation(operation, { hooks: false }, call(operation))),
  });
  const { log, lines } = makeLogLines();
  const plugins = [taker, careless, ...['Hooked', 'Careless'].map((entity) => watcherOf(entity, hooked))];
  const setting = { BACKEND_PLUGIN_ENTITY_OVERRIDES: JSON.stringify(settings) };
  const world = await makeTestApp({ ...setting, ...env }, [], { plugins, log });
  const send: OverrideBench['send'] = async (method, url, body, key = world.token) => {
    const answer = await world.app.fastify.inject({
      method,
      url,
      headers: {
        authorization: `Token ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
  };
  return { ...world, handlers, seen, hooked, lines, send };
}

/** Writes down which hooks run, changes names on the way and has something against some. */
function watcherOf(entity: string, hooked: string[]): Plugin {
  const refuse = (name: unknown): void => {
    if (name === 'vetoed +') throw new ValidationError('Not this one', ['name']);
  };
  return definePlugin({
    id: `watcher-of-${entity}`,
    name: 'Watcher',
    version: '1.0.0',
    hooks: [
      entryHook('before_create', { entity }, async ({ data }, { models }) => {
        hooked.push(`before_create ${data.name}`);
        if (data.name === 'bringer') {
          const schema = await models.Entity.objects.get({ name: 'Hooked' });
          await models.Entry.objects.create({ name: 'brought', schema });
        }
        return { ...data, name: `${data.name} +` };
      }),
      entryHook('before_update', { entity }, ({ data, entry }) => {
        hooked.push(`before_update ${entry.name}`);
        return { ...data, name: `${data.name} +` };
      }),
      entryHook('before_delete', { entity }, ({ entry }) => void hooked.push(`before_delete ${entry.name}`)),
      entryHook('after_create', { entity }, ({ entry }) => void hooked.push(`after_create ${entry.name}`)),
      entryHook('after_update', { entity }, ({ entry }) => void hooked.push(`after_update ${entry.name}`)),
      entryHook('after_delete', { entity }, () => void hooked.push('after_delete')),
      validationHook({ entity }, ({ name }) => {
        hooked.push(`validate ${name}`);
        refuse(name);
      }),
    ],
  });
}
