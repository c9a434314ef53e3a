import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/** One line for each request at the level `debug`. Without what follows a `?`, which may hold values; at other levels it costs nothing. */
export function logRequests(fastify: FastifyInstance, log: Logger): void {
  if (!log.isLevelEnabled('debug')) return;
  fastify.addHook('onResponse', (request, reply, done) => {
    const [path = ''] = request.url.split('?', 1);
    const milliseconds = Math.round(reply.elapsedTime * 10) / 10;
    const answer = { method: request.method, path, status: reply.statusCode, milliseconds, ip: request.ip };
    log.debug({ requestId: request.id, ...answer }, 'A request was answered');
    done();
  });
}
