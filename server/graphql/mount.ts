import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Settings } from '../config.ts';
import type { Context } from '../context.ts';
import type { Credential } from '../credential.ts';
import { Unauthenticated } from '../errors.ts';
import type { Registry } from '../plugins/index.ts';
import { makeApollo } from './apollo.ts';
import { assembleSchema } from './assemble-schema.ts';
import { makeDocumentCache } from './document-cache.ts';
import type { Door } from './door.ts';
import { HotSchema } from './hot-schema.ts';
import { addPageRoutes } from './graphiql/routes.ts';
import { addHttpRoute, GRAPHQL_PATH, setErrorAnswers, setJsonBodies } from './http-route.ts';
import { Revocations } from './revocations.ts';
import { runOperation } from './run-operation.ts';
import { addEventStreamRoute } from './subscriptions/event-stream-route.ts';
import type { OperationRequest } from './subscriptions/prepare-operation.ts';
import { mountWebSockets } from './subscriptions/web-socket.ts';

export interface GraphQLOptions<Caller> {
  readonly settings: GraphQLSettings;
  readonly log: Logger;
  readonly registry: Pick<Registry<Context>, 'modules'>;
  /** Finds whose credential it is. Throws `Unauthenticated` for a token that is no good; gives null for a session that is over. */
  authenticate(credential: Credential): Promise<Caller | null>;
  /** The session of a browser, if the page that asks may use it. */
  findSession(request: IncomingMessage): Credential | null;
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
  | 'recheckInterval'
>;

export interface MountedGraphQL {
  /** Assembles other parts; what it returns puts them in place, at once. Throws `SchemaRefused` when they do not fit. */
  prepare(registry: Pick<Registry<Context>, 'modules'>): () => void;
  /** Other parts from now on, as when a plugin comes or goes. Throws `SchemaRefused` and changes nothing when they do not fit. */
  replace(registry: Pick<Registry<Context>, 'modules'>): void;
  readonly hot: HotSchema;
  /** Carries out one operation without a door, for whom the context is. */
  run(context: Context, request: OperationRequest): Promise<ExecutionResult>;
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
    makeContext: async ({ credential, requestId, log: requestLog }) =>
      options.makeContext(credential && (await options.authenticate(credential)), requestId, requestLog),
    findSession: options.findSession,
    findFault: (credential) => findFault(options, credential),
  };
  const apollo = makeApollo(door);
  await apollo.start();
  await fastify.register(async (scope) => {
    setJsonBodies(scope, settings.maxBodyBytes);
    setErrorAnswers(scope, door);
    addHttpRoute(scope, apollo, door, settings.graphiql);
    if (settings.graphiql) addPageRoutes(scope, GRAPHQL_PATH);
    const revocations = new Revocations(door, settings.recheckInterval);
    const streams = addEventStreamRoute(scope, door, { path: STREAM_PATH, revocations });
    const sockets = mountWebSockets(fastify.server, door, { path: GRAPHQL_PATH, revocations });
    scope.addHook('preClose', async () => {
      revocations.stop();
      streams.close();
      await sockets.close();
    });
    scope.addHook('onClose', () => apollo.stop());
  });
  const prepare: MountedGraphQL['prepare'] = (others) => {
    const schema = schemaOf(others);
    return () => {
      hot.swap(schema);
      door.documents.clear();
    };
  };
  return {
    hot,
    run: (context, request) => runOperation(door, request, context),
    prepare,
    replace: (others) => prepare(others)(),
  };
}

async function findFault<Caller>(
  { authenticate }: Pick<GraphQLOptions<Caller>, 'authenticate'>,
  credential: Credential,
): Promise<string | null> {
  try {
    return (await authenticate(credential)) ? null : 'The session has ended.';
  } catch (error) {
    if (error instanceof Unauthenticated) return error.message;
    throw error;
  }
}

function schemaOf({ modules }: Pick<Registry<Context>, 'modules'>): GraphQLSchema {
  return assembleSchema(modules.map(({ owner, typeDefs, resolvers }) => ({ id: owner, typeDefs, resolvers })));
}
