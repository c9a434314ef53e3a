import { validateHeaderName, validateHeaderValue } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { isRouteResponse } from 'pagoda-plugin-sdk';
import { tame, wordsFor } from '../tame.ts';

/** An answer that is ready to be sent: nothing about it can fail any more, but for what a stream still has to read. */
export interface RouteAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined for an answer without a body. */
  readonly payload: string | Uint8Array | Readable | undefined;
}

/** What a handler returned, ready to be sent. Throws if that cannot be said in JSON. */
export function answerOf(returned: unknown): RouteAnswer {
  return isRouteResponse(returned) ? makeAnswer(returned) : makeAnswer({ status: 200, body: returned, headers: {} });
}

export function makeAnswer({
  status,
  body,
  headers,
}: {
  status: number;
  body: unknown;
  headers: RouteAnswer['headers'];
}): RouteAnswer {
  if (!Number.isInteger(status) || status < 200 || status > 599)
    throw new RangeError(`${status} is no status of an answer`);
  for (const [name, value] of Object.entries(headers)) {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  }
  if (isRaw(body, headers)) return { status, headers, payload: body instanceof Readable ? tameStream(body) : body };
  // undefined for what JSON has no words for, such as a function
  const payload: string | undefined = JSON.stringify(body);
  return {
    status,
    headers: payload === undefined ? headers : { 'content-type': 'application/json', ...headers },
    payload,
  };
}

/** What a stream fails with may bite whoever looks at it, and Node does, where nobody could catch that. */
function tameStream(stream: Readable): Readable {
  if (stream.errored) throw tame(stream.errored);
  const destroy = stream.destroy.bind(stream);
  // What is no error would end the stream as if all were well, or not at all.
  stream.destroy = (thrown) => destroy(thrown === undefined || thrown === null ? undefined : errorOf(thrown));
  return stream;
}

function errorOf(thrown: unknown): Error {
  const error = tame(thrown);
  return error instanceof Error ? error : new Error(`A stream failed with what is no error: ${wordsFor(error)}`);
}

export function sendAnswer(reply: FastifyReply, { status, headers, payload }: RouteAnswer): FastifyReply {
  reply.code(status).headers(headers);
  if (payload === undefined) return reply.removeHeader('content-type').send();
  // Whoever asks for the head alone shall not make us read the rest.
  if (payload instanceof Readable && reply.request.method === 'HEAD') payload.destroy();
  return reply.send(payload);
}

/** A text, bytes or a stream of a type that the route names are sent as they are. */
function isRaw(body: unknown, headers: RouteAnswer['headers']): body is string | Uint8Array | Readable {
  if (body instanceof Uint8Array || body instanceof Readable) return true;
  const contentType = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return typeof body === 'string' && contentType !== undefined && !/\bjson\b/i.test(contentType);
}
