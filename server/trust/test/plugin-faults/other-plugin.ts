import { definePlugin, type EntityProtocol, type EntryProtocol, type PluginContext } from 'pagoda-plugin-sdk';
import { Entity, Entry } from 'pagoda-plugin-sdk/models';

interface Target {
  readonly id: string;
}

type Ctx = PluginContext;

const onEntry =
  (work: (entry: EntryProtocol) => Promise<void>) =>
  async (_parent: unknown, { id }: Target): Promise<EntryProtocol> => {
    const entry = await Entry.objects.get({ id: Number(id) });
    await work(entry);
    return entry;
  };
const onEntity =
  (work: (entity: EntityProtocol) => Promise<void>) =>
  async (_parent: unknown, { id }: Target): Promise<object> => {
    const entity = await Entity.objects.get({ id: Number(id) });
    await work(entity);
    return shownEntity(entity);
  };
const shownEntity = ({ name, note, isActive }: EntityProtocol): object => ({ name, note, isActive });
const ARGUMENTS = '(id: ID!)';

/** A plugin that does nothing wrong: it writes through the models, and other plugins' hooks are called by that. */
export const otherPlugin = definePlugin({
  id: 'other',
  name: 'Other',
  version: '1.0.0',
  typeDefs: `
    type SavedEntity { name: String! note: String! isActive: Boolean! }
    extend type Mutation {
      otherCreatesEntry${ARGUMENTS}: Entry
      otherSavesEntry${ARGUMENTS}: Entry
      otherDeletesEntry${ARGUMENTS}: Entry
      otherRestoresEntry${ARGUMENTS}: Entry
      otherCreatesEntity: SavedEntity
      otherSavesEntity${ARGUMENTS}: SavedEntity
      otherDeletesEntity${ARGUMENTS}: SavedEntity
    }
    extend type Query { otherShows(ids: [ID!]!): [Entry] otherShowsEntity(id: ID!): Entity }
  `,
  resolvers: {
    Mutation: {
      async otherCreatesEntry(_parent: unknown, { id }: Target): Promise<EntryProtocol> {
        const schema = await Entity.objects.get({ name: 'Server' });
        return Entry.objects.create({ name: 'new', schema, attrs: { text: 'new', part: Number(id) } });
      },
      otherSavesEntry: onEntry(async (entry) => {
        entry.name = 'changed';
        await entry.save();
      }),
      otherDeletesEntry: onEntry(async (entry) => {
        entry.isActive = false;
        await entry.save();
      }),
      otherRestoresEntry: onEntry(async (entry) => {
        entry.isActive = true;
        await entry.save();
      }),
      otherCreatesEntity: async (_parent: unknown, _args: unknown, ctx: Ctx) =>
        shownEntity(await Entity.objects.create({ name: 'Rack', note: 'n', createdUser: ctx.actor ?? undefined })),
      otherSavesEntity: onEntity(async (entity) => {
        entity.note = 'changed';
        await entity.save();
      }),
      otherDeletesEntity: onEntity((entity) => entity.delete()),
    },
    Query: {
      otherShows: (_parent: unknown, { ids }: { ids: readonly string[] }) => ids.map((id) => ({ id })),
      otherShowsEntity: (_parent: unknown, { id }: { id: string }) => ({ id }),
    },
  },
});
