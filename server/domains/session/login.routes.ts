import type { IncomingMessage } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../context.ts';
import type { Credential } from '../../credential.ts';
import { CSRF_COOKIE, readCookie, readSessionSecret, SESSION_COOKIE, writeCookie } from './cookies.ts';
import { parseLocalPath } from './local-path.ts';
import { PAGE_HEADERS, renderAccountPage, renderLoginPage, renderProblemPage, type LoginForm } from './login.page.ts';
import type { Sessions } from './sessions.ts';

export interface LoginOptions {
  readonly sessions: Sessions;
  /** Whose session it is; null when it is over. */
  authenticate(credential: Credential): Promise<{ readonly actor: Actor } | null>;
  readonly origins: { findForeign(request: IncomingMessage): string | null };
  /** Where to go when nobody said it; null when there is no page to go to. */
  readonly home: string | null;
  /** Whether an error comes from a database that is away for the moment. */
  isUnavailable(error: unknown): boolean;
}

const ACCOUNT = '/login?stay';
const BODY_BYTES = 20_000;
const FORM = 'application/x-www-form-urlencoded';

interface Visitor {
  readonly actor: Actor;
  readonly secret: string;
}

/** `/login` and `/logout`, and the addresses that clients of other Pagodas know them by. */
export function mountLogin(fastify: FastifyInstance, options: LoginOptions): void {
  void fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      FORM,
      { parseAs: 'string', bodyLimit: BODY_BYTES },
      async (_request: unknown, body: string) => Object.fromEntries(new URLSearchParams(body)),
    );
    setErrorPages(scope, options);
    for (const url of ['/login', '/auth/login/']) {
      scope.get(url, (request, reply) => showLogin(options, request, reply));
      scope.post(url, (request, reply) => logIn(options, request, reply));
    }
    for (const url of ['/logout', '/auth/logout/']) {
      scope.get(url, (_request, reply) => reply.redirect(ACCOUNT, 302));
      scope.post(url, (request, reply) => logOut(options, request, reply));
    }
  });
}

async function showLogin(options: LoginOptions, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { next, stay } = Object(request.query) as Readonly<Record<string, unknown>>;
  const visitor = await findVisitor(options, request);
  if (!visitor) return sendForm(options, request, reply, { next: parseLocalPath(next) ?? '' });
  const csrfToken = options.sessions.csrfToken(visitor.secret);
  // Whoever lost this cookie could change nothing until the session is over.
  setCookies(reply, request, [csrfCookie(csrfToken, options.sessions.lifetime)]);
  const path = parseLocalPath(next) ?? options.home;
  if (stay === undefined && path !== null) return reply.header('cache-control', 'no-store').redirect(path, 302);
  return reply
    .headers(PAGE_HEADERS)
    .send(renderAccountPage({ username: visitor.actor.username, csrfToken, home: options.home }));
}

async function logIn(options: LoginOptions, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { sessions, origins, home } = options;
  const { username = '', password = '', next: wish, csrfmiddlewaretoken: token = '' } = fieldsOf(request);
  const next = parseLocalPath(wish) ?? '';
  const again = (status: number, problem: string) =>
    sendForm(options, request, reply.code(status), { next, username, problem });
  const foreign = origins.findForeign(request.raw);
  if (foreign !== null) {
    // Behind a proxy that is not trusted our own pages look foreign.
    request.log.info({ ip: request.ip, reason: foreign }, 'A log-in form came from elsewhere; see TRUST_PROXY');
    return again(403, 'Another site sent this form, so nobody was logged in. Log in here if you mean to.');
  }
  const cookie = readCookie(request.headers.cookie, CSRF_COOKIE);
  if (token === '' || token !== cookie || !sessions.isFormToken(token)) {
    return again(403, 'The form was too old, or the browser keeps no cookies for this site. Try again.');
  }
  const oldSecret = readSessionSecret(request.headers.cookie);
  const result = await sessions.logIn({ username, password, address: request.ip, oldSecret });
  switch (result.outcome) {
    case 'throttled':
      void reply.header('retry-after', result.seconds);
      return again(429, `Too many attempts failed. Try again in ${inWords(result.seconds)}.`);
    case 'wrong':
      request.log.info({ ip: request.ip }, 'A log-in failed');
      return again(200, 'The username or the password is wrong.');
    case 'begun': {
      const { secret } = result;
      const { lifetime } = sessions;
      setCookies(reply, request, [
        { name: SESSION_COOKIE, value: secret, lifetime },
        csrfCookie(sessions.csrfToken(secret), lifetime),
      ]);
      return reply.header('cache-control', 'no-store').redirect(next === '' ? (home ?? ACCOUNT) : next, 303);
    }
  }
}

async function logOut(options: LoginOptions, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { sessions, origins } = options;
  const refuse = (problem: string) => reply.code(403).headers(PAGE_HEADERS).send(renderProblemPage(problem));
  if (origins.findForeign(request.raw) !== null)
    return refuse('Another site asked to log you out. You still are logged in.');
  const visitor = await findVisitor(options, request);
  if (visitor) {
    const given = request.headers['x-csrftoken'] ?? fieldsOf(request).csrfmiddlewaretoken;
    if (!sessions.isCsrfToken(visitor.secret, String(given ?? ''))) {
      return refuse('The form was too old. You still are logged in.');
    }
    await sessions.logOut(visitor.secret);
  }
  setCookies(reply, request, [{ name: SESSION_COOKIE, value: '', lifetime: 0 }, csrfCookie('', 0)]);
  return reply.header('cache-control', 'no-store').redirect('/login', 303);
}

async function findVisitor(
  { authenticate }: Pick<LoginOptions, 'authenticate'>,
  request: FastifyRequest,
): Promise<Visitor | null> {
  const secret = readSessionSecret(request.headers.cookie);
  if (secret === null) return null;
  const found = await authenticate({ kind: 'session', secret });
  return found && { actor: found.actor, secret };
}

function sendForm(
  { sessions }: LoginOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Pick<LoginForm, 'next' | 'username' | 'problem'>,
): FastifyReply {
  const known = readCookie(request.headers.cookie, CSRF_COOKIE);
  const csrfToken = known !== null && sessions.isFormToken(known) ? known : sessions.makeFormToken();
  if (csrfToken !== known) setCookies(reply, request, [csrfCookie(csrfToken)]);
  const [action = ''] = request.url.split('?', 1);
  return reply.headers(PAGE_HEADERS).send(renderLoginPage({ ...form, action, csrfToken }));
}

type Cookie = Parameters<typeof writeCookie>[0];

function csrfCookie(value: string, lifetime?: number): Cookie {
  return { name: CSRF_COOKIE, value, isForScripts: true, ...(lifetime === undefined ? {} : { lifetime }) };
}

function setCookies(reply: FastifyReply, request: FastifyRequest, cookies: readonly Cookie[]): void {
  void reply.header(
    'set-cookie',
    cookies.map((cookie) => writeCookie(cookie, request.protocol === 'https')),
  );
}

type Fields = Readonly<Partial<Record<'username' | 'password' | 'next' | 'csrfmiddlewaretoken', string>>>;

function fieldsOf({ body }: FastifyRequest): Fields {
  // Made by the parser of forms; a request without a body has none.
  return Object(body) as Fields;
}

function inWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

/** Whoever looks at a page gets a page when it fails, too. */
function setErrorPages(scope: FastifyInstance, { isUnavailable }: LoginOptions): void {
  scope.setErrorHandler<FastifyError>((error, request, reply) => {
    const send = (status: number, problem: string) =>
      reply.code(status).headers(PAGE_HEADERS).send(renderProblemPage(problem));
    if (isUnavailable(error)) {
      return send(503, 'The database is not reachable at the moment. Try again in a few seconds.');
    }
    const status = error.statusCode ?? 500;
    if (status < 500) return send(status, `The form cannot be read: ${error.message}.`);
    request.log.error({ err: error }, 'A log-in met a fault');
    return send(500, `Internal error. The log tells more about request ${request.id}.`);
  });
}
