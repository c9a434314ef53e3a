import { Writable } from 'node:stream';
import { fastify as makeFastify, type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { Route } from 'pagoda-plugin-sdk';
import type { Actor } from '../../context.ts';
import { Unauthenticated } from '../../errors.ts';
import { mountRoutes, type MountedRoutes } from '../index.ts';

const mori: Actor = { id: 1, username: 'mori', isSuperuser: false, isReadonly: false, roleIds: [] };
const root: Actor = { id: 2, username: 'root', isSuperuser: true, isReadonly: false, roleIds: [] };

/** What the routes of these tests get. */
export interface TestContext {
  readonly username: string | null;
}

export interface Bridge {
  readonly fastify: FastifyInstance;
  readonly mounted: MountedRoutes<TestContext>;
  readonly log: Record<string, unknown>[];
}

export class DatabaseAway extends Error {}

/** A server with these routes, and its log. */
export async function makeBridge(...routes: Route<TestContext>[]): Promise<Bridge> {
  const log: Record<string, unknown>[] = [];
  const lines = new Writable({
    write(chunk, _encoding, done) {
      log.push(JSON.parse(String(chunk)) as Record<string, unknown>);
      done();
    },
  });
  const fastify = makeFastify({ loggerInstance: pino({ level: 'error' }, lines), genReqId: () => 'request-7' });
  fastify.get('/healthz', async () => ({ status: 'ok' }));
  const mounted = mountRoutes(fastify, owned(routes), {
    authenticate: async (key) => {
      if (key === 'expired') throw new Unauthenticated('Token lifetime is expired');
      const actor = { 'mori-key': mori, 'root-key': root }[key];
      if (!actor) throw new Unauthenticated('Invalid token.');
      return { actor };
    },
    makeContext: (caller) => ({ username: caller?.actor.username ?? null }),
    isUnavailable: (error) => error instanceof DatabaseAway,
    bodyLimit: 1000,
  });
  await fastify.ready();
  return { fastify: fastify as unknown as FastifyInstance, mounted, log };
}

export function owned(
  routes: readonly Route<TestContext>[],
): { readonly owner: string; readonly route: Route<TestContext> }[] {
  return routes.map((route) => ({ owner: 'core.test', route }));
}

export const token = { authorization: 'Token mori-key' };

type Handler = Route<TestContext>['handler'];

export function route(
  method: Route['method'],
  path: string,
  handler: Handler,
  more: Partial<Route<TestContext>> = {},
): Route<TestContext> {
  return { method, path, handler, ...more };
}

export const whoAmI: Handler = (_request, { username }) => ({ username });
