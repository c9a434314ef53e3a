import { type IExecutableSchemaDefinition, makeExecutableSchema } from '@graphql-tools/schema';
import {
  assertValidSchema,
  concatAST,
  type DocumentNode,
  type GraphQLField,
  GraphQLError,
  type GraphQLSchema,
  isObjectType,
  isScalarType,
  isTypeExtensionNode,
  Kind,
  lexicographicSortSchema,
  parse,
  printSchema,
} from 'graphql';
import type { Registration, Resolvers } from 'pagoda-plugin-sdk';
import { SdlOwners } from './plugin-sdl.ts';
import { ownedBy, ownerOf } from '../blame.ts';
import { SCALARS } from './scalars.ts';
import { listSdlParts, ROOT_TYPES } from './sdl-parts.ts';

/** A part whose SDL or resolvers do not fit. The message names the owner, the cause and what it collides with. */
export class SchemaRefused extends Error {
  /** The registration that is to blame. */
  readonly owner: string;
  /** The registration that was there before, when two want the same. */
  readonly collidesWith: string | null;
  constructor(owner: string, cause: string, options: ErrorOptions & { readonly collidesWith?: string } = {}) {
    super(`${owner}: ${cause}`, options);
    this.name = 'SchemaRefused';
    this.owner = owner;
    this.collidesWith = options.collidesWith ?? null;
  }
}

type ResolverMaps = IExecutableSchemaDefinition['resolvers'];
type Part = Pick<Registration, 'id' | 'typeDefs' | 'resolvers'>;

interface ParsedPart extends Part {
  readonly document: DocumentNode;
}

/**
 * Makes one executable schema of all parts. Throws `SchemaRefused` for the first part that does not fit.
 * Parts of the core may resolve fields that another one declares, a plugin only those of its own.
 */
export function assembleSchema(core: readonly Part[], plugins: readonly Part[] = []): GraphQLSchema {
  const [parsedCore, parsedPlugins] = [core.map(parsePart), plugins.map(parsePart)];
  const parts = [...parsedCore, ...parsedPlugins];
  refuseHarm(parsedCore, parsedPlugins);
  refuseSharedNames(parts);
  refuseSharedResolvers(parts);
  parsedPlugins.forEach(refuseForeignResolvers);
  try {
    return nameOwners(buildSchema(parts), parts);
  } catch (error) {
    throw blame(parts, error);
  }
}

/** The schema as SDL, in an order that does not depend on that of the parts. */
export function printSortedSchema(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

function parsePart(part: Part): ParsedPart {
  if (!part.typeDefs?.trim()) return { ...part, document: { kind: Kind.DOCUMENT, definitions: [] } };
  try {
    return { ...part, document: parse(part.typeDefs) };
  } catch (cause) {
    throw new SchemaRefused(part.id, `its SDL cannot be read. ${describe(cause)}`, { cause });
  }
}

function describe(cause: unknown): string {
  if (!(cause instanceof GraphQLError)) return cause instanceof Error ? cause.message : String(cause);
  const [place] = cause.locations ?? [];
  return place ? `${cause.message} (line ${place.line})` : cause.message;
}

/** Plugins may only add, and each only to what was there before it. */
function refuseHarm(core: readonly ParsedPart[], plugins: readonly ParsedPart[]): void {
  const owners = new SdlOwners();
  for (const { id, document } of core) owners.add(id, document);
  for (const { id, document } of plugins) {
    const harm = owners.findHarm(document);
    if (harm) throw new SchemaRefused(id, harm.cause, harm.owner === null ? {} : { collidesWith: harm.owner });
    owners.add(id, document);
  }
}

function refuseSharedNames(parts: readonly ParsedPart[]): void {
  const owners = new Map<string, string>();
  for (const { id, document } of parts) {
    for (const { kind, name } of listSdlParts(document)) claim(owners, id, name, `declares the ${kind} ${name}`);
  }
}

function refuseSharedResolvers(parts: readonly ParsedPart[]): void {
  const owners = new Map<string, string>();
  for (const { id, resolvers } of parts) {
    for (const name of listResolved(resolvers)) claim(owners, id, name, `resolves ${name}`);
  }
}

function claim(owners: Map<string, string>, id: string, name: string, deed: string): void {
  const owner = owners.get(name);
  if (owner === id) throw new SchemaRefused(id, `it ${deed} twice.`);
  if (owner !== undefined) throw new SchemaRefused(id, `it ${deed}, as ${owner} does.`, { collidesWith: owner });
  owners.set(name, id);
}

function refuseForeignResolvers({ id, document, resolvers }: ParsedPart): void {
  const own = new Set(listSdlParts(document).map(({ name }) => name));
  const foreign = listResolved(resolvers).find((name) => !own.has(name) && !own.has(name.split('.')[0] ?? name));
  if (foreign) throw new SchemaRefused(id, `it resolves ${foreign}, which its SDL does not declare.`);
}

/** `Entry.name` for every field, `AttributeValue` for what is no map of fields, such as a scalar. */
function listResolved(resolvers: Resolvers = {}): readonly string[] {
  return Object.entries(resolvers).flatMap(([type, fields]) =>
    isFieldMap(fields) ? Object.keys(fields).map((field) => `${type}.${field}`) : [type],
  );
}

function isFieldMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !isScalarType(value) && !('serialize' in value);
}

function buildSchema(parts: readonly ParsedPart[]): GraphQLSchema {
  const typeDefs = concatAST([...parts.map(({ document }) => document), rootTypesFor(parts)]);
  const schema = makeExecutableSchema({
    typeDefs,
    // graphql-tools compares what the maps hold with the SDL.
    resolvers: [declaredScalars(typeDefs), ...parts.map((part) => part.resolvers ?? {})] as ResolverMaps,
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  });
  assertValidSchema(schema);
  return schema;
}

/** graphql-tools binds each function, so it is another one that runs. */
function nameOwners(schema: GraphQLSchema, parts: readonly ParsedPart[]): GraphQLSchema {
  for (const { resolvers = {} } of parts) {
    for (const [name, fields] of Object.entries(resolvers)) {
      const type = schema.getType(name);
      if (!isObjectType(type) || !isFieldMap(fields)) continue;
      for (const [key, given] of Object.entries(fields)) nameOwner(type.getFields()[key], given);
    }
  }
  return schema;
}

function nameOwner(field: GraphQLField<unknown, unknown> | undefined, given: unknown): void {
  const functions: readonly unknown[] = typeof given === 'object' && given !== null ? Object.values(given) : [given];
  const owner = functions.map(ownerOf).find((one) => one !== undefined);
  if (!field || owner === undefined) return;
  ownedBy(field.resolve, owner);
  ownedBy(field.subscribe, owner);
}

const ROOT_DESCRIPTIONS: Readonly<Record<string, string>> = {
  Query: 'What can be read.',
  Mutation: 'What can be done. Fields of one operation run one after the other, each in a transaction of its own.',
  Subscription: 'What can be watched.',
};

/** Parts only extend the root types, so something has to declare them. */
function rootTypesFor(parts: readonly ParsedPart[]): DocumentNode {
  const definitions = parts.flatMap(({ document }) => document.definitions);
  const isExtended = (name: string) =>
    definitions.some((definition) => isTypeExtensionNode(definition) && definition.name.value === name);
  const isDeclared = (name: string) =>
    definitions.some((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === name);
  const missing = ROOT_TYPES.filter((name) => isExtended(name) && !isDeclared(name));
  if (missing.length === 0) return { kind: Kind.DOCUMENT, definitions: [] };
  return parse(missing.map((name) => `${JSON.stringify(ROOT_DESCRIPTIONS[name])} type ${name}`).join('\n'));
}

function declaredScalars(document: DocumentNode): Partial<typeof SCALARS> {
  const names = document.definitions.flatMap((definition) =>
    definition.kind === Kind.SCALAR_TYPE_DEFINITION ? [definition.name.value] : [],
  );
  return Object.fromEntries(Object.entries(SCALARS).filter(([name]) => names.includes(name)));
}

/** Who is to blame when the whole does not fit: the last part without which the rest would. */
function blame(parts: readonly ParsedPart[], cause: unknown): SchemaRefused {
  const culprit = parts.findLast((part) => isBuildable(parts.filter((other) => other !== part)));
  const owner = culprit?.id ?? parts.map(({ id }) => id).join(', ');
  return new SchemaRefused(owner, describe(cause), { cause });
}

function isBuildable(parts: readonly ParsedPart[]): boolean {
  try {
    buildSchema(parts);
    return true;
  } catch {
    return false;
  }
}
