import { type ExecutionResult, GraphQLError, OperationTypeNode } from 'graphql';
import { tame } from '../tame.ts';
import { AnswerFields } from './answer-fields.ts';
import { withCostReport } from './cost-report.ts';
import { type Door, hidesSuggestions } from './door.ts';
import { type ErrorScope, toError, translateError } from './errors.ts';
import { executeMutation } from './execute-mutation.ts';
import type { Deadline, Later } from './executor/index.ts';
import { outOfTime, withinTime } from './limits/index.ts';
import type { Operation } from './operation.ts';
import { rememberOperation } from './write-answer.ts';

export interface ExecutionWishes {
  /** The predicted cost, when the client wants to know what it really was. */
  readonly reportCost?: number;
}

/** Executes an operation within its time. Never throws: errors are in the result, as clients may see them. */
export async function executeOperation(
  door: Door,
  operation: Operation,
  { reportCost }: ExecutionWishes = {},
): Promise<ExecutionResult> {
  const { limits, isUnavailable } = door;
  const { requestId, log } = operation.context;
  const ownerAt: ErrorScope['ownerAt'] = (path) => new AnswerFields(operation).ownerAt(path);
  const scope: ErrorScope = { requestId, log, limits, isUnavailable, ownerAt };
  const late = (): ExecutionResult => ({ errors: [outOfTime(limits.executionTimeout)], data: null });
  const execute = () => withinTime(limits.executionTimeout, late, (deadline) => carryOut(door, operation, deadline));
  try {
    const result = reportCost === undefined ? await execute() : await withCostReport(reportCost, execute);
    rememberOperation(result, operation);
    return withTranslatedErrors(result, scope);
  } catch (raised) {
    const thrown = tame(raised);
    const originalError = toError(thrown);
    const error = thrown instanceof GraphQLError ? thrown : new GraphQLError(originalError.message, { originalError });
    return withTranslatedErrors({ errors: [error], data: null }, scope);
  }
}

function carryOut(door: Door, operation: Operation, deadline: Deadline): Later<ExecutionResult> {
  const execute = ({ schema, document, operation: { name }, variables, coerced, context, rootValue }: Operation) =>
    door.hot.execute({
      schema,
      document,
      operationName: name?.value,
      variableValues: variables,
      coercedVariables: coerced,
      contextValue: context,
      rootValue,
      deadline,
      hideSuggestions: hidesSuggestions(door),
    });
  return operation.operation.operation === OperationTypeNode.MUTATION
    ? executeMutation(operation, execute)
    : execute(operation);
}

function withTranslatedErrors(result: ExecutionResult, scope: ErrorScope): ExecutionResult {
  return result.errors ? { ...result, errors: result.errors.map((error) => translateError(error, scope)) } : result;
}
