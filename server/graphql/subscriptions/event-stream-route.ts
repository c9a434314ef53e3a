import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionResult, GraphQLError, OperationTypeNode } from 'graphql';
import { z } from 'zod';
import { secretOfHeader } from '../credentials.ts';
import type { Door } from '../door.ts';
import { translateThrown } from '../errors.ts';
import { executeOperation } from '../execute-operation.ts';
import { badRequest, logOf } from '../http-route.ts';
import { EventStream } from './event-stream.ts';
import { type OperationRequest, prepareOperation } from './prepare-operation.ts';
import { type ResultStream, subscribe } from './subscribe.ts';

export interface EventStreamOptions {
  readonly path: string;
  /** Milliseconds between two signs of life, which keep proxies from closing a silent stream. */
  readonly keepAlive?: number;
}

export interface EventStreams {
  close(): void;
}

/** Server-sent events, one operation for each connection. */
export function addEventStreamRoute(
  scope: FastifyInstance,
  door: Door,
  { path, keepAlive = 12_000 }: EventStreamOptions,
): EventStreams {
  const streams = new Set<EventStream>();
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const stream = new EventStream(reply, await resultsOf(door, readRequest(request), request));
    streams.add(stream);
    try {
      await stream.send(keepAlive);
    } finally {
      streams.delete(stream);
    }
  };
  scope.route({ method: ['GET', 'POST'], url: path, handler });
  return {
    close: () => {
      for (const stream of streams) stream.leave();
    },
  };
}

const requestSchema = z.object({
  query: z.string().min(1),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

function readRequest({ method, headers: { accept = '*/*' }, body, query }: FastifyRequest): OperationRequest {
  if (!/text\/event-stream|text\/\*|\*\/\*/.test(accept))
    throw badRequest('This address answers with text/event-stream only.', 406);
  const parsed = requestSchema.safeParse(method === 'GET' ? fromSearch(query) : body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badRequest(`The request is none of GraphQL: ${issue?.path.join('.') || 'body'}: ${issue?.message}`, 400);
}

function fromSearch(search: unknown): unknown {
  const { variables, ...others } = Object(search) as Readonly<Record<string, unknown>>;
  if (typeof variables !== 'string') return others;
  try {
    return { ...others, variables: JSON.parse(variables) as unknown };
  } catch {
    throw badRequest('The variables in the address are no JSON.', 400);
  }
}

async function resultsOf(door: Door, asked: OperationRequest, request: FastifyRequest): Promise<ResultStream> {
  const scope = { requestId: request.id, log: logOf(request) };
  try {
    const credentials = { ...scope, secret: secretOfHeader(request.headers.authorization) };
    const prepared = await prepareOperation(door, asked, credentials);
    if ('errors' in prepared) return once({ errors: prepared.errors });
    const { operation } = prepared;
    const kind = operation.operation.operation;
    if (kind === OperationTypeNode.MUTATION && request.method === 'GET')
      throw badRequest('A mutation needs POST.', 405);
    if (kind !== OperationTypeNode.SUBSCRIPTION) return once(await executeOperation(door, operation));
    const results = await subscribe(door, operation, credentials);
    return Symbol.asyncIterator in results ? results : once(results);
  } catch (error) {
    if (error instanceof GraphQLError) throw error;
    return once({ errors: [translateThrown(error, { ...door, ...scope })] });
  }
}

async function* once(result: ExecutionResult): AsyncGenerator<ExecutionResult, undefined> {
  yield result;
  return undefined;
}
