import {
  AuthenticationError,
  batchResolver,
  ValidationError,
  type EntryView,
  type PluginContext,
} from 'pagoda-plugin-sdk';
import { addNote } from './add-note.ts';
import { recorded, type ToldRecord } from './add-records.ts';
import { cursorOf } from './cursor.ts';
import { findEntityId, parseId, toFilter, type Query } from './query.ts';
import type { AuditRecord } from './record.ts';
import { findRecordsOf } from './record.store.ts';
import { readTrail } from './trail.ts';
import { visibleTo } from './visible.ts';

interface PageArgs extends Query {
  readonly first: number;
  readonly after?: string | null;
}

interface Watch {
  readonly entity?: string | null;
}

export const resolvers = {
  Query: {
    async auditTrail(_parent: unknown, { first, after = null, ...query }: PageArgs, ctx: PluginContext) {
      if (!ctx.actor) throw new AuthenticationError();
      const { records, next } = await readTrail(ctx, await toFilter(query), { first: upTo100(first), after });
      const edges = records.map((node) => ({ cursor: cursorOf(node), node }));
      const pageInfo = {
        hasNextPage: next !== null,
        hasPreviousPage: after !== null,
        startCursor: edges[0]?.cursor ?? null,
        // Where a short page ends is not where its last record stands.
        endCursor: next ?? edges.at(-1)?.cursor ?? null,
      };
      return { nodes: records, edges, pageInfo };
    },
  },
  Mutation: {
    addAuditNote: (_parent: unknown, { entry, note }: { entry: string; note: string }, ctx: PluginContext) =>
      addNote(ctx, parseId(entry, 'entry'), note),
  },
  Subscription: {
    auditRecorded: {
      async subscribe(_parent: unknown, { entity }: Watch, ctx: PluginContext) {
        if (!ctx.actor) throw new AuthenticationError();
        // Better told now than never hear anything.
        if (entity) await findEntityId(entity);
        return ctx.subscribe(recorded);
      },
      filter: async (told: readonly ToldRecord[], watch: Watch, ctx: PluginContext) =>
        (await heardBy(ctx, told, watch)).length > 0,
      resolve: (told: readonly ToldRecord[], watch: Watch, ctx: PluginContext) => heardBy(ctx, told, watch),
    },
  },
  Entry: {
    // One statement for all entries of a list.
    auditTrail: batchResolver(
      async (entries: readonly EntryView[], { first }: { first: number }, { actor, sql }: PluginContext) => {
        // Who reads an entry may read its trail; that of what was deleted is for superusers.
        const seen = actor ? entries.filter(({ isActive }) => isActive || actor.isSuperuser) : [];
        const records =
          seen.length > 0
            ? await findRecordsOf(
                sql,
                seen.map(({ id }) => id),
                upTo100(first),
              )
            : [];
        const trails = Map.groupBy(records, ({ entryId }) => entryId);
        return entries.map(({ id }) => trails.get(id) ?? []);
      },
    ),
  },
  // Where the SDL promises an object of the server its id is enough: it is looked up with the rights of the caller.
  AuditRecord: {
    entry: ({ entryId }: AuditRecord) => entryId,
    entity: ({ entityId }: AuditRecord) => entityId,
    user: ({ userId }: AuditRecord) => userId,
  },
};

/** What of it somebody wants to hear and may. */
function heardBy(ctx: PluginContext, told: readonly ToldRecord[], { entity }: Watch): Promise<readonly ToldRecord[]> {
  const wanted = entity?.toLowerCase();
  return visibleTo(
    ctx,
    told.filter(({ entityName }) => !wanted || entityName.toLowerCase() === wanted),
  );
}

function upTo100(first: number): number {
  if (first >= 1 && first <= 100) return first;
  throw new ValidationError('first must be from 1 to 100', ['first']);
}
