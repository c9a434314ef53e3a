import {
  type BooleanValueNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  Kind,
  type ValueNode,
} from 'graphql';
import { collectFields } from 'graphql/execution/collectFields.js';
import { coerceVariables } from './executor/index.ts';
import type { Operation } from './operation.ts';

type Variables = Record<string, unknown>;

/** One field of a mutation, which is carried out before the next begins. */
export interface MutationField {
  /** The name in the answer. */
  readonly key: string;
  /** Null for `__typename`, which does nothing. */
  readonly isDryRun: boolean | null;
  /** The operation with this field alone. */
  readonly document: DocumentNode;
}

export interface MutationFields {
  readonly fields: readonly MutationField[];
  /** Once for all fields: variables may be megabytes. */
  readonly coerced: Variables;
}

/** The fields that a mutation will carry out with its variables; null when it cannot be carried out at all. */
export function listMutationFields(request: Operation): MutationFields | null {
  const { schema, document, operation, variables } = request;
  const type = schema.getMutationType();
  if (!type) return null;
  const { coerced } = coerceVariables({ schema, operation, given: variables, hideSuggestions: true });
  if (!coerced) return null;
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  const byName = Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]));
  const collected = collectFields(schema, byName, coerced, type, operation.selectionSet);
  const fields = [...collected].map(([key, nodes]) => {
    const alone = { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections: nodes } } as const;
    const own: DocumentNode = { kind: Kind.DOCUMENT, definitions: [alone, ...fragments] };
    return { key, isDryRun: isDryRun(type, nodes[0], coerced), document: collected.size === 1 ? document : own };
  });
  return { fields, coerced };
}

function isDryRun(type: GraphQLObjectType, node: FieldNode | undefined, variables: Variables): boolean | null {
  const field = node && type.getFields()[node.name.value];
  if (!field) return null;
  const argument = field.args.find(({ name }) => name === 'dryRun');
  const given = node.arguments?.find(({ name }) => name.value === 'dryRun')?.value;
  return argument !== undefined && (given ? valueOf(given, variables) : argument.defaultValue) === true;
}

function valueOf(node: ValueNode, variables: Variables): unknown {
  return node.kind === Kind.VARIABLE ? variables[node.name.value] : (node as BooleanValueNode).value;
}
