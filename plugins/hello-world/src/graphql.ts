import { batchResolver, type EntryView, type PluginContext } from 'pagoda-plugin-sdk';
import { Entry } from 'pagoda-plugin-sdk/models';
import { startHelloWorld } from './start-task.ts';

// A field on a type of others may be null: should it fail, the rest of the answer stays.
export const typeDefs = `
  extend type Query {
    "A greeting of the hello-world plugin."
    helloWorld("Who is greeted." name: String! = "World"): String!
  }

  extend type Mutation {
    "Starts a job of the hello-world plugin that says a message, one word after the other. Follow it with jobEvents."
    startHelloWorldTask("What it says." message: String! = "Hello World!"): Job
  }

  extend type Entry {
    "A greeting of the hello-world plugin that names who created the entry."
    helloWorld: String
  }
`;

export const resolvers = {
  Query: { helloWorld: (_parent: unknown, { name }: { name: string }) => `Hello, ${name}!` },
  Mutation: {
    startHelloWorldTask: (_parent: unknown, { message }: { message: string }, ctx: PluginContext) =>
      startHelloWorld(ctx, message),
  },
  Entry: { helloWorld: batchResolver(greetEntries) },
};

/** Called once for all entries of a list, so that the list costs one query and not one for each entry. */
async function greetEntries(entries: readonly EntryView[]): Promise<readonly string[]> {
  const stored = await Entry.objects.filter({ id: { in: entries.map(({ id }) => id) } });
  const creators = new Map(stored.map(({ id, createdUser }) => [id, createdUser?.username]));
  return entries.map(({ id, name }) => `Hello, ${name} of ${creators.get(id) ?? 'nobody'}!`);
}
