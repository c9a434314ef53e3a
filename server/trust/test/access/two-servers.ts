import { afterAll } from '@jest/globals';
import pino from 'pino';
import { startApp } from '../../../app.ts';
import { parseSettings } from '../../../config.ts';
import { makeTestApp, type GraphQLAnswer, type TestApp } from '../../../test/app.ts';

type Ask = TestApp['graphql'];

/** Two servers on one database, each with what it keeps for itself. */
export interface TwoServers {
  readonly makeUser: TestApp['makeUser'];
  readonly adminId: string;
  readonly databaseUrl: string;
  readonly asks: readonly [Ask, Ask];
}

/** Called at the top of a test file with `await`. */
export async function makeTwoServers(): Promise<TwoServers> {
  const one = await makeTestApp();
  const settings = parseSettings({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    PORT: '0',
    DATABASE_URL: one.databaseUrl,
  });
  const other = await startApp(settings, { log: pino({ level: settings.logLevel }) });
  afterAll(() => other.close());
  const askOther: Ask = async (query, variables = {}, token = one.token) => {
    const answer = await other.fastify.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', authorization: `Token ${token}` },
      payload: JSON.stringify({ query, variables }),
    });
    return { status: answer.statusCode, ...(answer.json() as Omit<GraphQLAnswer, 'status'>) };
  };
  return {
    makeUser: one.makeUser,
    adminId: String(one.admin.id),
    databaseUrl: one.databaseUrl,
    asks: [one.graphql, askOther],
  };
}
