import type { IncomingMessage } from 'node:http';
import type { Credential } from '../credential.ts';
import { Unauthenticated } from '../errors.ts';
import type { Door } from './door.ts';

const SCHEMES = ['token', 'bearer'];

/** The secret of an `Authorization` header: `Token …`, or `Bearer …`, which means the same. Null for the anonymous and for foreign schemes. */
function secretOfHeader(header: string | undefined): string | null {
  const [scheme = '', secret, ...more] = (header ?? '').trim().split(/\s+/);
  if (!SCHEMES.includes(scheme.toLowerCase())) return null;
  if (secret !== undefined && more.length === 0) return secret;
  throw new Unauthenticated('The Authorization header must be "Token" and one token without spaces.');
}

/** The secret of a WebSocket's connection parameters: `token`, or `Authorization` as in HTTP, in small letters too. */
export function secretOfConnection(params: Readonly<Record<string, unknown>> | undefined): string | null {
  const { token, Authorization, authorization } = params ?? {};
  if (typeof token === 'string' && token !== '') return token;
  const header = Authorization ?? authorization;
  return secretOfHeader(typeof header === 'string' ? header : undefined);
}

/** Who asks: by the header if it has one of ours, else by the session of a browser whose page may use it. */
export function credentialOf({ findSession }: Pick<Door, 'findSession'>, request: IncomingMessage): Credential | null {
  const secret = secretOfHeader(request.headers.authorization);
  return secret === null ? findSession(request) : { kind: 'token', secret };
}
