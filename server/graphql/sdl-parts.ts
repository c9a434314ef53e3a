import {
  type DefinitionNode,
  type DocumentNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  type TypeDefinitionNode,
  type TypeExtensionNode,
} from 'graphql';

/** One thing that only one owner may declare: `type Entity`, `Entity.name`, `ErrorCode.NOT_FOUND`, `@deprecated`. */
export interface SdlPart {
  readonly name: string;
  readonly kind: 'type' | 'field' | 'value' | 'member' | 'directive' | 'schema';
}

/** Root types grow from all sides: nobody owns them, each of their fields has an owner. */
export const ROOT_TYPES: readonly string[] = ['Query', 'Mutation', 'Subscription'];

/** Everything that a document declares. */
export function listSdlParts(document: DocumentNode): readonly SdlPart[] {
  return document.definitions.flatMap(partsOf);
}

function partsOf(definition: DefinitionNode): readonly SdlPart[] {
  if (isTypeDefinitionNode(definition)) {
    const own = ROOT_TYPES.includes(definition.name.value)
      ? []
      : [{ kind: 'type', name: definition.name.value } as const];
    return [...own, ...elementsOf(definition)];
  }
  if (isTypeExtensionNode(definition)) return elementsOf(definition);
  if (definition.kind === Kind.DIRECTIVE_DEFINITION) return [{ kind: 'directive', name: `@${definition.name.value}` }];
  return [{ kind: 'schema', name: 'schema' }];
}

function elementsOf(definition: TypeDefinitionNode | TypeExtensionNode): readonly SdlPart[] {
  const type = definition.name.value;
  if ('fields' in definition)
    return (definition.fields ?? []).map(({ name }) => ({ kind: 'field', name: `${type}.${name.value}` }));
  if ('values' in definition)
    return (definition.values ?? []).map(({ name }) => ({ kind: 'value', name: `${type}.${name.value}` }));
  if ('types' in definition)
    return (definition.types ?? []).map(({ name }) => ({ kind: 'member', name: `${type} = ${name.value}` }));
  return [];
}
