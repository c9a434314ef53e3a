import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { openTestServer } from './open-server.ts';

/** What this thread is told to do. */
export interface MemoryTask {
  readonly warmUp: number;
  readonly measured: number;
}

/** What came of it. */
export interface MemoryUse {
  readonly answered: number;
  /** Bytes of heap that were in use after the measured queries and not before. */
  readonly growth: number;
}

const { warmUp, measured } = workerData as MemoryTask;
const part = {
  id: 'memory',
  typeDefs: 'extend type Query { hello: String }',
  resolvers: { Query: { hello: () => 'world' } },
};
const { fastify } = await openTestServer({ parts: [part], logLevel: 'silent' });

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** No two queries are the same. */
async function answer(from: number, to: number): Promise<number> {
  let answered = 0;
  for (let index = from; index < to; index += 1) {
    const query = `query Number${index} { a${index}: hello } # ${'long '.repeat(200)}`;
    const { statusCode } = await fastify.inject({ method: 'POST', url: '/graphql', payload: { query } });
    if (statusCode === 200) answered += 1;
  }
  return answered;
}

const warm = await answer(0, warmUp);
const before = heapUsed();
const answered = warm + (await answer(warmUp, warmUp + measured));
const use: MemoryUse = { answered, growth: heapUsed() - before };
await fastify.close();
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(use);
