/** Secrets go through the server on every way there is, with everything logged; none of them may stand in what it prints. */
import { once } from 'node:events';
import { afterAll, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { makeCluster } from './test/cluster.ts';
import { ADMIN_TOKEN, readLog, runOn, startServer, type ServerProcess } from './test/server-process.ts';

const MINUTE = 60_000;
const cluster = await makeCluster();
const started: ServerProcess[] = [];
afterAll(() => Promise.all(started.map((server) => server.kill())));

const WRONG = 'wrong-token-5a1f';
const PASSWORD = 'hunter2-of-the-admin';
const SERVER_SECRET = 'server-secret-0123456789-0123456789';
const IN_VARIABLES = 'password-in-variables';
const IN_DOCUMENT = 'password-in-the-document';
const IN_ADDRESS = 'password-in-the-address';
const IN_BODY = 'password-in-a-broken-body';

async function overWebSocket({ url }: ServerProcess, params: object): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: params }));
  await once(socket, 'message');
  socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: '{ me { username } }' } }));
  await once(socket, 'message');
  socket.close();
  await once(socket, 'close');
}

test.each(['trace', 'debug'])(
  'at LOG_LEVEL=%s',
  async (level) => {
    const server = await startServer(cluster.url, {
      LOG_LEVEL: level,
      PAGODA_ADMIN_PASSWORD: PASSWORD,
      PAGODA_SECRET: SERVER_SECRET,
    });
    started.push(server);
    const me = '{ me { username } }';
    expect(await server.ask(me)).toMatchObject({ data: { me: { username: 'admin' } } });
    expect(await server.ask(me, {}, WRONG)).toMatchObject({ status: 401 });
    const { data } = await server.ask('mutation { createToken(input: { note: "x" }) { secret errors { message } } }');
    const made: string = data.createToken.secret;
    expect(await server.ask(me, {}, made)).toMatchObject({ status: 200 });
    await overWebSocket(server, { token: ADMIN_TOKEN });
    await overWebSocket(server, { Authorization: `Token ${made}` });
    await overWebSocket(server, { token: WRONG });
    await server.ask('query ($password: JSON) { entry(id: $password) { name } }', { password: IN_VARIABLES });
    await server.ask('query ($password: ID!) { entry(id: $password) { name } }', { password: IN_VARIABLES });
    await server.ask(`{ entry(id: "${IN_DOCUMENT}") { name } }`);
    await fetch(
      `${server.url}/graphql?query=${encodeURIComponent(me)}&variables={"p":"${IN_ADDRESS}"}&token=${IN_ADDRESS}`,
    );
    const headers = { 'content-type': 'application/json', authorization: `Token ${ADMIN_TOKEN}` };
    await fetch(`${server.url}/graphql`, { method: 'POST', headers, body: `{"password": "${IN_BODY}"` });
    await fetch(`${server.url}/api/v2/nothing?token=${IN_ADDRESS}`, { headers });
    // What makes PostgreSQL refuse a statement is a fault; its values are not for the log.
    await cluster.query('alter table entity rename to entity_away');
    const create = `mutation ($name: String!) { createEntity(input: { name: $name, note: "${IN_DOCUMENT}" }) { errors { message } } }`;
    const fault = await server.ask(create, { name: IN_VARIABLES });
    await cluster.query('alter table entity_away rename to entity');
    expect(fault.errors?.[0]).toMatchObject({
      message: 'Internal error',
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) },
    });
    const { code, stdout, stderr } = await server.stop();
    expect(code).toBe(0);
    const log = readLog(stderr);
    const faultId = fault.errors?.[0]?.extensions?.['requestId'];
    const told = log.filter(({ requestId, level: of }) => requestId === faultId && of === 50);
    expect(told).toMatchObject([{ err: { stack: expect.any(String) } }]);
    const answered = log.filter(({ msg }) => msg === 'A request was answered');
    expect(answered.length).toBeGreaterThan(5);
    for (const { requestId } of answered) expect(requestId).toEqual(expect.any(String));
    const inDatabase = decodeURIComponent(new URL(cluster.url).password);
    const secrets = [ADMIN_TOKEN, WRONG, made, PASSWORD, SERVER_SECRET, inDatabase];
    const values = [IN_VARIABLES, IN_DOCUMENT, IN_ADDRESS, IN_BODY];
    expect([...secrets, ...values].filter((secret) => `${stdout}${stderr}`.includes(secret))).toEqual([]);
  },
  MINUTE,
);

test(
  'the password of a DATABASE_URL that fails to connect is told to nobody',
  async () => {
    const wrong = new URL(cluster.url);
    wrong.password = 'not-the-password';
    const closed = new URL(wrong);
    closed.port = '1';
    for (const address of [wrong, closed]) {
      const { code, stdout, stderr } = await runOn(address.href, ['serve'], { LOG_LEVEL: 'trace' });
      expect(code).toBe(1);
      expect(stderr).toMatch(/database/i);
      expect(`${stdout}${stderr}`).not.toContain('not-the-password');
    }
  },
  MINUTE,
);
