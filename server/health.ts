import type { EntityManager } from '@mikro-orm/postgresql';
import type { FastifyInstance } from 'fastify';
import { query } from './db/index.ts';

/** `/healthz` tells that the process runs, `/readyz` that it can serve: it is 503 while the database is away. */
export function mountHealth(fastify: FastifyInstance, em: EntityManager): void {
  fastify.get('/healthz', () => ({ status: 'ok' }));
  fastify.get('/readyz', async (_request, reply) => {
    try {
      await query(em.fork(), 'select 1');
      return { status: 'ok' };
    } catch {
      return reply.code(503).send({ status: 'unavailable', reason: 'The database does not answer' });
    }
  });
}
