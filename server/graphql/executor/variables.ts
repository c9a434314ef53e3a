import {
  coerceInputValue,
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
  isInputType,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import { printPathArray } from 'graphql/jsutils/printPathArray.js';
import type { Variables } from './plan.ts';
import { shortenText, shortenValue } from './shorten.ts';

const MAX_ERRORS = 50;
const LONGEST_MESSAGE = 1_000;

export interface VariablesRequest {
  readonly schema: GraphQLSchema;
  readonly operation: Pick<OperationDefinitionNode, 'variableDefinitions'>;
  readonly given: Variables;
  /** Whether errors leave out the names that were perhaps meant. */
  readonly hideSuggestions: boolean;
}

export type CoercedVariables =
  | { readonly coerced: Variables; readonly errors?: undefined }
  | { readonly coerced?: undefined; readonly errors: readonly GraphQLError[] };

/**
 * The values of the variables as their types want them: what graphql-js does, but for one thing. Its errors show the whole value again
 * for each mistake in it, so that an answer could be fifty times as large as the request.
 */
export function coerceVariables(request: VariablesRequest): CoercedVariables {
  const coerced: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const errors: GraphQLError[] = [];
  try {
    for (const definition of request.operation.variableDefinitions ?? []) {
      coerceVariable(request, definition, coerced, (error) => add(errors, error));
    }
  } catch (error) {
    if (error !== TOO_MANY) throw error;
  }
  return errors.length > 0 ? { errors } : { coerced: { ...coerced } };
}

type Report = (error: GraphQLError) => void;

function coerceVariable(
  { schema, given, hideSuggestions }: VariablesRequest,
  definition: VariableDefinitionNode,
  coerced: Record<string, unknown>,
  report: Report,
): void {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type);
  const value = Object.hasOwn(given, name) ? given[name] : undefined;
  if (value === null || value === undefined || !isInputType(type)) {
    const result = getVariableValues(schema, [definition], given);
    for (const error of result.errors ?? []) report(error);
    Object.assign(coerced, result.coerced);
    return;
  }
  coerced[name] = coerceInputValue(
    value,
    type,
    (path, invalid, error) => report(invalidValue(definition, path, invalid, error)),
    hideSuggestions,
  );
}

function invalidValue(
  definition: VariableDefinitionNode,
  path: readonly (string | number)[],
  value: unknown,
  error: GraphQLError,
): GraphQLError {
  const name = definition.variable.name.value;
  const place = path.length > 0 ? ` at "${name}${printPathArray(path)}"` : '';
  const what = `Variable "$${name}" got invalid value ${inspect(shortenValue(value))}${place}`;
  const message = `${shortenText(what, LONGEST_MESSAGE)}; ${shortenText(error.message, LONGEST_MESSAGE)}`;
  return new GraphQLError(message, { nodes: definition, originalError: error });
}

const TOO_MANY = new Error('Enough errors are told.');

/** Looking further would cost time and help nobody. */
function add(errors: GraphQLError[], error: GraphQLError): void {
  errors.push(error);
  if (errors.length >= MAX_ERRORS) throw TOO_MANY;
}
