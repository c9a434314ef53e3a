import type { FastifyRequest } from 'fastify';
import type { RouteRequest } from 'pagoda-plugin-sdk';
import { parseBody } from './request-body.ts';
import { REST_CODE, WireError } from './wire-error.ts';

/** The address of a request as its client wrote it, as far as the server can know. */
export function urlOf({ protocol, host, url }: FastifyRequest): URL {
  const address = URL.parse(`${protocol}://${host || 'localhost'}${url}`);
  if (!address) throw new WireError(400, REST_CODE.malformed, 'The Host header or the address is malformed.');
  return address;
}

export function makeRouteRequest(request: FastifyRequest, url: URL, params: RouteRequest['params']): RouteRequest {
  const rawBody = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  let parsed: { readonly value: unknown } | null = null;
  return {
    method: request.method,
    url,
    params,
    query: url.searchParams,
    headers: request.headers,
    rawBody,
    get body() {
      parsed ??= { value: parseBody(rawBody, request.headers['content-type']) };
      return parsed.value;
    },
  };
}
