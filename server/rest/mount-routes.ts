import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest, RawServerDefault } from 'fastify';
import { response, type Route, type RouteErrors } from 'pagoda-plugin-sdk';
import type { Actor } from '../context.ts';
import { Unauthenticated } from '../errors.ts';
import { tame } from '../tame.ts';
import type { OwnedRoute } from '../plugins/index.ts';
import { parseCredentials } from './credentials.ts';
import { answerOf, makeAnswer, sendAnswer, type RouteAnswer } from './route-answer.ts';
import { makeRouteRequest, urlOf } from './route-request.ts';
import { RouteTree } from './route-tree.ts';
import { defaultErrors, translateError } from './translate-error.ts';
import { forbidden, methodNotAllowed, notFound } from './wire-error.ts';

/** Whom credentials belong to, and whatever else the host learns while it looks. */
export interface Authenticated {
  readonly actor: Actor;
}

export interface BridgeOptions<Context, Caller extends Authenticated> {
  /** Finds whom a key belongs to. Throws `Unauthenticated`, whose message goes out as it is, for a key that is no good. */
  authenticate(key: string, request: FastifyRequest): Promise<Caller | null>;
  /** Whose session a browser sends along, if any is good. No key is looked at then. */
  findVisitor?(request: FastifyRequest): Promise<Visitor<Caller> | null>;
  /** What handlers work with; `caller` is null for the anonymous, who get no further than public routes. */
  makeContext(caller: Caller | null, request: FastifyRequest): Context | Promise<Context>;
  /** Whether an error says that the database is away. */
  isUnavailable?(error: unknown): boolean;
  /** Bytes; 1 MiB unless told. */
  readonly bodyLimit?: number;
}

export interface Visitor<Caller> {
  readonly caller: Caller;
  /** Why another site may have made the browser send this request; null when it cannot. Asked when the request changes something. */
  findForgery(): string | null;
}

export interface MountedRoutes<Context> {
  /** Other routes from now on, as when a plugin comes or goes. */
  replace(routes: readonly OwnedRoute<Context>[]): void;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * The door for REST. It takes every address that nothing else on the server takes, so that routes can come and go while it
 * runs, and answers 404 in the form of all its errors for what it does not know.
 */
export function mountRoutes<Context, Caller extends Authenticated, Log extends FastifyBaseLogger>(
  fastify: FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, Log>,
  routes: readonly OwnedRoute<Context>[],
  options: BridgeOptions<Context, Caller>,
): MountedRoutes<Context> {
  const { bodyLimit = 1024 * 1024, isUnavailable = () => false } = options;
  let tree = new RouteTree(routes);

  const answerError = (request: FastifyRequest, thrown: unknown, owned: OwnedRoute<Context> | null): RouteAnswer => {
    const error = tame(thrown);
    const translation = { isUnavailable, requestId: request.id, bodyLimit };
    const answer = translateError(error, errorsOf(request, owned), translation);
    if (answer.isFault) {
      const route = owned ? `${owned.route.method} ${owned.route.path}` : null;
      request.log.error({ err: error, route, owner: owned?.owner ?? null }, 'REST request failed');
    }
    return makeAnswer(answer);
  };

  const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    let owned: OwnedRoute<Context> | null = null;
    // A cookie does not keep shared caches from storing what only its owner may see.
    void reply.header('cache-control', 'private');
    try {
      const url = urlOf(request);
      const match = tree.match(request.method, url.pathname);
      if (match.found === 'slashed' && isReading(request) && match.isRoute) {
        return sendAnswer(reply, answerOf(response(301, undefined, { location: `${url.pathname}/${url.search}` })));
      }
      if (match.found === 'nothing' || match.found === 'slashed') throw notFound();
      if (match.found === 'route') owned = match.owned;
      if (match.found === 'method' && request.method === 'OPTIONS') {
        return sendAnswer(reply, answerOf(response(204, undefined, { allow: match.allowed.join(', ') })));
      }
      const caller = await authenticate(options, request);
      if (match.found === 'method') {
        if (!caller && !match.isPublic) throw new Unauthenticated();
        throw methodNotAllowed(request.method, match.allowed);
      }
      const { route } = match.owned;
      checkAccess(route.auth, caller);
      const context = await options.makeContext(caller, request);
      return sendAnswer(reply, answerOf(await route.handler(makeRouteRequest(request, url, match.params), context)));
    } catch (error) {
      return sendAnswer(reply, answerError(request, error, owned));
    }
  };

  void fastify.register(async (scope) => {
    // Bodies are parsed when a route asks for them: some take any, and credentials are looked at first.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error, request, reply) => sendAnswer(reply, answerError(request, error, null)));
    scope.route({ method: METHODS, url: '/*', exposeHeadRoute: true, bodyLimit, handler: handle });
  });

  return {
    replace(others) {
      tree = new RouteTree(others);
    },
  };
}

async function authenticate<Caller extends Authenticated>(
  options: Pick<BridgeOptions<never, Caller>, 'authenticate' | 'findVisitor'>,
  request: FastifyRequest,
): Promise<Caller | null> {
  const visitor = await options.findVisitor?.(request);
  if (visitor) {
    const forgery = isReading(request) || request.method === 'OPTIONS' ? null : visitor.findForgery();
    if (forgery !== null) throw forbidden(`CSRF Failed: ${forgery}`);
    return visitor.caller;
  }
  const key = parseCredentials(request.headers.authorization);
  return key === null ? null : options.authenticate(key, request);
}

function checkAccess(auth: Route['auth'], caller: Authenticated | null): void {
  if (auth === 'public') return;
  if (!caller) throw new Unauthenticated();
  if (auth === 'superuser' && !caller.actor.isSuperuser) throw forbidden();
}

function errorsOf(request: FastifyRequest, owned: OwnedRoute<never> | null): RouteErrors {
  return defaultErrors(request.method, owned?.route.errors);
}

function isReading({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}
