import {
  type FieldNode,
  getNamedType,
  getNullableType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  type ValueNode,
} from 'graphql';
import type { FragmentsByName } from './document-walk.ts';

/** What the objects of a page are counted as when the request does not say. */
const DEFAULT_PAGE = 30;
/** Lists without pages are short: attributes of an entity, references of a value. */
const ASSUMED_LIST = 5;

type Variables = Readonly<Record<string, unknown>>;

export interface Cost {
  /** The objects that the answer has when every page is full. */
  readonly objects: number;
  /** Whether other variables would give another number. */
  readonly dependsOnVariables: boolean;
}

export interface CostRequest {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: FragmentsByName;
  readonly variables: Variables;
  readonly maxPageSize: number;
}

/** Predicts how many objects an operation will answer. */
export function costOf(request: CostRequest): Cost {
  const counter = new CostCounter(request);
  const root = request.schema.getRootType(request.operation.operation);
  const objects = root ? counter.selectionSet(request.operation.selectionSet, root, undefined) : 0;
  return { objects, dependsOnVariables: counter.dependsOnVariables };
}

/** Objects in a page whose size was asked above: `nodes` and `edges` of a connection. */
type PageSize = number | undefined;

class CostCounter {
  readonly #request: CostRequest;
  readonly #known = new Map<string, number>();
  dependsOnVariables = false;

  constructor(request: CostRequest) {
    this.#request = request;
  }

  selectionSet({ selections }: SelectionSetNode, parent: GraphQLCompositeType, page: PageSize): number {
    let common = 0;
    const byMember = new Map<string, number>();
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        common += this.#field(selection, parent, page);
        continue;
      }
      const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
      const fragment = isSpread ? this.#request.fragments.get(selection.name.value) : selection;
      if (!fragment) continue;
      const type = this.#conditionOf(fragment.typeCondition?.name.value, parent);
      const key = isSpread ? `${selection.name.value} ${page}` : undefined;
      const objects = this.#remembered(key, () => this.selectionSet(fragment.selectionSet, type, page));
      if (!isAbstractType(parent) || type === parent) common += objects;
      else for (const member of this.#membersOf(type)) byMember.set(member, (byMember.get(member) ?? 0) + objects);
    }
    // An object is one of the members of its union, not all of them.
    return common + Math.max(0, ...byMember.values());
  }

  #field(node: FieldNode, parent: GraphQLCompositeType, page: PageSize): number {
    const definition = this.#definitionOf(node, parent);
    const type = definition && getNamedType(definition.type);
    if (!definition || !isCompositeType(type) || !node.selectionSet) return 0;
    const isList = isListType(getNullableType(definition.type));
    const asked = this.#askedPage(node, definition);
    const count = isList ? (asked ?? page ?? ASSUMED_LIST) : 1;
    return count * (1 + this.selectionSet(node.selectionSet, type, isList ? undefined : asked));
  }

  #definitionOf({ name }: FieldNode, parent: GraphQLCompositeType): GraphQLField<unknown, unknown> | undefined {
    if (name.value === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name.value === TypeMetaFieldDef.name) return TypeMetaFieldDef;
    return 'getFields' in parent ? parent.getFields()[name.value] : undefined;
  }

  #askedPage(node: FieldNode, { args }: GraphQLField<unknown, unknown>): PageSize {
    const sizes = args.filter(({ name }) => name === 'first' || name === 'last');
    if (sizes.length === 0) return undefined;
    const given = sizes.map(({ name, defaultValue }) => {
      const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
      return (value && this.#numberIn(value)) ?? (typeof defaultValue === 'number' ? defaultValue : undefined);
    });
    const asked = given.filter((size) => size !== undefined);
    const size = asked.length > 0 ? Math.max(...asked) : DEFAULT_PAGE;
    return Math.min(Math.max(size, 0), this.#request.maxPageSize);
  }

  #numberIn(value: ValueNode): number | undefined {
    if (value.kind === Kind.INT) return Number(value.value);
    if (value.kind !== Kind.VARIABLE) return undefined;
    this.dependsOnVariables = true;
    const name = value.name.value;
    const given = this.#request.variables[name];
    if (typeof given === 'number') return given;
    const definitions = this.#request.operation.variableDefinitions ?? [];
    const initial = definitions.find(({ variable }) => variable.name.value === name)?.defaultValue;
    return initial?.kind === Kind.INT && given === undefined ? Number(initial.value) : undefined;
  }

  #conditionOf(name: string | undefined, parent: GraphQLCompositeType): GraphQLCompositeType {
    const type = name === undefined ? parent : this.#request.schema.getType(name);
    return isCompositeType(type) ? type : parent;
  }

  #membersOf(type: GraphQLCompositeType): readonly string[] {
    if (isObjectType(type)) return [type.name];
    return this.#request.schema.getPossibleTypes(type).map(({ name }) => name);
  }

  #remembered(key: string | undefined, count: () => number): number {
    const number = (key === undefined ? undefined : this.#known.get(key)) ?? count();
    if (key !== undefined) this.#known.set(key, number);
    return number;
  }
}
