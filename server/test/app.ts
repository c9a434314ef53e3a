import { afterAll } from '@jest/globals';
import type { Registration } from 'pagoda-plugin-sdk';
import pino from 'pino';
import { startApp, type App, type AppOptions } from '../app.ts';
import { parseSettings, type Environment } from '../config.ts';
import type { Actor, Context } from '../context.ts';
import { createGroup } from '../domains/group/index.ts';
import { createRole } from '../domains/role/index.ts';
import { createTokenFor, createUser, type NewUser } from '../domains/user/index.ts';
import { cloneTemplate, dropDatabase } from './database.ts';

export interface GraphQLAnswer {
  readonly status: number;
  // Answers of queries that tests write themselves; what they are is what the tests are about.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly unknown[];
    readonly extensions?: Record<string, unknown>;
  }[];
}

export interface TestApp {
  readonly app: App;
  readonly databaseUrl: string;
  readonly admin: Actor;
  readonly token: string;
  /** Sends an operation as the administrator, or with another token; null for none. */
  graphql(query: string, variables?: object, token?: string | null): Promise<GraphQLAnswer>;
  /** The data of an operation that must succeed. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  data(query: string, variables?: object): Promise<any>;
  makeUser(user: NewUser): Promise<{ readonly actor: Actor; readonly token: string }>;
  makeGroup(group: TestGroup): Promise<Named>;
  /** Of the administrator, unless others are to be its administrators. */
  makeRole(role: TestRole): Promise<Named>;
}

interface Named {
  readonly id: number;
  readonly name: string;
}

type Ids = readonly { readonly id: number }[];

export interface TestGroup {
  readonly name: string;
  readonly parent?: { readonly id: number };
  readonly members?: Ids;
}

export interface TestRole {
  readonly name: string;
  readonly description?: string;
  readonly users?: Ids;
  readonly groups?: Ids;
  readonly admins?: Ids;
  readonly adminGroups?: Ids;
}

/** The whole server on a database of the test file's own. Called at the top of the file with `await`. */
export async function makeTestApp(
  env: Environment = {},
  registrations: readonly Registration<Context>[] = [],
  more: Omit<AppOptions, 'registrations'> = {},
): Promise<TestApp> {
  const databaseUrl = await cloneTemplate();
  const settings = parseSettings({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    // Nothing ends because the machine is busy; a test of what never ends gives less.
    PAGODA_EXECUTION_TIMEOUT: '60000',
    ...env,
  });
  const app = await startApp(settings, { log: pino({ level: settings.logLevel }), registrations, ...more });
  afterAll(async () => {
    await app.close();
    await dropDatabase(databaseUrl);
  });

  const makeUser: TestApp['makeUser'] = async (input) => {
    const ctx = await app.contextFor(null);
    const user = await createUser(ctx, input);
    const { secret } = await createTokenFor(ctx, user.id, { lifetime: 0 });
    const { id, username, isSuperuser, isReadonly } = user;
    return { actor: { id, username, isSuperuser, isReadonly, roleIds: [] }, token: secret };
  };
  const admin = await makeUser({ username: 'admin', isSuperuser: true });

  const idsOf = (rows: Ids | undefined) => rows?.map(({ id }) => String(id));
  const makeGroup: TestApp['makeGroup'] = async ({ name, parent, members }) =>
    createGroup(await app.contextFor(admin.actor), {
      name,
      parentGroup: parent && String(parent.id),
      members: idsOf(members),
    });
  const makeRole: TestApp['makeRole'] = async ({ name, description, users, groups, admins, adminGroups }) =>
    createRole(await app.contextFor(admin.actor), {
      name,
      description,
      users: idsOf(users),
      groups: idsOf(groups),
      adminUsers: idsOf(admins ?? (adminGroups ? [] : [admin.actor])),
      adminGroups: idsOf(adminGroups),
    });

  const graphql: TestApp['graphql'] = async (query, variables = {}, token = admin.token) => {
    const answer = await app.fastify.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Token ${token}` }) },
      payload: JSON.stringify({ query, variables }),
    });
    return { status: answer.statusCode, ...(answer.json() as Omit<GraphQLAnswer, 'status'>) };
  };
  const data: TestApp['data'] = async (query, variables) => {
    const answer = await graphql(query, variables);
    if (answer.errors) throw new Error(`The operation failed: ${JSON.stringify(answer.errors)}`);
    return answer.data;
  };
  return { app, databaseUrl, admin: admin.actor, token: admin.token, graphql, data, makeUser, makeGroup, makeRole };
}
