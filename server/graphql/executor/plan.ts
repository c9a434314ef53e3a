import {
  type FieldNode,
  type FragmentDefinitionNode,
  getNullableType,
  GraphQLBoolean,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLFieldResolver,
  GraphQLID,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLString,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { type ArgumentsPlan, planArguments } from './arguments-plan.ts';
import type { CompiledObject } from './compile-object.ts';

export type Fragments = Record<string, FragmentDefinitionNode>;
export type Variables = Record<string, unknown>;
type Collected = ReadonlyMap<string, readonly FieldNode[]>;

/** What executing one operation needs and what does not change from request to request. */
export interface Plan {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
  /** The variables that @skip and @include look at: a plan holds for one combination of them. */
  readonly conditions: Variables;
  readonly root: ObjectPlan;
}

export interface ObjectPlan {
  readonly type: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
  /** A field is answered under the name `__proto__`, which an ordinary object cannot hold. */
  readonly hasProtoKey: boolean;
  /** How often it was executed, until it is compiled. */
  uses: number;
  compiled: CompiledObject | undefined;
}

export interface FieldPlan {
  /** The name in the answer. */
  readonly key: string;
  readonly name: string;
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  /** The answer where it is known beforehand: `__typename`. */
  readonly constant: string | undefined;
  /** Undefined for the default: the property of the same name. */
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | undefined;
  readonly arguments: ArgumentsPlan;
  readonly type: TypePlan;
}

interface Nullability {
  readonly nonNull: boolean;
}

export interface LeafPlan extends Nullability {
  readonly kind: 'leaf';
  readonly type: GraphQLLeafType;
  /** A result of this JavaScript type is its own serialisation. */
  readonly passes: 'string' | 'boolean' | undefined;
}

export interface ListPlan extends Nullability {
  readonly kind: 'list';
  readonly item: TypePlan;
}

interface Composite extends Nullability {
  /** One for each concrete type that was met; made when it is met. */
  readonly objects: Map<GraphQLObjectType, ObjectPlan>;
}

export interface ConcretePlan extends Composite {
  readonly kind: 'object';
  readonly type: GraphQLObjectType;
}

export interface AbstractPlan extends Composite {
  readonly kind: 'abstract';
  readonly type: GraphQLAbstractType;
  /** Those that were met, by name. */
  readonly members: Map<string, GraphQLObjectType>;
}

export type CompositePlan = ConcretePlan | AbstractPlan;
export type TypePlan = LeafPlan | ListPlan | CompositePlan;

export function makePlan(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  conditions: Variables,
): Plan | undefined {
  const rootType = schema.getRootType(operation.operation);
  if (!rootType) return undefined;
  const collected = collectFields(schema, fragments, conditions, rootType, operation.selectionSet);
  return { schema, operation, fragments, conditions, root: planObject(schema, rootType, collected) };
}

/** The plan of the fields below `field` for one concrete type. */
export function getObjectPlan(
  plan: Plan,
  field: FieldPlan,
  composite: CompositePlan,
  type: GraphQLObjectType,
): ObjectPlan {
  const known = composite.objects.get(type);
  if (known) return known;
  const collected = collectSubfields(plan.schema, plan.fragments, plan.conditions, type, field.nodes);
  const made = planObject(plan.schema, type, collected);
  composite.objects.set(type, made);
  return made;
}

function planObject(schema: GraphQLSchema, type: GraphQLObjectType, collected: Collected): ObjectPlan {
  const fields: FieldPlan[] = [];
  for (const [key, nodes] of collected) {
    const field = planField(schema, type, key, nodes);
    if (field) fields.push(field);
  }
  return { type, fields, hasProtoKey: collected.has('__proto__'), uses: 0, compiled: undefined };
}

function planField(
  schema: GraphQLSchema,
  parentType: GraphQLObjectType,
  key: string,
  nodes: readonly FieldNode[],
): FieldPlan | undefined {
  const [node] = nodes;
  const definition = node && findField(schema, parentType, node.name.value);
  if (!definition) return undefined;
  return {
    key,
    name: definition.name,
    parentType,
    definition,
    nodes,
    constant: definition === TypeNameMetaFieldDef ? parentType.name : undefined,
    resolve: definition.resolve,
    arguments: planArguments(definition, node),
    type: planType(definition.type),
  };
}

function findField(
  schema: GraphQLSchema,
  parentType: GraphQLObjectType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  if (parentType === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return parentType.getFields()[name];
}

function planType(outputType: GraphQLOutputType): TypePlan {
  const nonNull = isNonNullType(outputType);
  const type = getNullableType(outputType);
  if (isListType(type)) return { kind: 'list', nonNull, item: planType(type.ofType) };
  if (isLeafType(type)) return { kind: 'leaf', nonNull, type, passes: passingType(type) };
  if (isObjectType(type)) return { kind: 'object', nonNull, type, objects: new Map() };
  return { kind: 'abstract', nonNull, type, objects: new Map(), members: new Map() };
}

function passingType(type: GraphQLLeafType): LeafPlan['passes'] {
  if (type === GraphQLString || type === GraphQLID) return 'string';
  return type === GraphQLBoolean ? 'boolean' : undefined;
}
