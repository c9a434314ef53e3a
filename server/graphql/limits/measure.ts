import type { DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { aliasesOf } from './aliases.ts';
import { type Cost, costOf } from './cost.ts';
import { depthOf } from './depth.ts';
import { fragmentsByName, type FragmentsByName } from './document-walk.ts';
import { limitExceeded } from './limit-exceeded.ts';
import type { GraphQLLimits } from './limits.ts';
import { checkNesting } from './nesting.ts';
import { rootFieldsOf } from './root-fields.ts';

/** An operation of a validated document. */
export interface MeasuredOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Measured {
  readonly schema: GraphQLSchema;
  readonly fragments: FragmentsByName;
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  cost?: Cost;
}

const measuredOperations = new WeakMap<OperationDefinitionNode, Measured>();

/** The predicted number of objects. Throws a refusal when the operation goes beyond a limit. */
export function checkLimits(request: MeasuredOperation, limits: GraphQLLimits): number {
  const measured = measure(request);
  const { depth, aliases, rootFields } = measured;
  if (depth > limits.maxDepth) throw tooDeep(depth, limits.maxDepth);
  if (aliases > limits.maxAliases) throw tooManyAliases(aliases, limits.maxAliases);
  if (rootFields > limits.maxRootFields) throw tooManyRootFields(rootFields, limits.maxRootFields);
  checkNesting(request.variables);
  const cost = costFor(request, measured, limits.maxPageSize);
  if (cost > limits.maxCost) throw tooExpensive(cost, limits.maxCost);
  return cost;
}

function measure({ schema, document, operation }: MeasuredOperation): Measured {
  const known = measuredOperations.get(operation);
  if (known?.schema === schema) return known;
  const fragments = fragmentsByName(document);
  const made: Measured = {
    schema,
    fragments,
    depth: depthOf(operation, fragments),
    aliases: aliasesOf(operation, fragments),
    rootFields: rootFieldsOf(operation, fragments),
  };
  measuredOperations.set(operation, made);
  return made;
}

function costFor({ schema, operation, variables }: MeasuredOperation, measured: Measured, maxPageSize: number): number {
  if (measured.cost && !measured.cost.dependsOnVariables) return measured.cost.objects;
  measured.cost = costOf({ schema, operation, fragments: measured.fragments, variables, maxPageSize });
  return measured.cost.objects;
}

function tooDeep(value: number, maximum: number): GraphQLError {
  return limitExceeded(
    { limit: 'depth', value, maximum },
    `The operation is ${value} fields deep, ${maximum} are allowed. Ask for what lies deeper in an operation of its own.`,
  );
}

function tooManyAliases(value: number, maximum: number): GraphQLError {
  return limitExceeded(
    { limit: 'aliases', value, maximum },
    `The operation has ${value} aliases, ${maximum} are allowed. Use a list field with a filter, or several operations.`,
  );
}

function tooManyRootFields(value: number, maximum: number): GraphQLError {
  return limitExceeded(
    { limit: 'rootFields', value, maximum },
    `The operation has ${value} root fields, ${maximum} are allowed. Use several operations.`,
  );
}

function tooExpensive(value: number, maximum: number): GraphQLError {
  return limitExceeded(
    { limit: 'cost', value, maximum },
    `The answer could have ${value} objects, ${maximum} are allowed. Ask for smaller pages with "first", or for less below them.`,
  );
}
