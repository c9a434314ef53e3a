import type { ExecutionResult } from 'graphql';
import type { Door } from '../door.ts';
import { translateThrown } from '../errors.ts';
import { executeOperation } from '../execute-operation.ts';
import type { Operation } from '../operation.ts';
import { textOf } from './answer-text.ts';

/**
 * Executes an operation, and writes its answer while a fault can still be told as one. What plugins give for a scalar may be no JSON, and a
 * connection that met it later would end with all that goes over it.
 */
export async function executeAndWrite(door: Door, operation: Operation): Promise<ExecutionResult> {
  const answer = await executeOperation(door, operation);
  try {
    textOf(answer);
    return answer;
  } catch (error) {
    const { requestId, log } = operation.context;
    return { errors: [translateThrown(error, { ...door, requestId, log })], data: null };
  }
}
