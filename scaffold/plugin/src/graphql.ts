import { batchResolver, type EntryView } from 'pagoda-plugin-sdk';

// A field on a type of others may be null: should it fail, the rest of the answer stays.
export const typeDefs = `
  extend type Entry {
    "The first letters of the entity and of the entry, for labels."
    myPluginLabel: String
  }
`;

export const resolvers = { Entry: { myPluginLabel: batchResolver(labelEntries) } };

/** Called once for all entries of a list, so that whatever it loads is loaded once. */
function labelEntries(entries: readonly EntryView[]): readonly string[] {
  return entries.map(({ name, schema }) => `${schema.name.slice(0, 1)}-${name.slice(0, 3)}`.toUpperCase());
}
