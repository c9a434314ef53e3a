import type { MikroORM } from '@mikro-orm/postgresql';
import type { FastifyInstance } from 'fastify';
import { migrationStatus } from './db/index.ts';

/**
 * `/healthz` tells that the process runs, `/readyz` that it can serve: it is 503 while the database is away or has other
 * migrations than this server, as when a newer one has migrated it meanwhile.
 */
export function mountHealth(fastify: FastifyInstance, orm: MikroORM): void {
  fastify.get('/healthz', () => ({ status: 'ok' }));
  fastify.get('/readyz', async (_request, reply) => {
    const reason = await findObstacle(orm);
    return reason === null ? { status: 'ok' } : reply.code(503).send({ status: 'unavailable', reason });
  });
}

async function findObstacle(orm: MikroORM): Promise<string | null> {
  try {
    const { pending, unknown } = await migrationStatus(orm);
    if (unknown.length > 0) return 'The database has migrations of a newer Pagoda: this server is too old for it';
    return pending.length > 0 ? 'The database lacks migrations: restart this server, or run "pagoda migrate up"' : null;
  } catch {
    return 'The database does not answer';
  }
}
