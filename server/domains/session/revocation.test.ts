import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { query } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { logInAs, sendForm } from '../../test/log-in.ts';

const { app, makeUser } = await makeTestApp({ PAGODA_RECHECK_INTERVAL: '50' });
const url = await app.listen();
const em = app.orm.em.fork();
const password = 'correct horse';
const SUBSCRIPTION = 'subscription { entryChanged { kind } }';
let names = 0;

/** Somebody of whom only one test knows. */
async function makeSomebody() {
  const username = `user${(names += 1)}`;
  const { actor, token } = await makeUser({ username, password });
  return { id: actor.id, token, ...(await logInAs(app, username, password)) };
}

type Somebody = Awaited<ReturnType<typeof makeSomebody>>;

/** A WebSocket whose subscription runs, or that only said who it is. */
async function openSocket(headers: Record<string, string>, params = {}, isSubscribed = true): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: params }));
  await once(socket, 'message');
  if (isSubscribed) {
    socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: SUBSCRIPTION } }));
    // What is asked later is answered later: by then the subscription runs.
    socket.send(JSON.stringify({ type: 'subscribe', id: '2', payload: { query: '{ me { username } }' } }));
    await once(socket, 'message');
  }
  return socket;
}

async function closing(socket: WebSocket): Promise<readonly [number, string]> {
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
  return [code, reason.toString()];
}

const withSession = ({ cookie }: Somebody, isSubscribed = true) =>
  openSocket({ origin: url, cookie }, {}, isSubscribed);
const withToken = ({ token }: Somebody, isSubscribed = true) => openSocket({}, { token }, isSubscribed);

async function openStream(headers: Record<string, string>): Promise<Response> {
  const response = await fetch(`${url}/graphql/stream?query=${encodeURIComponent(SUBSCRIPTION)}`, { headers });
  expect(response.status).toBe(200);
  return response;
}

const revokeTokens = ({ id }: Somebody) => query(em, 'delete from token where user_id = $1', [id]);
const deactivate = ({ id }: Somebody) => query(em, 'update "user" set is_active = false where id = $1', [id]);
const logOut = ({ cookie, csrftoken }: Somebody) =>
  sendForm(app, { csrfmiddlewaretoken: csrftoken }, { url: '/logout', headers: { cookie } });

describe('a WebSocket is closed', () => {
  test.each([true, false])('when its token is revoked; with a subscription: %j', async (isSubscribed) => {
    const somebody = await makeSomebody();
    const socket = await withToken(somebody, isSubscribed);
    const closed = closing(socket);
    await revokeTokens(somebody);
    expect(await closed).toEqual([4403, 'Invalid token.']);
  });

  test('when its token expires', async () => {
    const somebody = await makeSomebody();
    const socket = await withToken(somebody);
    const closed = closing(socket);
    await query(em, 'update token set expires_time = now() where user_id = $1', [somebody.id]);
    expect(await closed).toEqual([4403, 'Token lifetime is expired']);
  });

  test('when its user logs out', async () => {
    const somebody = await makeSomebody();
    const socket = await withSession(somebody);
    const closed = closing(socket);
    await logOut(somebody);
    expect(await closed).toEqual([4403, 'The session has ended.']);
  });

  test('when its user is deactivated, whatever it came with', async () => {
    const somebody = await makeSomebody();
    const sockets = [await withSession(somebody), await withToken(somebody)];
    const closed = Promise.all(sockets.map(closing));
    await deactivate(somebody);
    expect(await closed).toEqual([
      [4403, 'The session has ended.'],
      [4403, 'User inactive or deleted.'],
    ]);
  });
});

test('an event stream ends with the reason', async () => {
  const somebody = await makeSomebody();
  const streams = [
    await openStream({ origin: url, cookie: somebody.cookie }),
    await openStream({ authorization: `Token ${somebody.token}` }),
  ];
  const texts = Promise.all(streams.map((stream) => stream.text()));
  await logOut(somebody);
  await revokeTokens(somebody);
  const told = (message: string) =>
    `:\n\nevent: next\ndata: ${JSON.stringify({ errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] })}\n\nevent: complete\ndata:\n\n`;
  expect(await texts).toEqual([told('The session has ended.'), told('Invalid token.')]);
});

test('what is still good, and what belongs to nobody, stays open', async () => {
  const [one, other, leaver] = [await makeSomebody(), await makeSomebody(), await makeSomebody()];
  const sockets = [
    await withSession(one),
    await withToken(one),
    await withToken(other),
    await openSocket({}, {}, false),
    await openSocket({ origin: url, cookie: `sessionid=${'a'.repeat(43)}` }, {}, false),
  ];
  // Twice: by the end of the second look the first has been over all of them.
  for (const somebody of [leaver, await makeSomebody()]) {
    const leaving = await withToken(somebody);
    const left = closing(leaving);
    await revokeTokens(somebody);
    await left;
  }
  expect(sockets.map(({ readyState }) => readyState)).toEqual(sockets.map(() => WebSocket.OPEN));
  for (const socket of sockets) socket.close();
});
