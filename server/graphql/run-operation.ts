import { type ExecutionResult, GraphQLError, OperationTypeNode } from 'graphql';
import type { Context } from '../context.ts';
import type { Door } from './door.ts';
import { executeOperation } from './execute-operation.ts';
import { type OperationRequest, prepareOperation } from './subscriptions/prepare-operation.ts';

/** Carries out a query or mutation in a context that was made elsewhere, as for a command: with the checks and limits of every door. */
export async function runOperation(door: Door, request: OperationRequest, context: Context): Promise<ExecutionResult> {
  const { requestId, log } = context;
  const inContext = { ...door, makeContext: async () => context };
  const prepared = await prepareOperation(inContext, request, { credential: null, requestId, log });
  if ('errors' in prepared) return prepared;
  const { operation } = prepared;
  if (operation.operation.operation === OperationTypeNode.SUBSCRIPTION) {
    const message = 'Subscriptions go over a WebSocket or server-sent events, not here.';
    return { errors: [new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })] };
  }
  return executeOperation(door, operation);
}
