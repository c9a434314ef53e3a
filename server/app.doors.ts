import type { MikroORM } from '@mikro-orm/postgresql';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { makeBrowserOrigins } from './browser-origin.ts';
import type { Context, Host } from './context.ts';
import { isDatabaseAway } from './db/index.ts';
import { mountJobsPage } from './domains/job/index.ts';
import { findVisitor, mountLogin, sessionOf, Sessions, type ServerKeys } from './domains/session/index.ts';
import { findByPassword, makeAuthenticate } from './domains/user/index.ts';
import { mountGraphQL, type MountedGraphQL } from './graphql/index.ts';
import type { Contexts } from './make-contexts.ts';
import { FollowDisabled, readDisabled, type PluginHost, type Registry } from './plugins/index.ts';
import { mountRoutes, type MountedRoutes } from './rest/index.ts';

export interface MountedDoors {
  readonly graphql: MountedGraphQL;
  readonly routes: MountedRoutes<Context>;
}

/** Everything that listens for requests. */
export async function mountDoors(
  fastify: FastifyInstance,
  { em }: MikroORM,
  keys: ServerKeys,
  { settings, log }: Host,
  { forRequest }: Contexts,
  registry: Registry<Context>,
): Promise<MountedDoors> {
  const authenticate = makeAuthenticate(em, (secret) => keys.hashSession(secret));
  const sessions = new Sessions({ em, keys, lifetime: settings.sessionLifetime, findByPassword });
  const origins = makeBrowserOrigins(settings);
  const shared = { authenticate, isUnavailable: isDatabaseAway };
  mountLogin(fastify, { ...shared, sessions, origins, home: settings.graphiql ? '/' : null });
  await mountJobsPage(fastify, {
    ...shared,
    isLoggedIn: async (request) => {
      const session = sessionOf(request);
      return session !== null && (await authenticate(session)) !== null;
    },
  });
  const graphql = await mountGraphQL(fastify, {
    ...shared,
    settings,
    log,
    registry,
    makeContext: forRequest,
    findSession: (request) => {
      const session = sessionOf(request);
      return session && origins.isAllowed(request) ? session : null;
    },
  });
  const routes = mountRoutes(fastify, registry.routes, {
    ...shared,
    authenticate: (secret) => authenticate({ kind: 'token', secret }),
    findVisitor: ({ raw }) => findVisitor({ authenticate, origins, sessions }, raw),
    // Fastify's own type knows less than the logger that it was given.
    makeContext: (caller, request) => forRequest(caller, request.id, request.log as Logger),
    bodyLimit: settings.maxBodyBytes,
  });
  return { graphql, routes };
}

interface Following {
  readonly orm: MikroORM;
  readonly host: Host;
  readonly contexts: Contexts;
  readonly plugins: PluginHost;
  readonly doors: MountedDoors;
}

/** Plugins come and go while the server runs, as the stored state says. */
export function followPlugins({ orm, host, contexts, plugins, doors }: Following): FollowDisabled {
  const follower = new FollowDisabled({
    update: async () => plugins.apply(await readDisabled(orm.em.fork()), () => contexts.forActor(null)),
    onError: (error) => host.log.error({ err: error }, 'Plugins could not be switched'),
  });
  plugins.connect(
    {
      prepare: ({ registry }) => {
        const swapSchema = doors.graphql.prepare(registry);
        return () => {
          swapSchema();
          doors.routes.replace(registry.routes);
          host.hooks.replace(registry.hooks);
        };
      },
    },
    () => follower.refresh(),
  );
  return follower;
}
