import type { FastifyInstance } from 'fastify';

/** Lets web pages of these origins, and of no others, call from a browser and read the answers. */
export function allowOrigins(fastify: Pick<FastifyInstance, 'addHook'>, origins: readonly string[]): void {
  if (origins.length === 0) return;
  fastify.addHook('onRequest', async ({ method, headers }, reply) => {
    void reply.header('vary', 'origin');
    if (!headers.origin || !origins.includes(headers.origin)) return;
    void reply.header('access-control-allow-origin', headers.origin);
    // With their cookies: a session counts from these pages as from ours.
    void reply.header('access-control-allow-credentials', 'true');
    // A browser asks first whether it may send the method and the headers that the page wants to send.
    if (method !== 'OPTIONS' || !headers['access-control-request-method']) return;
    await reply
      .code(204)
      .header('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
      .header('access-control-allow-headers', headers['access-control-request-headers'] ?? '')
      .header('access-control-max-age', '600')
      .send();
  });
}
