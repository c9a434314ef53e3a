/** A path of this server to go to after the log-in, and nothing that a browser could take for another site. */
export function parseLocalPath(text: unknown): string | null {
  // Browsers drop control characters and turn backslashes around.
  if (typeof text !== 'string' || !/^\/(?!\/)[^\\\p{Cc} ]*$/u.test(text) || text.length > 2000) return null;
  const base = 'http://localhost';
  const url = URL.parse(text, base);
  if (url?.origin !== base || url.pathname.startsWith('//')) return null;
  return `${url.pathname}${url.search}${url.hash}`;
}
