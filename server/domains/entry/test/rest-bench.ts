import type { Plugin } from 'pagoda-plugin-sdk';
import type { Context } from '../../../context.ts';
import { makeTestApp, type TestApp } from '../../../test/app.ts';
import { createEntity, type Entity } from '../../entity/index.ts';
import { createEntry } from '../index.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

interface Answer {
  readonly status: number;
  // What tests look into is what they are about.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

export interface RestBench extends TestApp {
  /** As the administrator, or with another token; null for none. */
  send(method: Method, url: string, body?: unknown, key?: string | null): Promise<Answer>;
  context(): Promise<Context>;
  /** An entity with one text called `site`. */
  makeRack(): Promise<Entity>;
  make(entity: Entity, name: string, values?: Readonly<Record<string, unknown>>): Promise<number>;
  /** Of the entry with this name, found through REST. */
  idOf(entity: Entity, name: string): Promise<number>;
  /** The values of an entry as REST shows them, by the names of the attributes. */
  valuesOf(id: number): Promise<Record<string, unknown>>;
}

/** The REST door for entries, on a server in Tokyo. Called at the top of a test file with `await`. */
export async function makeRestBench(plugins: readonly Plugin[] = []): Promise<RestBench> {
  const world = await makeTestApp({ PAGODA_TIME_ZONE: 'Asia/Tokyo' }, [], { plugins });
  const { app, admin, token } = world;
  const context = () => app.contextFor(admin);
  const send: RestBench['send'] = async (method, url, body, key = token) => {
    const answer = await app.fastify.inject({
      method,
      url,
      headers: {
        host: 'cmdb.example.com',
        ...(key === null ? {} : { authorization: `Token ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
  };
  return {
    ...world,
    send,
    context,
    makeRack: async () => createEntity(await context(), { name: 'Rack', attrs: [{ name: 'site', type: 'STRING' }] }),
    async make(entity, name, values = {}) {
      const attrs = Object.entries(values).map(([attr, value]) => ({ attr, value }));
      const { id } = await createEntry(await context(), { entity: String(entity.id), name, attrs });
      return id;
    },
    async idOf(entity, name) {
      const { body } = await send('GET', entriesOf(entity, `?search="${encodeURIComponent(name)}"`));
      return body.results[0].id;
    },
    async valuesOf(id) {
      const { body } = await send('GET', entryOf(id));
      return Object.fromEntries(
        body.attrs.map((attr: { schema: { name: string }; value: unknown }) => [attr.schema.name, attr.value]),
      );
    },
  };
}

export function entriesOf({ id }: { readonly id: number }, search = ''): string {
  return `/entity/api/v2/${id}/entries/${search}`;
}

export function entryOf(id: number): string {
  return `/entry/api/v2/${id}/`;
}

export function attrId(entity: Entity, name: string): number {
  return entity.attrs.find((attr) => attr.name === name)?.id ?? 0;
}
