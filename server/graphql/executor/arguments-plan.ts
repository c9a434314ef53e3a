import { type FieldNode, getArgumentValues, type GraphQLField, Kind, visit } from 'graphql';

/**
 * How the arguments of a field come to be: `none` has none, `constant` are the same for every request, `perRequest` depend on
 * variables only, `fresh` hold objects or lists that a resolver might change and are made for every call.
 */
export type ArgumentsPlan =
  | { readonly kind: 'none' }
  | { readonly kind: 'constant'; readonly values: Readonly<Record<string, unknown>> }
  | { readonly kind: 'perRequest' }
  | { readonly kind: 'fresh' };

const NONE: ArgumentsPlan = { kind: 'none' };
const PER_REQUEST: ArgumentsPlan = { kind: 'perRequest' };
const FRESH: ArgumentsPlan = { kind: 'fresh' };

export function planArguments(definition: GraphQLField<unknown, unknown>, node: FieldNode): ArgumentsPlan {
  if (definition.args.length === 0) return NONE;
  if (usesVariables(node)) return PER_REQUEST;
  try {
    const values = getArgumentValues(definition, node);
    return isFlat(values) ? { kind: 'constant', values } : FRESH;
  } catch {
    // The same error is raised again where it has a path: when the field is executed.
    return FRESH;
  }
}

/** Whether a shallow copy shares nothing that could be changed. */
export function isFlat(values: Readonly<Record<string, unknown>>): boolean {
  return Object.values(values).every((value) => typeof value !== 'object' || value === null);
}

function usesVariables(node: FieldNode): boolean {
  let found = false;
  for (const argument of node.arguments ?? []) visit(argument, { [Kind.VARIABLE]: () => void (found = true) });
  return found;
}
