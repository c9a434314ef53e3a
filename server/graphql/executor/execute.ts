import {
  type DirectiveNode,
  type DocumentNode,
  execute as executeByGraphqlJs,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { executePlan } from './execute-plan.ts';
import type { Later } from './later.ts';
import { type Fragments, makePlan, type Plan, type Variables } from './plan.ts';
import { Run, type RunOptions } from './run.ts';
import { coerceVariables } from './variables.ts';

export interface ExecuteArgs
  extends
    Pick<ExecutionArgs, 'schema' | 'document' | 'rootValue' | 'contextValue' | 'operationName' | 'variableValues'>,
    Pick<RunOptions, 'deadline' | 'compileAfter'> {
  /** The variables as their types want them, when they need not be made once more. */
  readonly coercedVariables?: Variables;
  /** Whether errors about variables leave out the names that were perhaps meant. */
  readonly hideSuggestions?: boolean;
}

/** Plans of one operation of one document; they live as long as the document does. */
interface Prepared {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
  readonly conditions: readonly string[];
  readonly plans: Map<string, Plan>;
}

/** More combinations of @skip and @include than that are planned anew for every request. */
const PLANS_LIMIT = 8;

const preparedByDocument = new WeakMap<DocumentNode, Map<string, Prepared>>();

/** Executes a validated operation as graphql-js would, by a plan that is made once for each document. */
export function execute(args: ExecuteArgs): Later<ExecutionResult> {
  const prepared = prepare(args);
  if (!prepared) return executeByGraphqlJs(args);
  const { schema, operation } = prepared;
  const { variableValues, coercedVariables, hideSuggestions = false } = args;
  const { coerced, errors } = coercedVariables
    ? { coerced: coercedVariables }
    : coerceVariables({ schema, operation, given: variableValues ?? {}, hideSuggestions });
  if (errors) return { errors };
  const plan = getPlan(prepared, coerced);
  if (!plan) return executeByGraphqlJs(args);
  const { rootValue, contextValue: context, deadline, compileAfter } = args;
  return executePlan(new Run({ plan, rootValue, context, variables: coerced, deadline, compileAfter }));
}

function prepare({ schema, document, operationName }: ExecuteArgs): Prepared | undefined {
  const byOperation = preparedByDocument.get(document) ?? new Map<string, Prepared>();
  const key = operationName ?? '';
  const known = byOperation.get(key);
  // A plugin that comes or goes may leave the SDL as it is and change resolvers all the same.
  if (known?.schema === schema) return known;
  const operation = getOperationAST(document, operationName);
  if (!operation) return undefined;
  const made: Prepared = {
    schema,
    operation,
    fragments: fragmentsOf(document),
    conditions: conditionsOf(document),
    plans: new Map(),
  };
  byOperation.set(key, made);
  preparedByDocument.set(document, byOperation);
  return made;
}

function getPlan(
  { schema, operation, fragments, conditions, plans }: Prepared,
  variables: Variables,
): Plan | undefined {
  const values = Object.fromEntries(
    conditions.filter((name) => name in variables).map((name) => [name, variables[name]]),
  );
  const key = JSON.stringify(values);
  const known = plans.get(key);
  if (known) return known;
  const made = makePlan(schema, operation, fragments, values);
  if (made && plans.size < PLANS_LIMIT) plans.set(key, made);
  return made;
}

function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = Object.create(null) as Fragments;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}

/** The variables that decide what is left out. */
function conditionsOf(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given = [] }: DirectiveNode) {
      if (name.value !== GraphQLSkipDirective.name && name.value !== GraphQLIncludeDirective.name) return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
