import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Settings } from '../config.ts';
import { findErrorCode } from '../error-code.ts';

/** Lets go of the port, so that the server can listen there. */
export type ReleasePort = () => Promise<void>;

/**
 * Takes the port while the database is started, migrated and filled. A second server on the same port learns at once that
 * it is taken, before it touches a database that it would then take away from the first.
 */
export async function holdPort(settings: Settings): Promise<ReleasePort> {
  // Any free port is free.
  if (settings.port === 0) return () => Promise.resolve();
  const holder = await listen(settings).catch(async (error: unknown) => {
    if (findErrorCode(error) !== 'EADDRINUSE') throw error;
    // When two ask in the same instant, Linux can refuse both.
    await delay(50 + Math.random() * 200);
    return listen(settings);
  });
  return async () => {
    if (!holder.listening) return;
    holder.close();
    await once(holder, 'close');
  };
}

async function listen({ port, host }: Settings): Promise<Server> {
  const holder = createServer((socket) => socket.destroy());
  holder.listen({ port, host, exclusive: true });
  await once(holder, 'listening');
  return holder;
}
