import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { DocumentNode } from 'graphql';
import type { Context } from '../context.ts';
import type { Credential } from '../credential.ts';
import type { ByteLru } from './byte-lru.ts';
import type { HotSchema } from './hot-schema.ts';
import type { IntrospectionPolicy } from './introspection.ts';
import type { GraphQLLimits } from './limits/index.ts';

/** Who asks, before it is known whether the credential is good. */
export interface Credentials {
  /** Null for the anonymous. */
  readonly credential: Credential | null;
  readonly requestId: string;
  readonly log: Logger;
}

/** What HTTP, WebSocket and server-sent events have in common. */
export interface Door {
  readonly hot: HotSchema;
  readonly limits: GraphQLLimits;
  readonly introspection: IntrospectionPolicy;
  readonly documents: ByteLru<DocumentNode>;
  readonly log: Logger;
  /** Throws `Unauthenticated` for a token that is no good. A session that is over makes a context of nobody. */
  makeContext(credentials: Credentials): Promise<Context>;
  /** The session of a browser, if the page that asks may use it. */
  findSession(request: IncomingMessage): Credential | null;
  /** Why a credential is no good; null when it is. */
  findFault(credential: Credential): Promise<string | null>;
  /** Whether an error comes from a database that is away for the moment. */
  isUnavailable(error: unknown): boolean;
}

/** Suggestions tell the names of a schema that not everybody may read. */
export function hidesSuggestions({ introspection }: Door): boolean {
  return introspection !== 'everyone';
}
