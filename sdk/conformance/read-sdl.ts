import { readFileSync } from 'node:fs';
import type {
  DefinitionNode,
  DocumentNode,
  GraphQLSchema,
  ObjectTypeDefinitionNode,
  ObjectTypeExtensionNode,
} from 'graphql';
import { readPlugin, type Plugin } from 'pagoda-plugin-sdk';
import { checkHarm, ROOTS } from './check-harm.ts';
import { coreSchema } from './generated/core-schema.ts';
import type { Session } from './session.ts';

/** What the package `graphql` exports; the suite does without it where it is not installed. */
export type GraphQL = typeof import('graphql');

/** The SDL of a plugin in the schema of the server. */
export interface ReadSdl {
  readonly graphql: GraphQL;
  readonly schema: GraphQLSchema;
  /** `Type.field` for all fields that the plugin declares. */
  readonly fields: readonly string[];
}

/** Null when there is none, it cannot be checked or it does not fit; the latter two are reported. */
export async function readSdl(session: Session): Promise<ReadSdl | null> {
  const text = textOf(session, session.plugin);
  const plugins = (session.options.plugins ?? []).map(readPlugin);
  const others = plugins.flatMap((other) => (other ? [[other.id, textOf(session, other)] as const] : []));
  if (checkHarm(session, text, [['the server', session.options.schema ?? coreSchema], ...others])) return null;
  const graphql = await loadGraphql();
  if (!graphql) {
    if (text) session.skip('sdl', 'install "graphql" as a development dependency to check the SDL of the plugin');
    return null;
  }
  const core = graphql.parse(session.options.schema ?? coreSchema, { noLocation: true });
  const owners = new Map(partsOf(graphql, core).map((part) => [part, 'the server']));
  let schema = graphql.buildASTSchema(core, { assumeValid: true });
  for (const [id, sdl] of others) {
    if (!sdl) continue;
    const document = graphql.parse(sdl);
    for (const part of partsOf(graphql, document)) owners.set(part, id);
    schema = graphql.extendSchema(schema, asExtension(graphql, document));
  }
  try {
    const document = graphql.parse(text);
    const parts = partsOf(graphql, document);
    if (reportCollisions(session, parts, owners)) return null;
    schema = text === '' ? schema : graphql.extendSchema(schema, asExtension(graphql, document));
    const [problem] = graphql.validateSchema(schema);
    if (problem) throw problem;
    return { graphql, schema, fields: fieldsOf(graphql, document) };
  } catch (error) {
    if (text === '') return { graphql, schema, fields: [] };
    const [cause, place] = [String(Reflect.get(Object(error), 'message')), Reflect.get(Object(error), 'locations')];
    const line: unknown = Array.isArray(place) ? place[0]?.line : undefined;
    const where = typeof line === 'number' ? ` (line ${line})` : '';
    session.report(
      'sdl',
      'typeDefs',
      `the server cannot use its SDL: ${cause}${where}`,
      'Correct the SDL; docs/schema.graphql shows what can be extended.',
    );
    return null;
  }
}

/** Loaded when it is asked for, since it is an optional peer. */
async function loadGraphql(): Promise<GraphQL | null> {
  try {
    return await import('graphql');
  } catch {
    return null;
  }
}

function textOf({ report }: Session, { typeDefs }: Plugin): string {
  // What is before it counts as lines.
  if (!(typeDefs instanceof URL)) return typeDefs?.trimEnd() ?? '';
  try {
    return readFileSync(typeDefs, 'utf8').trimEnd();
  } catch {
    report(
      'sdl',
      'typeDefs',
      `there is no file ${typeDefs.pathname}`,
      'Name it relative to import.meta.url, and pack it.',
    );
    return '';
  }
}

function reportCollisions({ report }: Session, parts: readonly string[], owners: ReadonlyMap<string, string>): boolean {
  const [seen, taken] = [new Set<string>(), new Set<string>()];
  for (const part of parts) {
    const owner = owners.get(part) ?? (seen.has(part) ? 'the plugin itself' : null);
    seen.add(part);
    if (owner === null) continue;
    taken.add(part);
    // A type that is taken takes its fields along.
    if (taken.has(part.split('.')[0] ?? '') && part.includes('.')) continue;
    report(
      'sdl',
      `typeDefs (${part})`,
      `${part} is already declared by ${owner}`,
      'Choose another name, best with that of the plugin in it.',
    );
  }
  return taken.size > 0;
}

/** Everything that only one owner may declare: `Rack`, `Entry.rack`. Nobody owns the root types themselves. */
function partsOf(graphql: GraphQL, { definitions }: DocumentNode): readonly string[] {
  return definitions.flatMap((definition) => {
    if (!('name' in definition) || !definition.name) return [];
    const { value: type } = definition.name;
    const elements = elementsOf(definition).map((element) => `${type}.${element}`);
    const isOwn = graphql.isTypeDefinitionNode(definition) && !ROOTS.includes(type);
    return isOwn ? [type, ...elements] : elements;
  });
}

function elementsOf(definition: DefinitionNode): readonly string[] {
  const elements = 'fields' in definition ? definition.fields : 'values' in definition ? definition.values : [];
  return (elements ?? []).map(({ name }) => name.value);
}

function fieldsOf({ Kind }: GraphQL, { definitions }: DocumentNode): readonly string[] {
  return definitions.flatMap((node) =>
    node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION
      ? elementsOf(node).map((field) => `${node.name.value}.${field}`)
      : [],
  );
}

/** Root types grow from all sides, so declaring one means extending it. */
function asExtension({ Kind }: GraphQL, document: DocumentNode): DocumentNode {
  const extend = ({ name, fields = [] }: ObjectTypeDefinitionNode): ObjectTypeExtensionNode => ({
    kind: Kind.OBJECT_TYPE_EXTENSION,
    name,
    fields,
  });
  const definitions = document.definitions.map((node) =>
    node.kind === Kind.OBJECT_TYPE_DEFINITION && ROOTS.includes(node.name.value) ? extend(node) : node,
  );
  return { ...document, definitions };
}
