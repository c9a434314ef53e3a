import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ExecutionArgs, GraphQLError } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type Context as Connection, type ServerOptions } from 'graphql-ws';
import { WebSocket, WebSocketServer } from 'ws';
import type { Credential } from '../../credential.ts';
import { credentialOf, secretOfConnection } from '../credentials.ts';
import type { Credentials, Door } from '../door.ts';
import { translateThrown, withoutHttp } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { limitExceeded } from '../limits/index.ts';
import type { Revocations, Watched } from '../revocations.ts';
import { AnswerTexts } from './answer-texts.ts';
import { prepareOperation } from './prepare-operation.ts';
import { subscribe } from './subscribe.ts';
import { TOO_SLOW, TOO_SLOW_CLOSE } from './too-slow.ts';
import { executeAndWrite } from './written-answer.ts';

export interface WebSocketOptions {
  readonly path: string;
  /** Milliseconds that a client has for its `connection_init`. */
  readonly initTimeout?: number;
  /** Milliseconds between pings; a client that does not answer one before the next is let go. */
  readonly keepAlive?: number;
  /** Operations that may run on one connection at the same time. */
  readonly maxOperations?: number;
  /** Closes connections whose credentials are no good any more. */
  readonly revocations: Revocations;
}

export interface WebSockets {
  /** Takes no new connections and tells every client that the server goes away. */
  close(): Promise<void>;
}

interface Extra {
  readonly request: IncomingMessage;
  readonly texts: AnswerTexts;
  /** From when the client has said who it is. */
  watched?: Watched;
  release?(): void;
  close(code: number, reason: string): void;
}

/** What graphql-ws carries from the check of an operation to its execution. */
interface CheckedArgs extends ExecutionArgs {
  /** Takes it out: graphql-ws keeps these arguments as long as a subscription lasts, and it would keep the schema it began with. */
  take(): Operation;
  readonly credentials: Credentials;
}

const CLOSING_MS = 2_000;

/** `graphql-transport-ws` for subscriptions, and for queries and mutations too. */
export function mountWebSockets(server: Server, door: Door, options: WebSocketOptions): WebSockets {
  const { path, keepAlive = 12_000 } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: door.limits.maxBodyBytes, handleProtocols });
  const protocol = makeServer<Record<string, unknown>, Extra>(protocolOptions(door, options));
  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (pathOf(request) !== path) return refuse(stream);
    return sockets.handleUpgrade(request, stream, head, (socket) => {
      const texts = new AnswerTexts();
      const extra: Extra = { request, texts, close: (code, reason) => socket.close(code, reason) };
      const closed = protocol.opened(adapt(socket, texts, door), extra);
      const stop = keepOpen(socket, keepAlive, () => leave(TOO_SLOW_CLOSE, TOO_SLOW));
      let isLeft = false;
      const leave = (code: number, reason: string): void => {
        stop();
        if (isLeft) return;
        isLeft = true;
        extra.release?.();
        closed(code, reason).catch((error: unknown) => door.log.error({ err: error }, 'A WebSocket did not end well'));
      };
      socket.on('error', (error) => door.log.debug({ err: error }, 'A WebSocket failed'));
      socket.once('close', (code, reason) => leave(code, reason.toString()));
    });
  };
  server.on('upgrade', upgrade);
  return {
    close: async () => {
      server.off('upgrade', upgrade);
      await closeAll(sockets);
    },
  };
}

function refuse(stream: Duplex): void {
  // Nobody else listens, and an error that nobody hears would end the process.
  stream.once('error', () => stream.destroy());
  stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () => stream.destroy());
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? url;
}

type Adapted = Parameters<ReturnType<typeof makeServer>['opened']>[0];

function adapt(socket: WebSocket, texts: AnswerTexts, { log }: Door): Adapted {
  return {
    protocol: socket.protocol,
    // Resolves when the message is on its way: a slow client is not sent the next one before.
    send: (data) =>
      new Promise((resolve, reject) => {
        if (socket.readyState !== WebSocket.OPEN) return resolve();
        return socket.send(texts.restore(data), (error) =>
          error && socket.readyState === WebSocket.OPEN ? reject(error) : resolve(),
        );
      }),
    close: (code, reason) => socket.close(code, reason),
    onMessage: (hear) =>
      socket.on('message', (data) => {
        hear(String(data)).catch((error: unknown) => {
          log.error({ err: error }, 'A message over WebSocket met a fault');
          socket.close(CloseCode.InternalServerError, 'Internal error');
        });
      }),
  };
}

/** Lets go of a client that is gone, and tells one that is there and reads nothing. */
function keepOpen(socket: WebSocket, milliseconds: number, onTooSlow: () => void): () => void {
  let isAnswered = true;
  socket.on('pong', () => (isAnswered = true));
  const timer = setInterval(() => {
    if (!isAnswered && socket.bufferedAmount > 0) {
      // The socket is destroyed when the client does not even take this within half a minute.
      socket.close(TOO_SLOW_CLOSE, TOO_SLOW);
      return onTooSlow();
    }
    if (!isAnswered) return socket.terminate();
    isAnswered = false;
    return socket.ping();
  }, milliseconds);
  return () => clearInterval(timer);
}

async function closeAll(sockets: WebSocketServer): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  sockets.close(() => resolve());
  for (const client of sockets.clients) client.close(1001, 'Going away');
  const timer = setTimeout(() => {
    for (const client of sockets.clients) client.terminate();
  }, CLOSING_MS);
  await promise;
  clearTimeout(timer);
}

type ProtocolOptions = ServerOptions<Record<string, unknown>, Extra>;

function protocolOptions(
  door: Door,
  { initTimeout = 3_000, maxOperations = 100, revocations }: WebSocketOptions,
): ProtocolOptions {
  return {
    connectionInitWaitTimeout: initTimeout,
    onConnect: (connection) => {
      const credential = findCredential(door, connection);
      if (!credential) return;
      const end = (reason: string) => connection.extra.close(CloseCode.Forbidden, reason);
      connection.extra.watched = { credential, wasGood: false, end };
      connection.extra.release = revocations.watch(connection.extra.watched);
    },
    onSubscribe: async (connection, _id, payload) => {
      const count = Object.keys(connection.subscriptions).length;
      if (count > maxOperations) return [tooManyOperations(count, maxOperations)];
      return checkedArgs(door, connection, payload);
    },
    execute: async (args) => {
      const { take } = args as CheckedArgs;
      return executeAndWrite(door, take());
    },
    subscribe: async (args) => {
      const { take, credentials } = args as CheckedArgs;
      return subscribe(door, take(), credentials);
    },
    onNext: ({ extra: { texts } }, _id, _payload, _args, result) => texts.replace(result),
    onError: (_connection, _id, _payload, errors) => errors.map(withoutHttp),
  };
}

type Connected = Connection<Record<string, unknown>, Extra>;
type Payload = Parameters<NonNullable<ProtocolOptions['onSubscribe']>>[2];

/** Null also for a header that cannot be read: each operation is told of that. */
function findCredential(door: Door, connection: Connected): Credential | null {
  try {
    return credentialOfConnection(door, connection);
  } catch {
    return null;
  }
}

function credentialOfConnection(door: Door, { connectionParams, extra }: Connected): Credential | null {
  const secret = secretOfConnection(connectionParams);
  return secret === null ? credentialOf(door, extra.request) : { kind: 'token', secret };
}

async function checkedArgs(
  door: Door,
  connection: Connected,
  payload: Payload,
): Promise<CheckedArgs | readonly GraphQLError[]> {
  const requestId = randomUUID();
  const scope = { requestId, log: door.log.child({ reqId: requestId }) };
  try {
    const credentials: Credentials = { ...scope, credential: credentialOfConnection(door, connection) };
    const prepared = await prepareOperation(door, payload, credentials);
    if ('errors' in prepared) return prepared.errors;
    const { operation } = prepared;
    if (operation.context.actor && connection.extra.watched) connection.extra.watched.wasGood = true;
    return {
      get schema() {
        return door.hot.current;
      },
      document: operation.document,
      operationName: payload.operationName,
      take: takeOnce(operation),
      credentials,
    };
  } catch (error) {
    return [translateThrown(error, { ...door, ...scope })];
  }
}

function takeOnce<T>(value: T): () => T {
  const held = [value];
  return () => {
    const taken = held.pop();
    if (taken === undefined) throw new Error('It was taken already.');
    return taken;
  };
}

function tooManyOperations(value: number, maximum: number): GraphQLError {
  return limitExceeded(
    { limit: 'operations', value, maximum },
    `${value} operations run on this connection, ${maximum} are allowed. End some, or open another connection.`,
  );
}
