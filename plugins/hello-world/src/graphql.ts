import { batchResolver, type EntryView } from 'pagoda-plugin-sdk';
import { Entry } from 'pagoda-plugin-sdk/models';

// A field on a type of others may be null: should it fail, the rest of the answer stays.
export const typeDefs = `
  extend type Query {
    "A greeting of the hello-world plugin."
    helloWorld("Who is greeted." name: String! = "World"): String!
  }

  extend type Entry {
    "A greeting of the hello-world plugin that names who created the entry."
    helloWorld: String
  }
`;

export const resolvers = {
  Query: { helloWorld: (_parent: unknown, { name }: { name: string }) => `Hello, ${name}!` },
  Entry: { helloWorld: batchResolver(greetEntries) },
};

/** Called once for all entries of a list, so that the list costs one query and not one for each entry. */
async function greetEntries(entries: readonly EntryView[]): Promise<readonly string[]> {
  const stored = await Entry.objects.filter({ id: { in: entries.map(({ id }) => id) } });
  const creators = new Map(stored.map(({ id, createdUser }) => [id, createdUser?.username]));
  return entries.map(({ id, name }) => `Hello, ${name} of ${creators.get(id) ?? 'nobody'}!`);
}
