import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { ApolloContext } from './apollo.ts';
import { COST_HEADER } from './cost-report.ts';
import { credentialOf } from './credentials.ts';
import type { Door } from './door.ts';
import { translateThrown, withoutHttp } from './errors.ts';
import { sendPage, wantsPage } from './graphiql/routes.ts';
import { limitExceeded } from './limits/index.ts';

export const GRAPHQL_PATH = '/graphql';

/** `POST /graphql`, `GET /graphql` for queries, and GraphiQL for whoever opens it in a browser. Every answer, also to a request that is none of GraphQL, has the form of GraphQL. */
export function addHttpRoute(
  scope: FastifyInstance,
  apollo: ApolloServer<ApolloContext>,
  door: Door,
  hasPage: boolean,
): void {
  const answer = fastifyApolloHandler(apollo, { context: (request) => contextOf(request, door) });
  scope.route({
    method: ['GET', 'POST'],
    url: GRAPHQL_PATH,
    preHandler: refuseOddRequests,
    handler: async (request, reply) => {
      if (hasPage && wantsPage(request)) return sendPage(reply);
      void reply.header('cache-control', 'no-store');
      const body: unknown = await answer.call(scope, request, reply);
      // Encoded here once: of a text Fastify would first count the bytes.
      return typeof body === 'string' ? Buffer.from(body) : body;
    },
  });
  scope.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: GRAPHQL_PATH,
    handler: (_request, reply) =>
      sendRefusal(reply.header('allow', 'GET, POST'), badRequest('GraphQL takes GET and POST only.', 405)),
  });
}

/** JSON only, and all of it: a key `__proto__` is data like any other. */
export function setJsonBodies(scope: FastifyInstance, bodyLimit: number): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit },
    async (_request: unknown, body: string) => {
      try {
        return JSON.parse(body) as unknown;
      } catch (cause) {
        throw badRequest(`The body is no JSON: ${cause instanceof Error ? cause.message : 'it cannot be read'}`, 400);
      }
    },
  );
}

/** What fails before GraphQL is reached is answered in its form too. */
export function setErrorAnswers(scope: FastifyInstance, door: Door): void {
  scope.setErrorHandler<FastifyError>((error, request, reply) => {
    const refused = error instanceof GraphQLError ? error : refusalOf(error, request, door.limits.maxBodyBytes);
    if (refused) return sendRefusal(reply, refused);
    return sendRefusal(reply, translateThrown(error, { ...door, requestId: request.id, log: logOf(request) }));
  });
}

export function logOf(request: FastifyRequest): Logger {
  // The host gives Fastify a pino logger; Fastify types the part that it uses itself.
  return request.log as Logger;
}

async function contextOf(request: FastifyRequest, door: Door): Promise<ApolloContext> {
  const credentials = { requestId: request.id, log: logOf(request) };
  try {
    const context = await door.makeContext({ ...credentials, credential: credentialOf(door, request.raw) });
    const wish = request.headers[COST_HEADER];
    return { context, wantsCost: wish !== undefined && wish !== '0' };
  } catch (error) {
    throw translateThrown(error, { ...door, ...credentials });
  }
}

async function refuseOddRequests({ body, protocol, hostname }: FastifyRequest): Promise<void> {
  if (!URL.canParse(`${protocol}://${hostname}/`)) throw badRequest('The Host header is no host name.', 400);
  if (!Array.isArray(body)) return;
  throw limitExceeded(
    { limit: 'batching', value: body.length, maximum: 0 },
    `Batching is off and the body is a list of ${body.length}. Send each operation in a request of its own.`,
  );
}

function refusalOf(error: FastifyError, request: FastifyRequest, maximum: number): GraphQLError | undefined {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const length = Number(request.headers['content-length']);
    return limitExceeded(
      { limit: 'bodySize', value: Number.isSafeInteger(length) ? length : null, maximum },
      `The body is larger than ${maximum} bytes, which is the maximum. Send less at a time.`,
      413,
    );
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return badRequest('The body must be JSON. Send the header Content-Type: application/json.', 415);
  }
  const status = error.statusCode ?? 500;
  return status < 500 ? badRequest(error.message, status) : undefined;
}

export function badRequest(message: string, status: number): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status } } });
}

async function sendRefusal(reply: FastifyReply, error: GraphQLError): Promise<FastifyReply> {
  const { status = 500 } = (error.extensions['http'] ?? {}) as { status?: number };
  return reply
    .code(status)
    .header('content-type', 'application/json; charset=utf-8')
    .send({ errors: [withoutHttp(error)] });
}
