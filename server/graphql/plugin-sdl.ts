import {
  type DefinitionNode,
  type DocumentNode,
  introspectionTypes,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  specifiedDirectives,
  specifiedScalarTypes,
  type TypeDefinitionNode,
  type TypeExtensionNode,
} from 'graphql';
import { ROOT_TYPES } from './sdl-parts.ts';

/** What a plugin may not write, since what others have would change by it. */
export interface Harm {
  readonly cause: string;
  /** The registration that has what it touches; null for what is nobody's. */
  readonly owner: string | null;
}

type Shape = 'type' | 'input' | 'enum' | 'union' | 'interface' | 'scalar';

interface Known {
  readonly owner: string;
  readonly shape: Shape;
  readonly isOneOf: boolean;
}

/** Types by their names, directives by `@name`. */
type Declared = ReadonlyMap<string, Known>;

const GRAPHQL = 'GraphQL itself';
const CORE = 'the core';

/**
 * Tells who owns what and whether a plugin keeps to its own. Of what others have it may add fields to object types and optional fields to
 * inputs. Nothing else can be added that no operation of others would notice; so nobody needs to compare schemas.
 */
export class SdlOwners {
  #declared: Declared = new Map<string, Known>([
    ...[...specifiedScalarTypes, ...introspectionTypes].map(
      ({ name }) => [name, { owner: GRAPHQL, shape: 'scalar', isOneOf: false }] as const,
    ),
    ...[...specifiedDirectives.map(({ name }) => name), 'defer', 'stream'].map(
      (name) => [`@${name}`, { owner: GRAPHQL, shape: 'scalar', isOneOf: false }] as const,
    ),
    ...ROOT_TYPES.map((name) => [name, { owner: CORE, shape: 'type', isOneOf: false }] as const),
  ]);

  /** From now on this is somebody's. */
  add(owner: string, { definitions }: DocumentNode): void {
    const declared = definitions.flatMap((node) => {
      if (node.kind === Kind.DIRECTIVE_DEFINITION) {
        return [[`@${node.name.value}`, { owner, shape: 'scalar', isOneOf: false }] as const];
      }
      if (!isTypeDefinitionNode(node)) return [];
      return [[node.name.value, { owner, shape: shapeOf(node), isOneOf: isOneOf(node) }] as const];
    });
    // Who was first has it.
    this.#declared = new Map([...declared, ...this.#declared]);
  }

  /** The first thing in the SDL of a plugin that would change what others have, or null. */
  findHarm({ definitions }: DocumentNode): Harm | null {
    const own = new Set(definitions.flatMap((node) => (isTypeDefinitionNode(node) ? [node.name.value] : [])));
    for (const node of definitions) {
      const harm = this.#harmOf(node, own);
      if (harm !== null) return harm;
    }
    return null;
  }

  #harmOf(node: DefinitionNode, own: ReadonlySet<string>): Harm | null {
    if (node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION) {
      const deed = node.kind === Kind.SCHEMA_DEFINITION ? 'defines' : 'extends';
      const cause = `it ${deed} the schema, which is that of everybody. Take that out, and write \`extend type Query { … }\` for queries of its own.`;
      return { cause, owner: null };
    }
    if (node.kind === Kind.DIRECTIVE_DEFINITION) return this.#harmOfDirective(node.name.value);
    if (isTypeDefinitionNode(node)) return this.#harmOfType(node);
    if (!isTypeExtensionNode(node)) return null;
    const known = this.#declared.get(node.name.value);
    return known ? this.#harmOfExtension(node, known, own) : null;
  }

  #harmOfDirective(name: string): Harm | null {
    const known = this.#declared.get(`@${name}`);
    if (known) {
      return harm(known.owner, `it declares the directive @${name}, as ${known.owner} does. Choose another name.`);
    }
    return whyReserved(`@${name}`, name);
  }

  #harmOfType(node: TypeDefinitionNode): Harm | null {
    const name = node.name.value;
    const known = this.#declared.get(name);
    if (!known) return whyReserved(`the type ${name}`, name);
    const isExtensible = known.owner !== GRAPHQL && (known.shape === 'type' || known.shape === 'input');
    const other = ROOT_TYPES.includes(name) ? '' : 'Choose another name. ';
    const remedy = isExtensible
      ? `${other}To add fields to it, write \`extend ${known.shape} ${name} { … }\`.`
      : 'Choose another name.';
    return harm(known.owner, `it declares the type ${name}, as ${known.owner} does. ${remedy}`);
  }

  #harmOfExtension(
    node: TypeExtensionNode,
    { owner, shape, isOneOf: isOne }: Known,
    own: ReadonlySet<string>,
  ): Harm | null {
    const name = node.name.value;
    if (shapeOf(node) !== shape) {
      return harm(
        owner,
        `it extends ${name} as ${article(shapeOf(node))}, and ${owner} declares it as ${article(shape)}.`,
      );
    }
    const [directive] = node.directives ?? [];
    if (directive) {
      return harm(owner, `it puts @${directive.name.value} on ${name}, which belongs to ${owner}. Take that out.`);
    }
    if (node.kind === Kind.OBJECT_TYPE_EXTENSION) {
      const foreign = node.interfaces?.find((one) => !own.has(one.name.value))?.name.value;
      if (foreign === undefined) return null;
      const cause = `it lets ${name}, which belongs to ${owner}, implement ${foreign}, which is not its own either. Operations of others on ${foreign} would meet objects that they do not expect: declare an interface of your own.`;
      return harm(owner, cause);
    }
    if (node.kind !== Kind.INPUT_OBJECT_TYPE_EXTENSION) {
      return harm(owner, `it extends the ${shape} ${name}, which belongs to ${owner}. ${SURPRISES[shape]}`);
    }
    if (isOne) {
      return harm(
        owner,
        `it extends the input ${name}, of which ${owner} takes exactly one field (@oneOf). Declare an input of your own.`,
      );
    }
    for (const field of node.fields ?? []) {
      const wrong = whyNotOptional(field);
      if (wrong !== null) {
        return harm(owner, `it adds ${name}.${field.name.value} to an input that belongs to ${owner}, ${wrong}`);
      }
    }
    return null;
  }
}

const SURPRISES: Readonly<Record<Shape, string>> = {
  type: '',
  input: '',
  enum: 'Its values would reach others that know nothing of them: declare an enum of your own.',
  union: 'Its members would reach others that know nothing of them: declare a union of your own.',
  interface: 'The types of others that implement it do not have what is added: declare an interface of your own.',
  scalar: 'Declare a scalar of your own.',
};

function whyNotOptional({ type, defaultValue }: InputValueDefinitionNode): string | null {
  if (defaultValue) return 'with a default, which every call of others would carry. Take the default out.';
  return type.kind === Kind.NON_NULL_TYPE
    ? 'and requires it: every call that does not know it would fail. Let it be null, without the "!".'
    : null;
}

function whyReserved(thing: string, name: string): Harm | null {
  if (!name.startsWith('__')) return null;
  return harm(
    GRAPHQL,
    `it declares ${thing}, and names that begin with "__" belong to ${GRAPHQL}. Choose another name.`,
  );
}

function harm(owner: string, cause: string): Harm {
  return { cause, owner: owner === GRAPHQL || owner === CORE ? null : owner };
}

function article(shape: Shape): string {
  return shape === 'type' ? 'an object type' : `${/^[aeiou]/.test(shape) && shape !== 'union' ? 'an' : 'a'} ${shape}`;
}

function isOneOf(node: TypeDefinitionNode): boolean {
  return node.directives?.some(({ name }) => name.value === 'oneOf') ?? false;
}

function shapeOf({ kind }: TypeDefinitionNode | TypeExtensionNode): Shape {
  switch (kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
      return 'type';
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
      return 'input';
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_EXTENSION:
      return 'enum';
    case Kind.UNION_TYPE_DEFINITION:
    case Kind.UNION_TYPE_EXTENSION:
      return 'union';
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
      return 'interface';
    case Kind.SCALAR_TYPE_DEFINITION:
    case Kind.SCALAR_TYPE_EXTENSION:
      return 'scalar';
  }
}
