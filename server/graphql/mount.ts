import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Settings } from '../config.ts';
import type { Context } from '../context.ts';
import type { Registry } from '../plugins/index.ts';
import { makeApollo } from './apollo.ts';
import { assembleSchema } from './assemble-schema.ts';
import { makeDocumentCache } from './document-cache.ts';
import type { Door } from './door.ts';
import { HotSchema } from './hot-schema.ts';
import { addPageRoutes } from './graphiql/routes.ts';
import { addHttpRoute, GRAPHQL_PATH, setErrorAnswers, setJsonBodies } from './http-route.ts';
import { addEventStreamRoute } from './subscriptions/event-stream-route.ts';
import { mountWebSockets } from './subscriptions/web-socket.ts';

export interface GraphQLOptions<Caller> {
  readonly settings: GraphQLSettings;
  readonly log: Logger;
  readonly registry: Pick<Registry<Context>, 'modules'>;
  /** Finds whose secret it is. Throws `Unauthenticated` when it is no good. */
  authenticate(secret: string): Promise<Caller>;
  makeContext(caller: Caller | null, requestId: string, log: Logger): Promise<Context>;
  /** Whether an error comes from a database that is away for the moment. */
  isUnavailable(error: unknown): boolean;
}

export type GraphQLSettings = Pick<
  Settings,
  | 'introspection'
  | 'graphiql'
  | 'graphqlExecutor'
  | 'maxDepth'
  | 'maxAliases'
  | 'maxRootFields'
  | 'maxTokens'
  | 'maxCost'
  | 'maxPageSize'
  | 'maxBodyBytes'
  | 'executionTimeout'
>;

export interface MountedGraphQL {
  /** Other parts from now on, as when a plugin comes or goes. Throws `SchemaRefused` and changes nothing when they do not fit. */
  replace(registry: Pick<Registry<Context>, 'modules'>): void;
  readonly hot: HotSchema;
}

const STREAM_PATH = `${GRAPHQL_PATH}/stream`;

/** GraphQL over HTTP, WebSocket and server-sent events, and GraphiQL where it is wanted. All end with the server. */
export async function mountGraphQL<Caller>(
  fastify: FastifyInstance,
  options: GraphQLOptions<Caller>,
): Promise<MountedGraphQL> {
  const { settings, registry, log } = options;
  const hot = new HotSchema(schemaOf(registry), settings.graphqlExecutor);
  const door: Door = {
    hot,
    limits: settings,
    introspection: settings.introspection,
    documents: makeDocumentCache(),
    log,
    isUnavailable: options.isUnavailable,
    makeContext: async ({ secret, requestId, log: requestLog }) =>
      options.makeContext(secret === null ? null : await options.authenticate(secret), requestId, requestLog),
  };
  const apollo = makeApollo(door);
  await apollo.start();
  await fastify.register(async (scope) => {
    setJsonBodies(scope, settings.maxBodyBytes);
    setErrorAnswers(scope, door);
    addHttpRoute(scope, apollo, door, settings.graphiql);
    if (settings.graphiql) addPageRoutes(scope, GRAPHQL_PATH);
    const streams = addEventStreamRoute(scope, door, { path: STREAM_PATH });
    const sockets = mountWebSockets(fastify.server, door, { path: GRAPHQL_PATH });
    scope.addHook('preClose', async () => {
      streams.close();
      await sockets.close();
    });
    scope.addHook('onClose', () => apollo.stop());
  });
  return {
    hot,
    replace: (others) => {
      hot.swap(schemaOf(others));
      door.documents.clear();
    },
  };
}

function schemaOf({ modules }: Pick<Registry<Context>, 'modules'>): GraphQLSchema {
  return assembleSchema(modules.map(({ owner, typeDefs, resolvers }) => ({ id: owner, typeDefs, resolvers })));
}
