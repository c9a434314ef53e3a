import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { EventSource } from '../event-source.ts';
import { ALICE_TOKEN, modulesOf, openTestServer } from './open-server.ts';

/** What this thread is told to do. */
export interface SchemaTask {
  readonly toggles: number;
}

/** What came of it. */
export interface SchemasLeft {
  /** Which schemas that were replaced are still held. */
  readonly alive: readonly number[];
  /** Bytes of heap that were in use after the second half of the toggles and not before. */
  readonly growth: number;
  /** Events that the subscriptions that stayed open were told of, by their transport. */
  readonly heard: readonly number[];
}

const { toggles } = workerData as SchemaTask;

const ticks = new EventSource<number>();
const core = {
  id: 'core',
  typeDefs: 'extend type Query { hello: String } extend type Subscription { ticks: Int! }',
  resolvers: {
    Query: { hello: () => 'world' },
    Subscription: { ticks: { subscribe: () => ticks.subscribe(), resolve: (tick: number) => tick } },
  },
};
const plugin = {
  id: 'toggled',
  typeDefs: 'extend type Query { toggled: String }',
  resolvers: { Query: { toggled: () => 'there' } },
};
const { fastify, graphql, url, ask } = await openTestServer({ parts: [core], logLevel: 'silent' });

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** A WeakRef holds its target to the end of the turn, and what ends late may take a few more. */
async function heapUsed(): Promise<number> {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise(setImmediate);
    collectGarbage();
  }
  return process.memoryUsage().heapUsed;
}

/** Subscriptions that stay open all the time. */
const heard = [0, 0];
const client = createClient({
  url: `${url.replace('http', 'ws')}/graphql`,
  webSocketImpl: WebSocket,
  connectionParams: { token: ALICE_TOKEN },
  retryAttempts: 0,
});
client.subscribe(
  { query: 'subscription { ticks }' },
  { next: () => void (heard[0] = (heard[0] ?? 0) + 1), error: () => undefined, complete: () => undefined },
);
const stream = await fetch(`${url}/graphql/stream?query=${encodeURIComponent('subscription { ticks }')}`);
void (async () => {
  for await (const chunk of stream.body ?? []) {
    heard[1] =
      (heard[1] ?? 0) +
      (Buffer.from(chunk)
        .toString()
        .match(/event: next/g)?.length ?? 0);
  }
})().catch(() => undefined);
while (ticks.size < 2) await new Promise(setImmediate);

const replaced: WeakRef<object>[] = [];

/** Each schema is used by every door, often enough for its operations to be compiled. */
async function toggleOnce(count: number): Promise<void> {
  replaced.push(new WeakRef(graphql.hot.current));
  const isThere = count % 2 === 0;
  graphql.replace({ modules: modulesOf(isThere ? [core, plugin] : [core]) });
  for (let use = 0; use < 3; use += 1) {
    await ask({ query: '{ hello }' });
    await ask({ query: isThere ? '{ hello toggled }' : '{ toggled }' });
  }
  const socketQuery = client.iterate({ query: isThere ? '{ toggled }' : '{ hello }' });
  await socketQuery.next();
  await socketQuery.return?.();
  ticks.publish(count);
  while (heard.some((events) => events <= count)) await new Promise(setImmediate);
}

for (let count = 0; count < toggles / 2; count += 1) await toggleOnce(count);
const before = await heapUsed();
for (let count = toggles / 2; count < toggles; count += 1) await toggleOnce(count);
const growth = (await heapUsed()) - before;
const left: SchemasLeft = {
  alive: replaced.flatMap((ref, index) => (ref.deref() === undefined ? [] : [index])),
  growth,
  heard,
};
await client.dispose();
await fastify.close();
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(left);
