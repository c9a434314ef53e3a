import {
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

type Request = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>;

/** A field as it is selected below some type. */
interface Occurrence {
  readonly node: FieldNode;
  readonly definition: GraphQLField<unknown, unknown>;
}

/** One field with one name in the answer. */
export interface Call {
  readonly key: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly selection: Selection;
}

/** What is selected below a field. Found when asked for, and once for all objects of a list. */
export class Selection {
  readonly #request: Request;
  readonly #occurrences: readonly Occurrence[];
  /** Only what is selected for this type; undefined for what is selected for any member of an abstract one. */
  readonly #type: GraphQLObjectType | undefined;
  #below: ReadonlyMap<string, readonly Occurrence[]> | undefined;
  readonly #fields = new Map<string, Selection | undefined>();
  readonly #members = new Map<string, Selection>();

  constructor(request: Request, occurrences: readonly Occurrence[], type?: GraphQLObjectType) {
    this.#request = request;
    this.#occurrences = occurrences;
    this.#type = type ?? onlyType(occurrences);
  }

  /** Whether a field is selected, or a path of fields such as `nodes.attrs`. */
  has(path: string): boolean {
    const [name = '', ...rest] = path.split('.');
    const below = this.field(name);
    return below !== undefined && (rest.length === 0 || below.has(rest.join('.')));
  }

  /** What is selected below a field, under all its names in the answer together; undefined when it is not selected. */
  field(name: string): Selection | undefined {
    if (!this.#fields.has(name)) {
      const found = [...this.#keys().values()].flat().filter(({ definition }) => definition.name === name);
      this.#fields.set(name, found.length > 0 ? new Selection(this.#request, found) : undefined);
    }
    return this.#fields.get(name);
  }

  /** The field once for each of its names in the answer, with its arguments. Throws when they cannot be read, as executing it would. */
  calls(name: string): readonly Call[] {
    return [...this.#keys()].flatMap(([key, occurrences]) => {
      const [first] = occurrences;
      if (!first || first.definition.name !== name) return [];
      const values = getArgumentValues(first.definition, first.node, this.#request.variableValues);
      return [{ key, arguments: values, selection: new Selection(this.#request, occurrences) }];
    });
  }

  /** What is selected for one member of a union or interface. */
  on(typeName: string): Selection {
    const known = this.#members.get(typeName);
    if (known) return known;
    const type = this.#request.schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`${typeName} is no object type of the schema.`);
    const made = new Selection(this.#request, this.#occurrences, type);
    this.#members.set(typeName, made);
    return made;
  }

  #keys(): ReadonlyMap<string, readonly Occurrence[]> {
    if (this.#below) return this.#below;
    const found = new Map<string, Occurrence[]>();
    for (const { node, definition } of this.#occurrences) {
      const parent = this.#type ?? getNamedType(definition.type);
      if (node.selectionSet && isCompositeType(parent)) this.#collect(node.selectionSet, parent, found, new Set());
    }
    this.#below = found;
    return found;
  }

  #collect(
    { selections }: SelectionSetNode,
    parent: GraphQLCompositeType,
    found: Map<string, Occurrence[]>,
    visited: Set<string>,
  ): void {
    for (const selection of selections) {
      if (!isIncluded(selection, this.#request)) continue;
      if (selection.kind === Kind.FIELD) {
        addField(selection, parent, found);
        continue;
      }
      const fragment = this.#enter(selection, visited);
      const type = fragment && this.#typeInside(fragment.typeCondition?.name.value, parent);
      if (fragment && type) this.#collect(fragment.selectionSet, type, found, visited);
    }
  }

  /** A fragment that is spread twice in one place is walked once. */
  #enter(
    selection: InlineFragmentNode | FragmentSpreadNode,
    visited: Set<string>,
  ): InlineFragmentNode | FragmentDefinitionNode | undefined {
    if (selection.kind === Kind.INLINE_FRAGMENT) return selection;
    const name = selection.name.value;
    if (visited.has(name)) return undefined;
    visited.add(name);
    return this.#request.fragments[name];
  }

  /** The type of the fields in a fragment; undefined when the fragment is not for this selection. */
  #typeInside(condition: string | undefined, parent: GraphQLCompositeType): GraphQLCompositeType | undefined {
    const type = condition === undefined ? parent : this.#request.schema.getType(condition);
    if (!isCompositeType(type)) return undefined;
    if (!this.#type) return type;
    if (type === this.#type) return type;
    return isAbstractType(type) && this.#request.schema.isSubType(type, this.#type) ? this.#type : undefined;
  }
}

function isIncluded(node: SelectionNode, { variableValues }: Request): boolean {
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.['if'] !== false
  );
}

function addField(node: FieldNode, parent: GraphQLCompositeType, found: Map<string, Occurrence[]>): void {
  const definition = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined;
  if (!definition) return;
  const key = node.alias?.value ?? node.name.value;
  const others = found.get(key);
  if (others) others.push({ node, definition });
  else found.set(key, [{ node, definition }]);
}

function onlyType(occurrences: readonly Occurrence[]): GraphQLObjectType | undefined {
  const types = new Set(occurrences.map(({ definition }) => getNamedType(definition.type)));
  const [type] = types;
  return types.size === 1 && isObjectType(type) ? type : undefined;
}

interface Known {
  readonly variables: Request['variableValues'];
  readonly selection: Selection;
}

const knownSelections = new WeakMap<readonly FieldNode[], Known>();

/** What is selected below the field that is being resolved. */
export function selection(info: GraphQLResolveInfo): Selection {
  const known = knownSelections.get(info.fieldNodes);
  const hasVariables = (info.operation.variableDefinitions ?? []).length > 0;
  if (known && (!hasVariables || known.variables === info.variableValues)) return known.selection;
  const definition = info.parentType.getFields()[info.fieldName];
  const occurrences = definition ? info.fieldNodes.map((node) => ({ node, definition })) : [];
  const made = new Selection(info, occurrences);
  knownSelections.set(info.fieldNodes, { variables: info.variableValues, selection: made });
  return made;
}
