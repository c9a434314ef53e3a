import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedDirective,
  isSpecifiedScalarType,
} from 'graphql';

interface Described {
  readonly description?: string | null;
}

/** The names of everything that has no description. SDL descriptions are the API reference, so a complete schema has none. */
export function findUndescribed(schema: GraphQLSchema): readonly string[] {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  const directives = schema.getDirectives().filter((directive) => !isSpecifiedDirective(directive));
  return [
    ...types.flatMap((type) => [...missing(type, type.name), ...elementsOf(type)]),
    ...directives.flatMap((directive) => [
      ...missing(directive, `@${directive.name}`),
      ...argumentsOf(directive.args, `@${directive.name}`),
    ]),
  ].sort();
}

function missing({ description }: Described, name: string): readonly string[] {
  return description?.trim() ? [] : [name];
}

function elementsOf(type: GraphQLNamedType): readonly string[] {
  if (isEnumType(type)) return type.getValues().flatMap((value) => missing(value, `${type.name}.${value.name}`));
  if (isObjectType(type) || isInterfaceType(type))
    return Object.values(type.getFields()).flatMap((field) => fieldOf(type, field));
  if (isInputObjectType(type))
    return Object.values(type.getFields()).flatMap((field) => missing(field, `${type.name}.${field.name}`));
  return [];
}

function fieldOf(type: GraphQLNamedType, field: GraphQLField<unknown, unknown>): readonly string[] {
  const name = `${type.name}.${field.name}`;
  return [...missing(field, name), ...argumentsOf(field.args, name)];
}

function argumentsOf(args: readonly GraphQLArgument[], name: string): readonly string[] {
  return args.flatMap((argument) => missing(argument, `${name}(${argument.name}:)`));
}
