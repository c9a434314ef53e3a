import type { Logger } from 'pino';
import type { DocumentNode } from 'graphql';
import type { Context } from '../context.ts';
import type { ByteLru } from './byte-lru.ts';
import type { HotSchema } from './hot-schema.ts';
import type { IntrospectionPolicy } from './introspection.ts';
import type { GraphQLLimits } from './limits/index.ts';

/** Who asks, before it is known whether the secret is good. */
export interface Credentials {
  /** Null for the anonymous. */
  readonly secret: string | null;
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
  /** Throws `Unauthenticated` when the secret is no good. */
  makeContext(credentials: Credentials): Promise<Context>;
  /** Whether an error comes from a database that is away for the moment. */
  isUnavailable(error: unknown): boolean;
}

/** Suggestions tell the names of a schema that not everybody may read. */
export function hidesSuggestions({ introspection }: Door): boolean {
  return introspection !== 'everyone';
}
