import { type DocumentNode, getOperationAST, GraphQLError, parse, validate } from 'graphql';
import { checkOperation } from '../check-operation.ts';
import { type Credentials, type Door, hidesSuggestions } from '../door.ts';
import { translateThrown } from '../errors.ts';
import { findTooManyTokens } from '../limits/index.ts';
import type { Operation } from '../operation.ts';

/** An operation as a client sends it. */
export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

export type Prepared = { readonly operation: Operation } | { readonly errors: readonly GraphQLError[] };

/** Checks what a client sent over a connection that stays, as Apollo and our plugin do for HTTP, and makes its context. */
export async function prepareOperation(
  door: Door,
  { query, operationName, variables }: OperationRequest,
  credentials: Credentials,
): Promise<Prepared> {
  try {
    const schema = door.hot.current;
    const found = findDocument(door, query);
    if ('errors' in found) return found;
    const { document } = found;
    const context = await door.makeContext(credentials);
    const operation = getOperationAST(document, operationName) ?? undefined;
    const choice = { schema, document, operation, operationName, variables: variables ?? {} };
    const checked = checkOperation(door, choice, context);
    return { operation: { ...choice, operation: checked.operation, context } };
  } catch (error) {
    return { errors: [translateThrown(error, { ...door, ...credentials })] };
  }
}

/** Parsed and validated, once for each schema. */
function findDocument(
  door: Door,
  source: string,
): { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] } {
  const { hot, documents, limits } = door;
  const key = `${hot.version}:${source}`;
  const known = documents.get(key);
  if (known) return { document: known };
  const parsed = parseSource(source, limits.maxTokens);
  if (parsed instanceof GraphQLError) return { errors: [parsed] };
  const errors = validate(hot.current, parsed, undefined, { hideSuggestions: hidesSuggestions(door) });
  if (errors.length > 0) return { errors: errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')) };
  documents.set(key, parsed);
  return { document: parsed };
}

function parseSource(source: string, maxTokens: number): DocumentNode | GraphQLError {
  try {
    return parse(source, { maxTokens });
  } catch (error) {
    if (error instanceof GraphQLError)
      return findTooManyTokens(error, maxTokens) ?? withCode(error, 'GRAPHQL_PARSE_FAILED');
    return new GraphQLError('The document is nested too deep to be read.', {
      extensions: { code: 'GRAPHQL_PARSE_FAILED' },
    });
  }
}

function withCode({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { code } });
}
