import { parseSecret } from './sessions.ts';

export const SESSION_COOKIE = 'sessionid';
export const CSRF_COOKIE = 'csrftoken';

/** The text of a cookie; null when it is not there. Of two with one name the first counts: browsers send the most specific one first. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

export function readSessionSecret(header: string | undefined): string | null {
  return parseSecret(readCookie(header, SESSION_COOKIE));
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  /** Seconds; without it the cookie ends with the browser. */
  readonly lifetime?: number;
  readonly isForScripts?: boolean;
}

/** A cookie of this server alone, which browsers do not send along with what other sites ask, but for links that are followed. */
export function writeCookie({ name, value, lifetime, isForScripts = false }: Cookie, isSecure: boolean): string {
  const parts = [`${name}=${value}`, 'Path=/', 'SameSite=Lax'];
  if (lifetime !== undefined) parts.push(`Max-Age=${lifetime}`);
  if (!isForScripts) parts.push('HttpOnly');
  if (isSecure) parts.push('Secure');
  return parts.join('; ');
}
