import { type DocumentNode, GraphQLError, Kind, SchemaMetaFieldDef, TypeMetaFieldDef, visit } from 'graphql';
import type { Actor } from '../context.ts';

/** Who may read the schema. */
export type IntrospectionPolicy = 'everyone' | 'authenticated' | 'nobody';

const usesIntrospection = new WeakMap<DocumentNode, boolean>();

/** Throws when the document reads the schema and the actor may not. */
export function checkIntrospection(document: DocumentNode, actor: Actor | null, policy: IntrospectionPolicy): void {
  if (policy === 'everyone' || (policy === 'authenticated' && actor) || !isIntrospecting(document)) return;
  throw policy === 'authenticated'
    ? new GraphQLError('Log in to read the schema.', { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } })
    : new GraphQLError('This server does not show its schema.', {
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
      });
}

function isIntrospecting(document: DocumentNode): boolean {
  const known = usesIntrospection.get(document);
  if (known !== undefined) return known;
  let found = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      found ||= name.value === SchemaMetaFieldDef.name || name.value === TypeMetaFieldDef.name;
    },
  });
  usesIntrospection.set(document, found);
  return found;
}
