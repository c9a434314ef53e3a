import type { FastifyInstance } from 'fastify';

/**
 * When the server stops, requests that are under way get their answer, and no connection outlives it: a client that keeps its own
 * for the next request, or never finishes one, does not hold the server.
 */
export function drainOnClose(fastify: FastifyInstance, limitMs: number): void {
  let isClosing = false;
  let limit: NodeJS.Timeout | undefined;
  fastify.addHook('preClose', (done) => {
    isClosing = true;
    limit = setTimeout(() => fastify.server.closeAllConnections(), limitMs).unref();
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing) void reply.header('connection', 'close');
    done(null, payload);
  });
  fastify.addHook('onClose', (_instance, done) => {
    clearTimeout(limit);
    done();
  });
}
