import { randomBytes } from 'node:crypto';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Settings } from './config.ts';
import { allowOrigins } from './cross-origin.ts';
import { drainOnClose } from './drain.ts';
import { logRequests } from './request-log.ts';
import { makeTrust } from './trusted-proxy.ts';

/** A client that sends its request slower than this is only there to hold a connection. */
const REQUEST_MS = 60_000;
/** What a request may take longer than its operation: its body arrives first. */
const GRACE_MS = 5_000;

/** The HTTP server before any door is mounted on it. */
export function makeHttpServer(settings: Settings, log: Logger): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = log;
  const fastify = Fastify({
    loggerInstance,
    // Not asked when there is no proxy.
    trustProxy: settings.trustProxy !== false && makeTrust(settings.trustProxy),
    bodyLimit: settings.maxBodyBytes,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: makeRequestIds(),
    forceCloseConnections: 'idle',
    requestTimeout: REQUEST_MS,
  });
  logRequests(fastify, log);
  drainOnClose(fastify, settings.executionTimeout + GRACE_MS);
  allowOrigins(fastify, settings.allowedOrigins);
  return fastify;
}

/** Unique among all processes and restarts, and cheap: an operator finds a request of an answer in the log. */
function makeRequestIds(): () => string {
  const process = randomBytes(6).toString('base64url');
  let count = 0;
  return () => `${process}-${(count += 1).toString(36)}`;
}
