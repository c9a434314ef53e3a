import type { GraphQLField, GraphQLInputType, GraphQLObjectType } from 'graphql';
import type { GraphQL, ReadSdl } from './read-sdl.ts';
import { sampleEntity, sampleEntry, sampleUser } from './sample-views.ts';

/** What resolvers of types that the core knows get as their parent. */
const views: Readonly<Record<string, (id: number) => object>> = {
  Entry: (id) => sampleEntry('Sample', id),
  Entity: (id) => Object.freeze({ ...sampleEntity('Sample'), id }),
  User: (id) => Object.freeze({ ...sampleUser, id }),
};

export function hasView(type: string): boolean {
  return Object.hasOwn(views, type);
}

/** A parent of a type; for types of the plugin it has the fields that hold plain values. */
export function sampleParent(sdl: ReadSdl | null, type: string, id: number): object {
  if (hasView(type)) return views[type]?.(id) ?? {};
  const known = sdl?.schema.getType(type);
  if (!sdl || !known || !sdl.graphql.isObjectType(known)) return { id };
  return { id, ...leaves(sdl.graphql, known, id) };
}

function leaves(graphql: GraphQL, type: GraphQLObjectType, id: number): object {
  const fields = Object.values(type.getFields()).filter(({ type: gives }) =>
    graphql.isLeafType(graphql.getNamedType(gives)),
  );
  return Object.fromEntries(
    fields.map(({ name, type: gives }) => [name, leafValue(graphql, gives as GraphQLInputType, id)]),
  );
}

/** The arguments that must be given, and the defaults of the others. */
export function sampleArgs(graphql: GraphQL, { args }: Pick<GraphQLField<unknown, unknown>, 'args'>): object {
  const given = args.filter((arg) => arg.defaultValue !== undefined || graphql.isNonNullType(arg.type));
  return Object.fromEntries(
    given.map(({ name, type, defaultValue }) => [name, defaultValue ?? leafValue(graphql, type, 101)]),
  );
}

function leafValue(graphql: GraphQL, type: GraphQLInputType, id: number): unknown {
  const bare = graphql.getNullableType(type);
  if (graphql.isListType(bare)) return [leafValue(graphql, bare.ofType, id)];
  if (graphql.isEnumType(bare)) return bare.getValues()[0]?.name;
  if (graphql.isInputObjectType(bare)) {
    const needed = Object.values(bare.getFields()).filter((field) => graphql.isRequiredInputField(field));
    return Object.fromEntries(needed.map((field) => [field.name, leafValue(graphql, field.type, id)]));
  }
  const values: Readonly<Record<string, unknown>> = {
    ID: String(id),
    Int: id,
    Float: id,
    Boolean: true,
    DateTime: '2025-09-15T02:09:45.000Z',
    Date: '2025-09-15',
  };
  return values[String(bare)] ?? `sample-${id}`;
}
