/** SIGTERM while requests are under way. */
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { makeCluster } from './test/cluster.ts';
import { subscribeToEntries, untilHeard } from './test/entry-events.ts';
import { ADMIN_TOKEN, readLog, startServer, type ServerProcess } from './test/server-process.ts';

const MINUTE = 60_000;
const cluster = await makeCluster();

const CREATE = `mutation ($name: String!) {
  createEntry(input: { entityName: "Rack", name: $name }) { entry { name } errors { message } }
}`;
const READ = '{ entries(entityName: "Rack", filter: { name: { startsWith: "first" } }) { nodes { name } } }';

async function prepare(server: ServerProcess): Promise<void> {
  await server.ask('mutation { createEntity(input: { name: "Rack" }) { errors { message } } }');
  await server.ask(CREATE, { name: 'first' });
}

async function untilWaiting(count: number): Promise<void> {
  const waiting = `select count(*)::int as count from pg_stat_activity where wait_event_type = 'Lock'`;
  for (;;) {
    const [row] = await cluster.query<{ count: number }>(waiting);
    if (row?.count === count) return;
  }
}

async function untilRefused({ url }: ServerProcess): Promise<string> {
  for (;;) {
    const refusal = await fetch(`${url}/healthz`).then(
      () => null,
      (error: Error) => String((error.cause as { code?: string } | undefined)?.code),
    );
    if (refusal === 'ECONNREFUSED') return refusal;
  }
}

/** A connection on which a request waits for its answer. */
async function openBusyConnection({ url }: ServerProcess): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  const body = JSON.stringify({ query: READ });
  socket
    .setEncoding('utf8')
    .write(
      [
        'POST /graphql HTTP/1.1',
        'Host: localhost',
        `Authorization: Token ${ADMIN_TOKEN}`,
        'Content-Type: application/json',
        `Content-Length: ${body.length}`,
        '',
        body,
      ].join('\r\n'),
    );
  return socket;
}

async function readAll(socket: Socket): Promise<string> {
  let text = '';
  for await (const part of socket) text += String(part);
  return text;
}

describe('SIGTERM', () => {
  test(
    'lets requests finish, refuses new ones, closes WebSockets with 1001 and ends with 0',
    async () => {
      // How long the requests wait is up to the test.
      const server = await startServer(cluster.url, { PAGODA_EXECUTION_TIMEOUT: '60000' });
      await prepare(server);
      const events = subscribeToEntries(server);
      await untilHeard(events, (attempt) => server.ask(CREATE, { name: `heard ${attempt}` }));
      const answers = await cluster.withLock('lock table entry in access exclusive mode', async () => {
        const running = [
          server.ask(CREATE, { name: 'late 1' }),
          server.ask(CREATE, { name: 'late 2' }),
          server.ask(READ),
        ];
        const busy = await openBusyConnection(server);
        const said = readAll(busy);
        await untilWaiting(4);
        server.process.child.kill('SIGTERM');
        expect(await untilRefused(server)).toBe('ECONNREFUSED');
        expect(await events.closed).toBe(1001);
        return { running, said };
      });
      expect(await Promise.all(answers.running)).toEqual([
        { status: 200, data: { createEntry: { entry: { name: 'late 1' }, errors: [] } } },
        { status: 200, data: { createEntry: { entry: { name: 'late 2' }, errors: [] } } },
        { status: 200, data: { entries: { nodes: [{ name: 'first' }] } } },
      ]);
      const said = await answers.said;
      expect(said).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(said).toContain('{"data":{"entries":{"nodes":[{"name":"first"}]}}}');
      const { code, stderr } = await server.process.ended;
      expect(code).toBe(0);
      expect(readLog(stderr).filter(({ level }) => Number(level) >= 40)).toEqual([]);
    },
    MINUTE,
  );

  test(
    'is told by /readyz while clients still have a moment to leave',
    async () => {
      const server = await startServer(cluster.url);
      const lingering = connect(Number(new URL(server.url).port), '127.0.0.1');
      lingering.on('error', () => undefined);
      const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
      const key = ['Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==', 'Sec-WebSocket-Protocol: graphql-transport-ws'];
      lingering.write(['GET /graphql HTTP/1.1', 'Host: localhost', ...upgrade, ...key, '', ''].join('\r\n'));
      await once(lingering, 'data');
      server.process.child.kill('SIGTERM');
      for (;;) {
        const { status } = await fetch(`${server.url}/readyz`, { headers: { connection: 'close' } });
        if (status === 200) continue;
        expect(status).toBe(503);
        break;
      }
      expect((await server.process.ended).code).toBe(0);
      lingering.destroy();
    },
    MINUTE,
  );

  test(
    'is not held up by a client that never sends the rest of its request',
    async () => {
      const server = await startServer(cluster.url, { PAGODA_EXECUTION_TIMEOUT: '500' });
      const slow = connect(Number(new URL(server.url).port), '127.0.0.1');
      slow.on('error', () => undefined);
      const head = ['POST /graphql HTTP/1.1', 'Host: x', 'Content-Type: application/json', 'Content-Length: 10'];
      slow.write([...head, 'Expect: 100-continue', '', ''].join('\r\n'));
      await once(slow, 'data');
      expect((await server.stop()).code).toBe(0);
      slow.destroy();
    },
    MINUTE,
  );
});
