import { execute as executeByGraphqlJs, type ExecutionResult, getOperationAST, type GraphQLSchema } from 'graphql';
import { coerceVariables, execute, type ExecuteArgs, type Later } from './executor/index.ts';
import { unplaceErrors } from './unplaced-error.ts';

/** `jit` executes by plans that are made for each operation; `graphql-js` is the reference, and slower. */
export type ExecutorName = 'jit' | 'graphql-js';

type Listener = (schema: GraphQLSchema) => void;

/** The schema that the server works with, which can be replaced while it runs. What began with the old one ends with it. */
export class HotSchema {
  readonly #executor: ExecutorName;
  readonly #listeners = new Set<Listener>();
  #current: GraphQLSchema;
  #version = 1;

  constructor(schema: GraphQLSchema, executor: ExecutorName = 'jit') {
    this.#executor = executor;
    this.#current = this.#prepare(schema);
  }

  get current(): GraphQLSchema {
    return this.#current;
  }

  /** Counts the replacements: two schemas may have the same SDL and differ in their resolvers. */
  get version(): number {
    return this.#version;
  }

  swap(schema: GraphQLSchema): void {
    this.#current = this.#prepare(schema);
    this.#version += 1;
    for (const listener of this.#listeners) listener(this.#current);
  }

  /** Calls back with the present schema and with every later one. Returns how to end that. */
  follow(listener: Listener): () => void {
    this.#listeners.add(listener);
    listener(this.#current);
    return () => void this.#listeners.delete(listener);
  }

  #prepare(schema: GraphQLSchema): GraphQLSchema {
    return unplaceErrors(schema, this.#executor === 'jit' ? 'subscriptions' : 'all fields');
  }

  /** Executes an operation that was validated against `args.schema`. */
  execute(args: ExecuteArgs): Later<ExecutionResult> {
    return this.#executor === 'jit' ? execute(args) : executeByReference(args);
  }
}

function executeByReference(args: ExecuteArgs): Later<ExecutionResult> {
  const { schema, document, operationName, variableValues, hideSuggestions = false } = args;
  const operation = getOperationAST(document, operationName);
  const { errors } = operation
    ? coerceVariables({ schema, operation, given: variableValues ?? {}, hideSuggestions })
    : {};
  return errors ? { errors } : executeByGraphqlJs(args);
}
