import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Registration } from 'pagoda-plugin-sdk';
import pino, { type Logger } from 'pino';
import { parseSettings, type Values } from '../../config.ts';
import type { Actor, Context } from '../../context.ts';
import type { Credential } from '../../credential.ts';
import { Unauthenticated } from '../../errors.ts';
import { type MountedGraphQL, mountGraphQL } from '../mount.ts';

export interface TestServerOptions {
  readonly parts: readonly Pick<Registration, 'id' | 'typeDefs' | 'resolvers'>[];
  readonly settings?: Partial<Values>;
  readonly logLevel?: 'info' | 'silent';
  /** What contexts have besides an actor; tests without a database need little. */
  makeContext?(): Partial<Context>;
  isUnavailable?(error: unknown): boolean;
}

export interface TestServer {
  readonly fastify: FastifyInstance;
  readonly graphql: MountedGraphQL;
  /** `http://127.0.0.1:…` */
  readonly url: string;
  /** What was logged, parsed. */
  readonly logged: readonly Readonly<Record<string, unknown>>[];
  post(body: unknown, headers?: Headers): Promise<Response>;
  /** The status and the parsed body of what `post` answers. */
  ask(body: unknown, headers?: Headers): Promise<Answer>;
}

type Headers = Readonly<Record<string, string>>;

export interface Answer {
  readonly status: number;
  readonly body: {
    readonly data?: unknown;
    readonly errors?: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  };
}

const ALICE: Actor = { id: 7, username: 'alice', isSuperuser: false, isReadonly: false, roleIds: [] };

/** The token of the only user of a test server. */
export const ALICE_TOKEN = 'alice-token';

async function authenticate({ secret }: Credential): Promise<Actor> {
  if (secret !== ALICE_TOKEN) throw new Unauthenticated('Invalid token.');
  return ALICE;
}

/** A GraphQL door of its own on a free port. Whoever opens it closes it. */
export async function openTestServer(options: TestServerOptions): Promise<TestServer> {
  const logged: Record<string, unknown>[] = [];
  const log: Logger = pino(
    { level: options.logLevel ?? 'info' },
    { write: (line: string) => void logged.push(JSON.parse(line)) },
  );
  const loggerInstance: FastifyBaseLogger = log;
  const fastify = Fastify({ loggerInstance, forceCloseConnections: 'idle' });
  const settings = parseSettings({ NODE_ENV: 'test' }, options.settings);
  const graphql = await mountGraphQL<Actor>(fastify, {
    settings,
    log,
    registry: { modules: modulesOf(options.parts) },
    authenticate,
    findSession: () => null,
    // A part of a context is enough for resolvers of tests, which use no more of it.
    makeContext: async (actor, requestId, requestLog) =>
      ({ actor, requestId, log: requestLog, dryRun: false, ...options.makeContext?.() }) as Context,
    isUnavailable: options.isUnavailable ?? (() => false),
  });
  await fastify.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(fastify.server.address() as AddressInfo).port}`;
  const post: TestServer['post'] = (body, headers = {}) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const ask: TestServer['ask'] = async (body, headers) => {
    const response = await post(body, headers);
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
  return { fastify, graphql, url, logged, post, ask };
}

export function modulesOf(parts: TestServerOptions['parts']) {
  return parts.map(({ id, typeDefs = '', resolvers = {} }) => ({ owner: id, typeDefs, resolvers }));
}
