import { readFileSync } from 'node:fs';
import { Kind, parse, type ObjectTypeDefinitionNode, type ObjectTypeExtensionNode, type TypeNode } from 'graphql';
import type { Plugin } from 'pagoda-plugin-sdk';

/** A field that SDL declares for an object type, its own or another's. */
export interface SdlField {
  readonly type: string;
  readonly field: string;
  /** The name of the type of its value, or of the elements of that. */
  readonly gives: string;
}

/** The SDL of a plugin, which may be in a file; empty when it has none. */
export function sdlOf({ typeDefs }: Pick<Plugin, 'typeDefs'>): string {
  return typeDefs instanceof URL ? readFileSync(typeDefs, 'utf8') : (typeDefs ?? '');
}

/** Nothing for SDL that cannot be read: the assembly of the schema says what is wrong with it. */
export function listSdlFields(typeDefs: string): readonly SdlField[] {
  return parseTypes(typeDefs).flatMap(({ name: type, fields = [] }) =>
    fields.map(({ name, type: gives }) => ({ type: type.value, field: name.value, gives: namedType(gives) })),
  );
}

function parseTypes(typeDefs: string): readonly (ObjectTypeDefinitionNode | ObjectTypeExtensionNode)[] {
  if (typeDefs.trim() === '') return [];
  try {
    return parse(typeDefs, { noLocation: true }).definitions.filter(
      (node) => node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION,
    );
  } catch {
    return [];
  }
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
