import autocannon, { type Client, type Request } from 'autocannon';
import type { Contender } from './contender.ts';
import { cpuOfFamily, cpuOfProcess } from './cpu.ts';
import type { BenchQuery } from './queries.ts';

/** What one contender did in one round of one query. */
export interface Round {
  readonly requests: number;
  readonly perSecond: number;
  /** Milliseconds of each request, sorted. */
  readonly latencies: readonly number[];
  /** Milliseconds of CPU in all. */
  readonly nodeCpu: number;
  readonly postgresCpu: number;
}

export interface Load {
  readonly connections: number;
  readonly postmaster: number;
  /** How long in seconds, or how many requests. */
  readonly for: { readonly seconds: number } | { readonly requests: number };
}

/** Sends requests as fast as they are answered. Fails if any is refused. */
export async function drive(contender: Contender, query: BenchQuery, load: Load): Promise<Round> {
  const { connections, postmaster } = load;
  const list = listRequests(contender, query);
  let turn = 0;
  // Each connection begins at another place, so that no two ask the same at the same time.
  const setupClient = (client: Client) => {
    const from = Math.floor((turn++ * list.length) / connections);
    client.setRequests([...list.slice(from), ...list.slice(0, from)]);
  };
  const latencies: number[] = [];
  const cpu = { node: cpuOfProcess(contender.pid), postgres: cpuOfFamily(postmaster) };
  const begin = performance.now();
  const running = autocannon({
    url: contender.url,
    connections,
    ...('seconds' in load.for ? { duration: load.for.seconds } : { amount: load.for.requests }),
    sampleInt: 50,
    timeout: 30,
    requests: list.slice(0, 1),
    setupClient,
    verifyBody: (body) => body.startsWith('{"data":{') && !body.includes('"code":'),
  });
  let end = begin;
  void running.on('response', (_client: unknown, _status: number, _bytes: number, milliseconds: number) => {
    latencies.push(milliseconds);
    end = performance.now();
  });
  const { errors, timeouts, mismatches, non2xx } = await running;
  const failed = errors + timeouts + mismatches + non2xx;
  if (failed > 0)
    throw new Error(`${contender.name} failed ${failed} requests of ${query.name}; the round counts for nothing.`);
  return {
    requests: latencies.length,
    perSecond: (latencies.length / (end - begin)) * 1000,
    latencies: latencies.sort((a, b) => a - b),
    nodeCpu: cpuOfProcess(contender.pid) - cpu.node,
    postgresCpu: cpuOfFamily(postmaster) - cpu.postgres,
  };
}

function listRequests(contender: Contender, query: BenchQuery): readonly Request[] {
  const { makeVariables } = query;
  if (!makeVariables) return query.variables.map((variables) => contender.requestOf(query, variables));
  const fresh = () => contender.requestOf(query, makeVariables());
  return [{ ...fresh(), setupRequest: (request) => ({ ...request, body: fresh().body }) }];
}
