import type { FieldNode, GraphQLObjectType, GraphQLOutputType, GraphQLResolveInfo, ResponsePath } from 'graphql';
import type { Place } from './field-errors.ts';
import type { FieldPlan } from './plan.ts';
import type { Run } from './run.ts';

/**
 * What a resolver may ask about its field. One is made for every call and most ask nothing, so the answers are made when asked for:
 * read them by name, a spread finds none.
 */
export class FieldInfo implements GraphQLResolveInfo {
  readonly #run: Run;
  readonly #field: FieldPlan;
  readonly #parentPath: Place;

  constructor(run: Run, field: FieldPlan, parentPath: Place) {
    this.#run = run;
    this.#field = field;
    this.#parentPath = parentPath;
  }

  get fieldName(): string {
    return this.#field.name;
  }

  get fieldNodes(): readonly FieldNode[] {
    return this.#field.nodes;
  }

  get returnType(): GraphQLOutputType {
    return this.#field.definition.type;
  }

  get parentType(): GraphQLObjectType {
    return this.#field.parentType;
  }

  get path(): ResponsePath {
    return pathOf(this.#field, this.#parentPath);
  }

  get schema(): GraphQLResolveInfo['schema'] {
    return this.#run.plan.schema;
  }

  get fragments(): GraphQLResolveInfo['fragments'] {
    return this.#run.plan.fragments;
  }

  get rootValue(): unknown {
    return this.#run.rootValue;
  }

  get operation(): GraphQLResolveInfo['operation'] {
    return this.#run.plan.operation;
  }

  get variableValues(): GraphQLResolveInfo['variableValues'] {
    return this.#run.variables;
  }
}

/** The place of a field in the answer. */
export function pathOf(field: FieldPlan, prev: Place): ResponsePath {
  return { prev, key: field.key, typename: field.parentType.name };
}
