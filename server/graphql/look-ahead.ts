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
  type GraphQLSchema,
  GraphQLSkipDirective,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

interface Request {
  readonly schema: GraphQLSchema;
  readonly fragments: GraphQLResolveInfo['fragments'];
  /** The variables that `@skip` and `@include` can ask for. */
  readonly conditions: Readonly<Record<string, boolean>>;
}

type Variables = GraphQLResolveInfo['variableValues'];

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

/** What is selected below a field of one request. */
export class Selection {
  readonly structure: Structure;
  readonly #variables: Variables;

  constructor(structure: Structure, variables: Variables) {
    this.structure = structure;
    this.#variables = variables;
  }

  /** Whether a field is selected, or a path of fields such as `nodes.attrs`. */
  has(path: string): boolean {
    return path.split('.').reduce<Structure | undefined>((at, name) => at?.field(name), this.structure) !== undefined;
  }

  /** What is selected below a field, under all its names in the answer together; undefined when it is not selected. */
  field(name: string): Selection | undefined {
    const below = this.structure.field(name);
    return below && new Selection(below, this.#variables);
  }

  /** The field once for each of its names in the answer, with its arguments. Throws when they cannot be read, as executing it would. */
  calls(name: string): readonly Call[] {
    return this.structure.calls(name).map(({ key, occurrence: { definition, node }, below }) => ({
      key,
      arguments: getArgumentValues(definition, node, this.#variables),
      selection: new Selection(below, this.#variables),
    }));
  }

  /** What is selected for one member of a union or interface. */
  on(typeName: string): Selection {
    return new Selection(this.structure.on(typeName), this.#variables);
  }
}

/** The part of a selection that is the same for every request of an operation. Found when asked for, and once. */
class Structure {
  readonly #request: Request;
  readonly #occurrences: readonly Occurrence[];
  /** Only what is selected for this type; undefined for what is selected for any member of an abstract one. */
  readonly #type: GraphQLObjectType | undefined;
  #below: ReadonlyMap<string, readonly Occurrence[]> | undefined;
  readonly #fields = new Map<string, Structure | undefined>();
  readonly #calls = new Map<string, readonly StructureCall[]>();
  readonly #members = new Map<string, Structure>();

  constructor(request: Request, occurrences: readonly Occurrence[], type?: GraphQLObjectType) {
    this.#request = request;
    this.#occurrences = occurrences;
    this.#type = type ?? onlyType(occurrences);
  }

  field(name: string): Structure | undefined {
    if (!this.#fields.has(name)) {
      const found = [...this.#keys().values()].flat().filter(({ definition }) => definition.name === name);
      this.#fields.set(name, found.length > 0 ? new Structure(this.#request, found) : undefined);
    }
    return this.#fields.get(name);
  }

  calls(name: string): readonly StructureCall[] {
    const known = this.#calls.get(name);
    if (known) return known;
    const made = [...this.#keys()].flatMap(([key, occurrences]) => {
      const [occurrence] = occurrences;
      if (!occurrence || occurrence.definition.name !== name) return [];
      return [{ key, occurrence, below: new Structure(this.#request, occurrences) }];
    });
    this.#calls.set(name, made);
    return made;
  }

  on(typeName: string): Structure {
    const known = this.#members.get(typeName);
    if (known) return known;
    const type = this.#request.schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`${typeName} is no object type of the schema.`);
    const made = new Structure(this.#request, this.#occurrences, type);
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

function isIncluded(node: SelectionNode, { conditions }: Request): boolean {
  return (
    getDirectiveValues(GraphQLSkipDirective, node, conditions)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, conditions)?.['if'] !== false
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

interface StructureCall {
  readonly key: string;
  readonly occurrence: Occurrence;
  readonly below: Structure;
}

const knownStructures = new WeakMap<readonly FieldNode[], Structure>();

/** What is selected below the field that is being resolved. */
export function selection(info: GraphQLResolveInfo): Selection {
  // Nodes that are collected once for many requests are those of requests with the same conditions.
  let structure = knownStructures.get(info.fieldNodes);
  if (!structure) {
    structure = makeStructure(info);
    knownStructures.set(info.fieldNodes, structure);
  }
  return new Selection(structure, info.variableValues);
}

function makeStructure({
  schema,
  fragments,
  variableValues,
  parentType,
  fieldName,
  fieldNodes,
}: GraphQLResolveInfo): Structure {
  // No more of the request than this: a structure lives as long as the document.
  const flags = Object.entries(variableValues).filter((one): one is [string, boolean] => typeof one[1] === 'boolean');
  const definition = parentType.getFields()[fieldName];
  const occurrences = definition ? fieldNodes.map((node) => ({ node, definition })) : [];
  return new Structure({ schema, fragments, conditions: Object.fromEntries(flags) }, occurrences);
}
