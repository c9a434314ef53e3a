import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Settings } from '../config.ts';

/** Lets go of the port, so that the server can listen there. */
export type ReleasePort = () => Promise<void>;

/**
 * Takes the port while the database is started, migrated and filled. A second server on the same port learns at once that
 * it is taken, before it touches a database that it would then take away from the first.
 */
export async function holdPort({ port, host }: Settings): Promise<ReleasePort> {
  // Any free port is free.
  if (port === 0) return () => Promise.resolve();
  const holder = createServer((socket) => socket.destroy());
  holder.listen({ port, host, exclusive: true });
  await once(holder, 'listening');
  return async () => {
    if (!holder.listening) return;
    holder.close();
    await once(holder, 'close');
  };
}
