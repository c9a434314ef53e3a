/** Values of plugins that JSON has no words for, at every door that writes them. */
import { setTimeout } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import {
  defineTask,
  definePlugin,
  get,
  getAttrsHook,
  Job,
  PluginTaskConfig,
  PluginTaskRegistry,
} from 'pagoda-plugin-sdk';
import { WebSocket } from 'ws';
import { createEntity } from '../../domains/entity/index.ts';
import { findJob } from '../../domains/job/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { makeLogLines } from '../test/log-lines.ts';

function knot(): object {
  const knotted: { self?: object } = {};
  knotted.self = [knotted];
  return knotted;
}

class Knotted {
  self = this;
}

const fail = (): never => {
  throw new Error('no words');
};
const inside = (value: unknown): object => ({ deep: [value] });

const WRONG: Readonly<Record<string, () => unknown>> = {
  'an object that contains itself': knot,
  'a bigint': () => 1n,
  'a bigint inside': () => inside(1n),
  'a boxed bigint inside': () => inside(Object(1n)),
  'a list of bigints inside': () => inside(new BigInt64Array(1)),
  'an object of a class that contains itself': () => new Knotted(),
  'a getter that throws': () => inside(Object.defineProperty({}, 'x', { get: fail, enumerable: true })),
  'a toJSON that throws': () => ({ toJSON: fail }),
  'a toJSON that throws inside': () => inside({ toJSON: fail }),
  'a proxy that is revoked, inside': () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return inside(proxy);
  },
};

/** These would be left out of the answer. */
const MISSING: Readonly<Record<string, () => unknown>> = {
  'a function': () => fail,
  'a symbol': () => Symbol('no'),
  'a toJSON that gives nothing': () => ({ toJSON: () => undefined }),
};

let make: () => unknown = () => 1;

const tasks = new PluginTaskConfig({
  pluginId: 'mute',
  tasks: { speak: defineTask({ offset: 0, run: () => make() }) },
});

const mute = definePlugin({
  id: 'mute',
  name: 'Mute',
  version: '1.0.0',
  tasks,
  typeDefs: `
    scalar Odd
    extend type Query { said: JSON must: JSON! odd: Odd sayings: [JSON!] thing: Thing things: [Thing!] speaker: Speaker plain: JSON }
    extend type Subscription { said: JSON }
    interface Speaker { said: JSON }
    type Thing implements Speaker { said: JSON must: JSON! ok: Int }
  `,
  resolvers: {
    Query: {
      ...{ said: () => make(), must: () => make(), odd: () => 1, sayings: () => [1, make()] },
      thing: () => ({ said: make(), must: 1, ok: 1 }),
      things: () => [
        { must: make(), ok: 1 },
        { must: 1, ok: 2 },
      ],
      speaker: () => ({ __typename: 'Thing', said: make() }),
      plain: () => ({ at: new Date(0), none: undefined, __proto__: { hidden: 1 } }),
    },
    Odd: { serialize: () => make() },
    Subscription: {
      said: {
        async *subscribe() {
          yield* [1, 2];
        },
        resolve: (event: number) => (event === 1 ? make() : 'fine'),
      },
    },
  },
  hooks: [getAttrsHook('entry', ({ attrinfo }) => attrinfo.map((attr) => ({ ...attr, added: make() })))],
  routes: [
    get('said/', () => make()),
    get('works/', () => ({ said: inside(1) })),
    get('start/', async (_request, ctx) => {
      if (!ctx.actor) throw new Error('Nobody');
      const operation = PluginTaskRegistry.getOperationId('mute', 'speak');
      const job = await Job.createNewJob({ user: ctx.actor, operation, text: 'To speak' });
      await job.run();
      return { id: job.id };
    }),
  ],
});

const { log, lines } = makeLogLines();
const { app, admin, data, graphql, token } = await makeTestApp(
  { PLUGIN_OPERATION_ID_CONFIG: '{"mute": [5000, 5099]}' },
  [],
  { plugins: [mute], log, worker: true },
);
await createEntity(await app.contextFor(admin), { name: 'Server', attrs: [{ name: 'note', type: 'STRING' }] });
await data(`mutation { createEntry(input: { entityName: "Server", name: "a" }) { errors { message } } }`);
const url = await app.listen();
const authorization = `Token ${token}`;

beforeEach(() => void lines.splice(0));

const message = 'The plugin "mute" gave a value that cannot be written as JSON.';
const refusal = (...path: readonly unknown[]) => ({
  message,
  path,
  extensions: { code: 'INTERNAL_SERVER_ERROR', plugin: 'mute', requestId: expect.any(String) },
});
const rest = (address: string) => app.fastify.inject({ url: `/api/v2/${address}`, headers: { authorization } });

describe.each(Object.entries(WRONG))('%s', (_name, wrong) => {
  beforeEach(() => {
    make = wrong;
  });

  test('is an error at its place, and the rest of the answer stays', async () => {
    const {
      status,
      data: answer,
      errors = [],
    } = await graphql(`
      {
        me {
          username
        }
        here: said
        ...More
        things {
          must
          ok
        }
        speaker {
          ... on Thing {
            it: said
          }
        }
      }
      fragment More on Query {
        sayings
        thing {
          said
          must
          ok
        }
        odd
      }
    `);
    expect(status).toBe(200);
    expect(answer).toEqual({
      me: { username: 'admin' },
      here: null,
      sayings: null,
      thing: { said: null, must: 1, ok: 1 },
      odd: null,
      speaker: { it: null },
      things: null,
    });
    const places = errors.map(({ path }) => path?.join('.'));
    for (const error of errors) expect(error).toMatchObject(refusal(...(error.path ?? [])));
    expect(new Set(places)).toEqual(new Set(['here', 'odd', 'sayings.1', 'speaker.it', 'thing.said', 'things.0.must']));
    expect(lines.filter(({ level }) => level >= 50).map((line) => line['plugin'])).toEqual(errors.map(() => 'mute'));
  });

  test('is told over server-sent events and WebSocket, and the subscription goes on', async () => {
    const heard: unknown[] = [];
    const client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization },
      retryAttempts: 0,
    });
    for await (const answer of client.iterate({ query: 'subscription { said }' })) heard.push(answer);
    await client.dispose();
    const answer = await fetch(`${url}/graphql/stream?query=${encodeURIComponent('subscription { said }')}`, {
      headers: { authorization, accept: 'text/event-stream' },
      signal: AbortSignal.timeout(3000),
    });
    for (const [, event = ''] of (await answer.text()).matchAll(/^data: *(\{.*)$/gm)) heard.push(JSON.parse(event));
    const both = [
      { data: { said: null }, errors: [expect.objectContaining(refusal('said'))] },
      { data: { said: 'fine' } },
    ];
    expect(heard).toEqual([...both, ...both]);
  });

  test('is no extension of an attribute, on no door', async () => {
    const read = await data('{ entries(entityName: "Server") { nodes { id attrs { name extensions } } } }');
    expect(read.entries.nodes[0].attrs).toEqual([{ name: 'note', extensions: null }]);
    const answer = await rest(`entry/api/v2/${read.entries.nodes[0].id}/`.replace('api/v2/', ''));
    expect([200, 404]).toContain(answer.statusCode);
    expect(lines.map(({ msg }) => msg)).toContainEqual(expect.stringContaining('Hook entry.get_attrs failed: '));
  });

  test('is a 500 of a route whose log line has the plugin', async () => {
    const answer = await rest('plugins/mute/said/');
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ code: 'AE-999999' });
    expect(lines.filter(({ level }) => level >= 50)).toEqual([expect.objectContaining({ owner: 'mute' })]);
    expect((await rest('plugins/mute/works/')).json()).toEqual({ said: { deep: [1] } });
  });

  test('is a failure of the job that returns it', async () => {
    const { id } = (await rest('plugins/mute/start/')).json<{ id: number }>();
    const ctx = await app.contextFor(admin);
    let job = await findJob(ctx, id);
    for (let wait = 0; wait < 200 && job?.status !== 'ERROR'; wait += 1) {
      await setTimeout(10);
      job = await findJob(await app.contextFor(admin), id);
    }
    expect(job).toMatchObject({ status: 'ERROR' });
    expect(lines.map(({ err }) => (err as { message?: string } | undefined)?.message)).toContainEqual(
      expect.stringContaining('mute/speak'),
    );
  });
});

test.each(Object.entries(MISSING))('%s is an error at its place, too', async (_name, missing) => {
  make = missing;
  const { data: answer, errors = [] } = await graphql('{ me { username } said sayings }');
  expect(answer).toEqual({ me: { username: 'admin' }, said: null, sayings: null });
  for (const error of errors) expect(error).toMatchObject(refusal(...(error.path ?? [])));
  expect(errors).toHaveLength(2);
});

test('what JSON has words for is as it was', async () => {
  expect(await data('{ plain }')).toEqual({ plain: { at: '1970-01-01T00:00:00.000Z' } });
});
