import { readdirSync, readFileSync } from 'node:fs';
import { Kind, parse, type TypeNode } from 'graphql';

const SDL = new URL('../../schema/', import.meta.url);

function isList(type: TypeNode): boolean {
  if (type.kind === Kind.NON_NULL_TYPE) return isList(type.type);
  return type.kind === Kind.LIST_TYPE || type.name.value.endsWith('Connection');
}

/** `Entry.attrs` for every field of an object type that brings many; what a connection consists of counts for its field. */
export function listFields(): string[] {
  const definitions = readdirSync(SDL).flatMap((file) => parse(readFileSync(new URL(file, SDL), 'utf8')).definitions);
  return definitions.flatMap((type) => {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.OBJECT_TYPE_EXTENSION) return [];
    if (type.name.value.endsWith('Connection')) return [];
    return (type.fields ?? [])
      .filter((field) => isList(field.type))
      .map((field) => `${type.name.value}.${field.name.value}`);
  });
}
