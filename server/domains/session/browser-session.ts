import type { IncomingMessage } from 'node:http';
import type { Credential } from '../../credential.ts';
import { readSessionSecret } from './cookies.ts';
import type { Sessions } from './sessions.ts';

/** The session that a browser sends along, wherever the page that asks comes from. */
export function sessionOf({ headers }: Pick<IncomingMessage, 'headers'>): Credential | null {
  const secret = readSessionSecret(headers.cookie);
  return secret === null ? null : { kind: 'session', secret };
}

export interface VisitorOptions<Caller> {
  readonly sessions: Pick<Sessions, 'isCsrfToken'>;
  readonly origins: { findForeign(request: IncomingMessage): string | null };
  authenticate(credential: Credential): Promise<Caller | null>;
}

export interface Visitor<Caller> {
  readonly caller: Caller;
  /** Why another site may have made the browser send this request, in the words that clients know; null when it cannot. */
  findForgery(): string | null;
}

/** Who asks with the session of a browser. */
export async function findVisitor<Caller>(
  { authenticate, origins, sessions }: VisitorOptions<Caller>,
  request: IncomingMessage,
): Promise<Visitor<Caller> | null> {
  const session = sessionOf(request);
  const caller = session && (await authenticate(session));
  if (!session || !caller) return null;
  return {
    caller,
    findForgery() {
      const foreign = origins.findForeign(request);
      if (foreign !== null) return foreign;
      const given = request.headers['x-csrftoken'];
      if (given === undefined || given === '') return 'CSRF token missing.';
      return sessions.isCsrfToken(session.secret, String(given))
        ? null
        : "CSRF token from the 'X-Csrftoken' HTTP header incorrect.";
    },
  };
}
