import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionResult, GraphQLError, OperationTypeNode } from 'graphql';
import { z } from 'zod';
import { credentialOf } from '../credentials.ts';
import type { Credential } from '../../credential.ts';
import type { Door } from '../door.ts';
import { translateThrown } from '../errors.ts';
import { badRequest, logOf } from '../http-route.ts';
import type { Revocations } from '../revocations.ts';
import { EventStream } from './event-stream.ts';
import { type OperationRequest, prepareOperation } from './prepare-operation.ts';
import type { ResultStream } from './answers.ts';
import { subscribe } from './subscribe.ts';
import { executeAndWrite } from './written-answer.ts';

export interface EventStreamOptions {
  readonly path: string;
  /** Milliseconds between two signs of life, which keep proxies from closing a silent stream. */
  readonly keepAlive?: number;
  /** Ends streams whose credentials are no good any more. */
  readonly revocations: Revocations;
}

export interface EventStreams {
  close(): void;
}

/** Server-sent events, one operation for each connection. */
export function addEventStreamRoute(
  scope: FastifyInstance,
  door: Door,
  { path, keepAlive = 12_000, revocations }: EventStreamOptions,
): EventStreams {
  const streams = new Set<EventStream>();
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { results, holder } = await answersOf(door, readRequest(request), request);
    const stream = new EventStream(reply, results);
    streams.add(stream);
    const release =
      holder && revocations.watch({ credential: holder, wasGood: true, end: (why) => stream.refuse(refusalOf(why)) });
    try {
      await stream.send(keepAlive);
    } finally {
      release?.();
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

interface Answers {
  readonly results: ResultStream;
  /** On whose credential a subscription stays open. */
  readonly holder?: Credential | null;
}

async function answersOf(door: Door, asked: OperationRequest, request: FastifyRequest): Promise<Answers> {
  const scope = { requestId: request.id, log: logOf(request) };
  try {
    const credentials = { ...scope, credential: credentialOf(door, request.raw) };
    const prepared = await prepareOperation(door, asked, credentials);
    if ('errors' in prepared) return { results: once({ errors: prepared.errors }) };
    const { operation } = prepared;
    const kind = operation.operation.operation;
    if (kind === OperationTypeNode.MUTATION && request.method === 'GET')
      throw badRequest('A mutation needs POST.', 405);
    if (kind !== OperationTypeNode.SUBSCRIPTION) return { results: once(await executeAndWrite(door, operation)) };
    const results = await subscribe(door, operation, credentials);
    if (!(Symbol.asyncIterator in results)) return { results: once(results) };
    return { results, holder: operation.context.actor && credentials.credential };
  } catch (error) {
    if (error instanceof GraphQLError) throw error;
    return { results: once({ errors: [translateThrown(error, { ...door, ...scope })] }) };
  }
}

function refusalOf(why: string): ExecutionResult {
  return { errors: [new GraphQLError(why, { extensions: { code: 'UNAUTHENTICATED' } })] };
}

async function* once(result: ExecutionResult): AsyncGenerator<ExecutionResult, undefined> {
  yield result;
  return undefined;
}
