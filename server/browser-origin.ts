import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Settings } from './config.ts';
import { makeTrust } from './trusted-proxy.ts';

/** From which web pages requests come. A browser sends cookies along whoever asks, so they count only from pages that may ask. */
export interface BrowserOrigins {
  /** Whether the page is ours or one of `ALLOWED_ORIGINS`, and the browser says so. */
  isAllowed(request: IncomingMessage): boolean;
  /** Why an unsafe request may come from a foreign page; null when it does not. For clients that are no browsers and send no such headers it is null too. */
  findForeign(request: IncomingMessage): string | null;
}

export function makeBrowserOrigins({
  trustProxy,
  allowedOrigins,
}: Pick<Settings, 'trustProxy' | 'allowedOrigins'>): BrowserOrigins {
  const trusts = makeTrust(trustProxy);

  /** The server as its client knows it. */
  const ownOrigin = ({ headers, socket }: IncomingMessage): string | null => {
    const isBelieved = trusts(socket.remoteAddress ?? '', 0);
    const forwarded = (name: string) => (isBelieved ? lastOf(headers[name]) : undefined);
    const scheme = forwarded('x-forwarded-proto') ?? (socket instanceof TLSSocket ? 'https' : 'http');
    const host = forwarded('x-forwarded-host') ?? headers.host ?? '';
    return URL.parse(`${scheme}://${host}`)?.origin ?? null;
  };
  const isKnown = (origin: string, request: IncomingMessage): boolean =>
    origin === ownOrigin(request) || allowedOrigins.includes(origin);

  return {
    isAllowed(request) {
      const { origin, 'sec-fetch-site': site } = request.headers;
      // Browsers leave the origin out where they read from the page's own.
      return origin === undefined ? site === 'same-origin' : isKnown(origin, request);
    },
    findForeign(request) {
      const { origin, referer, 'sec-fetch-site': site } = request.headers;
      if (origin !== undefined) {
        return isKnown(origin, request)
          ? null
          : `Origin checking failed - ${origin} does not match any trusted origins.`;
      }
      if (site === 'same-origin') return null;
      if (referer !== undefined) {
        const from = URL.parse(referer)?.origin;
        if (from === undefined) return 'Referer checking failed - Referer is malformed.';
        return isKnown(from, request)
          ? null
          : `Referer checking failed - ${referer} does not match any trusted origins.`;
      }
      if (site !== undefined) return `Origin checking failed - the browser says that it is ${site}.`;
      return ownOrigin(request)?.startsWith('https:') ? 'Referer checking failed - no Referer.' : null;
    },
  };
}

/** The proxy that is next to us wrote the last one. */
function lastOf(header: string | readonly string[] | undefined): string | undefined {
  return (
    String(header ?? '')
      .split(',')
      .at(-1)
      ?.trim() || undefined
  );
}
