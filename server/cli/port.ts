import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Settings } from '../config.ts';

/** Throws at once what listening would throw after the database was started, migrated and filled. */
export async function requireFreePort({ port, host }: Settings): Promise<void> {
  const probe = createServer();
  probe.listen({ port, host, exclusive: true });
  await once(probe, 'listening');
  probe.close();
  await once(probe, 'close');
}
