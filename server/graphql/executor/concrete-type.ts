import {
  defaultTypeResolver,
  type GraphQLAbstractType,
  type GraphQLObjectType,
  isObjectType,
  type ResponsePath,
} from 'graphql';
import { FieldInfo } from './field-info.ts';
import { isPromise, type Later } from './later.ts';
import type { AbstractPlan, CompositePlan, FieldPlan } from './plan.ts';
import type { Run } from './run.ts';

/** Which object type a value of an interface or union is: its `__typename`, unless the type has a resolver of its own. */
export function findConcreteType(
  run: Run,
  field: FieldPlan,
  composite: CompositePlan,
  path: ResponsePath,
  value: unknown,
): Later<GraphQLObjectType> {
  if (composite.kind === 'object') return composite.type;
  const { type } = composite;
  const name =
    !type.resolveType && hasTypename(value)
      ? value.__typename
      : (type.resolveType ?? defaultTypeResolver)(value, run.context, infoAt(run, field, path), type);
  return isPromise(name)
    ? name.then((settled) => requireMember(run, field, composite, settled))
    : requireMember(run, field, composite, name);
}

/** Throws when the type has an `isTypeOf` that does not know the value. */
export function checkTypeOf(
  run: Run,
  field: FieldPlan,
  type: GraphQLObjectType,
  path: ResponsePath,
  value: unknown,
): Promise<void> | undefined {
  const isIt = type.isTypeOf?.(value, run.context, infoAt(run, field, path));
  if (isPromise(isIt)) return isIt.then((settled) => requireIt(settled, type));
  requireIt(isIt, type);
  return undefined;
}

function requireIt(isIt: unknown, type: GraphQLObjectType): void {
  if (!isIt) throw new Error(`Expected a value of type ${type.name}, but its isTypeOf does not know this one.`);
}

function hasTypename(value: unknown): value is { readonly __typename: string } {
  return (
    typeof value === 'object' && value !== null && typeof (value as { __typename?: unknown }).__typename === 'string'
  );
}

function requireMember(run: Run, field: FieldPlan, { type, members }: AbstractPlan, name: unknown): GraphQLObjectType {
  const known = typeof name === 'string' ? members.get(name) : undefined;
  if (known) return known;
  const { schema } = run.plan;
  const found = typeof name === 'string' ? schema.getType(name) : undefined;
  if (!isObjectType(found) || !schema.isSubType(type, found)) throw notAMember(field, type, name);
  members.set(found.name, found);
  return found;
}

function notAMember(field: FieldPlan, abstract: GraphQLAbstractType, name: unknown): Error {
  const place = `${field.parentType.name}.${field.name}`;
  const said = typeof name === 'string' ? `says ${name}, which is no member` : 'names no type';
  return new Error(`${place} gave a value of ${abstract.name} whose __typename or resolveType ${said}.`);
}

/** In a list the path ends in indexes; resolvers are told of the field. */
function infoAt(run: Run, field: FieldPlan, path: ResponsePath): FieldInfo {
  let place = path;
  while (typeof place.key === 'number' && place.prev) place = place.prev;
  return new FieldInfo(run, field, place.prev);
}
