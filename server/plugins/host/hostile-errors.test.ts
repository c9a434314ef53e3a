/** What plugins throw may bite whoever looks at it: every door answers all the same, and says which plugin it was. */
import { setTimeout } from 'node:timers/promises';
import { types } from 'node:util';
import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  batchResolver,
  definePlugin,
  entryHook,
  get,
  getAttrsHook,
  validationHook,
  type PluginContext,
} from 'pagoda-plugin-sdk';
import { createEntity } from '../../domains/entity/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { HOSTILE } from '../test/hostile-errors.ts';
import { makeLogLines } from '../test/log-lines.ts';

let make: () => unknown = () => new Error('nothing was chosen');
const fail = (): never => {
  throw make();
};
const reject = (): Promise<never> => Promise.reject(make());
const field = { get: fail, enumerable: true };

const rude = definePlugin({
  id: 'rude',
  name: 'Rude',
  version: '1.0.0',
  typeDefs: `
    scalar Odd
    extend type Query {
      fails: Int rejects: Int inBatch: Int given: Int inList: [Int] property: Thing wrapped: Int odd: Odd any: Any tick: Int
    }
    extend type Mutation { breaks: Int }
    extend type Subscription { fails: Int breaks: Int thrown: Int resolves: Int }
    type Thing { field: Int }
    union Any = Thing
  `,
  resolvers: {
    Query: {
      ...{ fails: fail, rejects: reject, inBatch: batchResolver(reject), given: () => asError(make()) },
      inList: () => [1, asError(make())],
      property: () => Object.defineProperty({}, 'field', field),
      wrapped: () => 1,
      odd: () => 1,
      any: () => ({}),
      tick: (_parent: unknown, _args: unknown, ctx: PluginContext) => void ctx.setTimeout(reject, 0),
    },
    Mutation: { breaks: reject },
    Any: { __resolveType: fail },
    Odd: { serialize: fail, parseValue: fail, parseLiteral: fail },
    Subscription: {
      fails: { subscribe: fail },
      breaks: { subscribe: () => eventsThat({ next: reject }) },
      thrown: { subscribe: () => eventsThat({ next: fail, return: fail }) },
      resolves: { subscribe: () => once(1), resolve: fail },
    },
  },
  wrap: { 'Query.wrapped': fail },
  hooks: [
    entryHook('before_create', fail),
    entryHook('before_create', { onError: 'isolate' }, reject),
    entryHook('after_create', reject),
    validationHook({ entity: 'Guarded' }, fail),
    getAttrsHook('entry', fail),
  ],
  routes: [
    get('fails/', { auth: 'public' }, fail),
    get('rejects/', { auth: 'public' }, reject),
    get('gives/', { auth: 'public' }, () => ({ toJSON: fail })),
  ],
});

async function* once(value: unknown): AsyncGenerator<unknown> {
  yield value;
}

/** They end badly, too. */
function eventsThat(events: object): object {
  return { return: reject, ...events, [Symbol.asyncIterator]: () => eventsThat(events) };
}

/** A resolver may return an error in place of a value. What is none cannot be told from one. */
function asError(thrown: unknown): unknown {
  return types.isNativeError(thrown) ? thrown : new Error('no');
}

const { log, lines } = makeLogLines();
const { app, admin, data, graphql, token } = await makeTestApp({}, [], { plugins: [rude], log });
for (const name of ['Server', 'Guarded']) {
  await createEntity(await app.contextFor(admin), { name, attrs: [{ name: 'note', type: 'STRING' }] });
}
const url = await app.listen();

beforeEach(() => void lines.splice(0));

const errorsOf = (plugin: string): readonly string[] =>
  lines.filter((line) => line.level >= 50 && line['plugin'] === plugin).map(({ msg }) => msg);
let count = 0;

describe.each(Object.entries(HOSTILE))('%s', (_name, hostile) => {
  beforeEach(() => {
    make = hostile;
  });

  const fields = ['fails', 'rejects', 'inBatch', 'given', 'property { field }', 'wrapped', 'odd', 'any { __typename }'];

  test.each(fields)('thrown by a resolver is an error at its place: %s', async (field) => {
    const { status, data: answer, errors } = await graphql(`{ me { username } it: ${field} inList }`);
    expect(status).toBe(200);
    const isBelow = field.startsWith('property');
    expect(answer).toEqual({ me: { username: 'admin' }, it: isBelow ? { field: null } : null, inList: [1, null] });
    const told = errors?.map(({ path, message, extensions }) => ({ path, message, code: extensions?.['code'] }));
    const fault = { message: 'Internal error', code: 'INTERNAL_SERVER_ERROR' };
    expect(told).toHaveLength(2);
    expect(told).toContainEqual({ ...fault, path: isBelow ? ['it', 'field'] : ['it'] });
    expect(told).toContainEqual({ ...fault, path: ['inList', 1] });
    expect(errorsOf('rude')).toHaveLength(2);
  });

  test('thrown by a mutation is an error at its place', async () => {
    const { data: answer, errors } = await graphql('mutation { breaks }');
    expect([answer, errors?.[0]?.path]).toEqual([{ breaks: null }, ['breaks']]);
    expect(errorsOf('rude')).toHaveLength(1);
  });

  test.each(['fails', 'rejects', 'gives'])('thrown by a route is a 500 in the form of all: %s', async (route) => {
    const answer = await app.fastify.inject({ url: `/api/v2/plugins/rude/${route}/` });
    const body: unknown = answer.json();
    expect([answer.statusCode, body]).toEqual([
      500,
      {
        code: 'AE-999999',
        message: expect.stringContaining('Internal Server Error. The log tells more about request'),
      },
    ]);
    expect(lines.filter(({ level }) => level >= 50)).toEqual([expect.objectContaining({ owner: 'rude' })]);
  });

  test('thrown by a hook is isolated, and by a validation refuses', async () => {
    const name = `e${(count += 1)}`;
    const create = (entity: string) =>
      data(
        `mutation { createEntry(input: { entityName: "${entity}", name: "${name}" }) { errors { message plugin } } }`,
      );
    const created = await create('Server');
    expect(created.createEntry.errors).toEqual([]);
    const read = await data(`{ entries(entityName: "Server", first: 1) { nodes { attrs { name } } } }`);
    expect(read.entries.nodes).toEqual([{ attrs: [{ name: 'note' }] }]);
    const refused = await create('Guarded');
    expect(refused.createEntry.errors).toEqual([{ message: expect.any(String), plugin: 'rude' }]);
    await app.settled();
    const told = errorsOf('rude');
    for (const hook of ['entry.before_create', 'entry.after_create', 'entry.get_attrs']) {
      expect(told).toContainEqual(expect.stringContaining(`Hook ${hook} failed: `));
    }
  });

  test('thrown in a timer is told', async () => {
    await data('{ tick }');
    for (let wait = 0; wait < 100 && errorsOf('rude').length === 0; wait += 1) await setTimeout(5);
    expect(errorsOf('rude')).toEqual([expect.stringContaining('Plugin rude failed in a timer: ')]);
  });

  test.each(['fails', 'breaks', 'thrown', 'resolves'])('thrown by a subscription is told: %s', async (field) => {
    const stop = new AbortController();
    const { body } = await fetch(`${url}/graphql/stream?query=${encodeURIComponent(`subscription { ${field} }`)}`, {
      headers: { authorization: `Token ${token}` },
      signal: AbortSignal.any([stop.signal, AbortSignal.timeout(2000)]),
    });
    let text = '';
    for await (const chunk of body ?? []) {
      text += Buffer.from(chunk).toString();
      if (text.includes('"errors"')) break;
    }
    stop.abort();
    expect(text).toContain('Internal error');
    expect(errorsOf('rude')).not.toEqual([]);
  });
});
