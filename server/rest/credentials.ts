import { Unauthenticated } from '../errors.ts';

/**
 * The key of an `Authorization` header; null when there is none or when it is of a scheme that is not ours. `Bearer` means the same as
 * `Token`.
 */
export function parseCredentials(header: string | undefined): string | null {
  const [scheme = '', key, ...more] = (header ?? '').trim().split(/\s+/);
  if (!['token', 'bearer'].includes(scheme.toLowerCase())) return null;
  if (key === undefined) throw new Unauthenticated('Invalid token header. No credentials provided.');
  if (more.length > 0) throw new Unauthenticated('Invalid token header. Token string should not contain spaces.');
  return key;
}
