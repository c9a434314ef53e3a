import type { Request } from 'autocannon';
import type { Caller } from './caller.ts';
import { ROOT, startServer, type ServerChild } from './child.ts';
import type { BenchQuery, Variables } from './queries.ts';

/** One of the servers that are compared. */
export interface Contender extends ServerChild {
  readonly name: string;
  readonly requestOf: (query: BenchQuery, variables: Variables) => Request;
}

export interface PagodaOptions {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly token: string;
  readonly executor: string;
  /** The program that starts it; from the sources unless told otherwise. */
  readonly program?: string;
  /** Settings besides those. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The environment that the server and the command line are started with, as an operator would. */
export function environmentOf({ databaseUrl, dataDir, token, executor, env }: PagodaOptions): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    PAGODA_DATA_DIR: dataDir,
    PAGODA_ADMIN_TOKEN: token,
    PAGODA_GRAPHQL_EXECUTOR: executor,
    LOG_LEVEL: 'warn',
    ...env,
  };
}

export async function startPagoda(options: PagodaOptions & { readonly caller: Caller }): Promise<Contender> {
  const server = await startServer([options.program ?? `${ROOT}/server/main.ts`], environmentOf(options), '/readyz');
  const headers = { 'content-type': 'application/json', authorization: `Token ${options.caller.token}` };
  return {
    ...server,
    name: 'pagoda',
    requestOf: ({ document }, variables) => ({
      method: 'POST',
      path: '/graphql',
      headers,
      body: JSON.stringify({ query: document, variables }),
    }),
  };
}

export async function startBare(databaseUrl: string, caller: Caller): Promise<Contender> {
  const server = await startServer(
    [`${ROOT}/bench/bare/main.ts`],
    { DATABASE_URL: databaseUrl, CALLER_ID: String(caller.id) },
    '/nothing',
  );
  return { ...server, name: 'bare', requestOf: ({ bare }, variables) => bare(variables) };
}

/** One request outside of any measurement. */
export async function ask(contender: Contender, query: BenchQuery, variables: Variables): Promise<unknown> {
  const { method, path, headers, body } = contender.requestOf(query, variables);
  const response = await fetch(contender.url + path, { method, headers, body });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`${contender.name} answered ${query.name} with ${response.status}: ${text.slice(0, 500)}`);
  const answer = JSON.parse(text) as { readonly data?: unknown; readonly errors?: unknown };
  if (answer.errors) throw new Error(`${contender.name} answered ${query.name} with errors: ${text.slice(0, 500)}`);
  return answer.data;
}
