/** A subscription field of a plugin, on two server processes, over both transports. */
import { afterAll, expect, test } from '@jest/globals';
import { createClient as createStreamClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { cloneTemplate, dropDatabase } from '../../test/database.ts';
import { startPagoda, type PagodaProcess } from '../../test/pagoda-process.ts';
import { pluginPackage, pluginSource, writePackages } from '../test/write-packages.ts';

const TOKEN = 'pagoda_0123456789abcdefghijklmnopqrstuvwxyz0123';

const source = `import { topic } from 'pagoda-plugin-sdk';
const news = topic('news');
let listening = 0;
${pluginSource(
  'herald',
  `typeDefs: \`
     extend type Query { listening: Int! }
     extend type Mutation { tell(text: String!): Boolean }
     extend type Subscription { news: String! }\`,
   resolvers: {
     Query: { listening: () => listening },
     Mutation: {
       tell: async (_parent, { text }, ctx) => {
         await ctx.sql\`insert into told (text) values (\${text})\`;
         await ctx.publish(news, { text });
         return true;
       },
     },
     Subscription: {
       news: {
         subscribe: (_parent, _args, ctx) => { listening += 1; return ctx.subscribe(news); },
         resolve: async ({ text }, _args, ctx) => {
           const [{ count }] = await ctx.sql\`select count(*) from told\`;
           return \`\${text} \${count}\`;
         },
       },
     },
   },
   migrations: [{ name: '1', sql: 'create table told (text text)' }],`,
)}`;

const databases: string[] = [];
afterAll(async () => {
  for (const url of databases) await dropDatabase(url);
});
const folder = writePackages({ herald: pluginPackage('herald', source) });

interface Server {
  readonly process: PagodaProcess;
  readonly url: string;
  ask(query: string): Promise<Record<string, unknown>>;
}

async function startServer(databaseUrl: string): Promise<Server> {
  const process = startPagoda(['serve'], {
    DATABASE_URL: databaseUrl,
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
    PAGODA_ADMIN_TOKEN: TOKEN,
    ENABLED_PLUGINS: 'herald',
    PAGODA_PLUGINS_DIR: `${folder}/plugins`,
  });
  const [url = ''] = await process.printed(/http:\/\/localhost:\d+/);
  return {
    process,
    url,
    async ask(query) {
      const headers = { 'content-type': 'application/json', authorization: `Token ${TOKEN}` };
      const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
      const { data, errors } = (await answer.json()) as { data: Record<string, unknown>; errors?: unknown };
      expect(errors).toBeUndefined();
      return data;
    },
  };
}

test('what one process is told is heard by the clients of both', async () => {
  const databaseUrl = await cloneTemplate();
  databases.push(databaseUrl);
  const first = await startServer(databaseUrl);
  const second = await startServer(databaseUrl);
  const query = 'subscription { news }';
  const results = [first, second].flatMap(({ url }) => [
    createSocketClient({ url: `${url.replace('http', 'ws')}/graphql`, connectionParams: { token: TOKEN } }).iterate({
      query,
    }),
    createStreamClient({ url: `${url}/graphql/stream`, headers: { authorization: `Token ${TOKEN}` } }).iterate({
      query,
    }),
  ]);
  const next = results.map((each) => each.next());
  for (const server of [first, second]) while ((await server.ask('{ listening }'))['listening'] !== 2);
  await first.ask('mutation { a: tell(text: "one") b: tell(text: "two") }');
  const answers = await Promise.all(next);
  expect(answers.map(({ value }) => value?.data)).toEqual(
    Array.from({ length: 4 }, () => ({ news: expect.stringMatching(/^one [12]$/) })),
  );
  for (const each of results) {
    expect((await each.next()).value?.data).toEqual({ news: 'two 2' });
    await each.return?.();
  }
  for (const { process } of [first, second]) {
    process.child.kill('SIGTERM');
    expect(await process.ended).toMatchObject({ stderr: '' });
  }
});
