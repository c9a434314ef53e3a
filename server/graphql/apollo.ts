import {
  ApolloServer,
  type ApolloServerOptionsWithGateway,
  type ApolloServerPlugin,
  type GraphQLRequestContextDidResolveOperation,
  type GraphQLRequestContextResponseForOperation,
  type GraphQLResponse,
  HeaderMap,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { type ExecutionResult, GraphQLError, type GraphQLFormattedError, OperationTypeNode } from 'graphql';
import type { Logger } from 'pino';
import type { Context } from '../context.ts';
import { checkOperation } from './check-operation.ts';
import { asApolloCache, makePersistedQueryCache } from './document-cache.ts';
import { type Door, hidesSuggestions } from './door.ts';
import { withoutHttp } from './errors.ts';
import { executeOperation } from './execute-operation.ts';
import { findTooManyTokens } from './limits/index.ts';
import { writeAnswer } from './write-answer.ts';

/** What Apollo carries through a request. It copies this object, so the context itself is one level below. */
export interface ApolloContext {
  readonly context: Context;
  readonly wantsCost: boolean;
  cost?: number;
  /** A result with errors. */
  failed?: ExecutionResult;
}

type Gateway = ApolloServerOptionsWithGateway<ApolloContext>['gateway'];

/** Apollo Server for the HTTP side: parsing, validation, persisted queries, CSRF prevention. Execution is ours. */
export function makeApollo(door: Door): ApolloServer<ApolloContext> {
  return new ApolloServer<ApolloContext>({
    gateway: makeGateway(door),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      // They call home when the environment has a key of Apollo's.
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      makeCheckPlugin(door),
      makeExecutionPlugin(door),
    ],
    documentStore: asApolloCache(door.documents),
    persistedQueries: { cache: asApolloCache(makePersistedQueryCache()) },
    parseOptions: { maxTokens: door.limits.maxTokens },
    // Who may read the schema is decided for each request.
    introspection: true,
    hideSchemaDetailsFromClientErrors: hidesSuggestions(door),
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    logger: door.log,
    stringifyResult: writeAnswer,
    formatError: (formatted, error) => formatRefusal(formatted, error, door),
  });
}

/** Apollo's way to a schema that can be replaced. Execution comes here with errors only: see `makeExecutionPlugin`. */
function makeGateway(door: Door): Gateway {
  return {
    load: async () => ({
      executor: async ({ context }) => {
        // Apollo types it as any record; it is what `contextOf` of the HTTP route made.
        const { failed } = context as ApolloContext;
        if (!failed) throw new Error('Apollo executes what our plugin should have executed.');
        return failed;
      },
    }),
    onSchemaLoadOrUpdate: (callback) =>
      door.hot.follow((schema) => callback({ apiSchema: schema, coreSupergraphSdl: '' })),
    stop: async () => undefined,
  };
}

type Executable = GraphQLRequestContextResponseForOperation<ApolloContext>;

/**
 * Executes operations before Apollo's gateway would. What Apollo makes for a gateway has getters, which V8 puts into the old space,
 * and they kept every answer until the next full garbage collection. Answers with errors go that way: Apollo finds their status.
 */
function makeExecutionPlugin(door: Door): ApolloServerPlugin<ApolloContext> {
  const respond = async (request: Executable): Promise<GraphQLResponse | null> => {
    const { schema, document, operation, contextValue } = request;
    const { context, wantsCost, cost } = contextValue;
    const { variables = {} } = request.request;
    const wishes = wantsCost && cost !== undefined ? { reportCost: cost } : {};
    const result = await executeOperation(door, { schema, document, operation, variables, context }, wishes);
    if (result.errors) {
      contextValue.failed = result;
      return null;
    }
    return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: result } };
  };
  return { requestDidStart: async () => ({ responseForOperation: respond }) };
}

type Resolved = GraphQLRequestContextDidResolveOperation<ApolloContext>;

function makeCheckPlugin(door: Door): ApolloServerPlugin<ApolloContext> {
  const check = async ({ schema, document, operation, request, contextValue }: Resolved): Promise<void> => {
    const { variables = {}, operationName } = request;
    const checked = checkOperation(
      door,
      { schema, document, operation, operationName, variables },
      contextValue.context,
    );
    if (checked.operation.operation === OperationTypeNode.SUBSCRIPTION) throw wrongTransport();
    contextValue.cost = checked.cost;
  };
  return { requestDidStart: async () => ({ didResolveOperation: check }) };
}

function wrongTransport(): GraphQLError {
  return new GraphQLError(
    'A subscription needs a connection that stays: use WebSocket (graphql-transport-ws) or server-sent events at /graphql/stream.',
    { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } },
  );
}

/** What Apollo itself refuses; errors of the execution come here translated. */
function formatRefusal(
  formatted: GraphQLFormattedError,
  error: unknown,
  { limits, log }: FormatScope,
): GraphQLFormattedError {
  if (error instanceof GraphQLError) {
    const refused = findTooManyTokens(error, limits.maxTokens);
    if (refused) return { ...formatted, message: refused.message, extensions: withoutHttp(refused).extensions };
    if (isStackExhausted(error)) return { ...formatted, message: 'The document is nested too deep to be read.' };
    if (isFaultOfClient(error)) return { ...formatted, extensions: { code: 'BAD_REQUEST' } };
  }
  const { code, requestId } = formatted.extensions ?? {};
  if (code !== 'INTERNAL_SERVER_ERROR' || requestId !== undefined) return formatted;
  log.error({ err: error }, 'A GraphQL request met a fault outside of its execution');
  return { message: 'Internal error', extensions: { code } };
}

function isStackExhausted({ originalError }: GraphQLError): boolean {
  return originalError instanceof GraphQLError ? isStackExhausted(originalError) : originalError instanceof RangeError;
}

/** Apollo gives some of its refusals, such as those of persisted queries, a status and no code. */
function isFaultOfClient({ extensions: { code, http } }: GraphQLError): boolean {
  const { status = 500 } = (http ?? {}) as { readonly status?: number };
  return code === undefined && status < 500;
}

type FormatScope = Pick<Door, 'limits'> & { readonly log: Logger };
