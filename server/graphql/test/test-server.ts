import { afterAll } from '@jest/globals';
import { openTestServer, type TestServer, type TestServerOptions } from './open-server.ts';

export { ALICE_TOKEN, modulesOf, openTestServer, type TestServer } from './open-server.ts';

/** A GraphQL door of its own on a free port, closed after the last test. Called at the top of a test file with `await`. */
export async function startTestServer(options: TestServerOptions): Promise<TestServer> {
  const server = await openTestServer(options);
  afterAll(() => server.fastify.close());
  return server;
}
