import { describe, expect, test } from '@jest/globals';
import pino from 'pino';
import { startApp } from '../../app.ts';
import { parseSettings } from '../../config.ts';
import { Listener, query } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { logInAs } from '../../test/log-in.ts';
import { rotateKeys, ServerKeys } from './index.ts';

const { app, databaseUrl, makeUser } = await makeTestApp();
const password = 'correct horse';
await makeUser({ username: 'mori', password });
const em = app.orm.em.fork();

const who = async ({ fastify } = app, cookie: string): Promise<string | null> => {
  const answer = await fastify.inject({
    method: 'POST',
    url: '/graphql',
    headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
    payload: JSON.stringify({ query: '{ me { username } }' }),
  });
  return answer.json().data.me?.username ?? null;
};

const silent = { listen: async () => () => undefined, onReconnect: () => () => undefined };
const startKeys = (secret: string | null = null) =>
  ServerKeys.start({ em, secret, listener: silent, onError: () => undefined });

async function withSecondServer<T>(env: Record<string, string>, work: (other: typeof app) => Promise<T>): Promise<T> {
  const settings = parseSettings({ NODE_ENV: 'test', DATABASE_URL: databaseUrl, ...env });
  const other = await startApp(settings, { log: pino({ level: 'silent' }) });
  try {
    return await work(other);
  } finally {
    await other.close();
  }
}

describe('the keys of an installation', () => {
  test('are the same on every process', async () => {
    const all = await Promise.all([startKeys(), startKeys(), startKeys()]);
    expect(new Set(all.map((keys) => keys.sign('x', 'y'))).size).toBe(1);
    expect(new Set(all.map((keys) => keys.hashSession('y').toString('hex'))).size).toBe(1);
    expect(await query(em, 'select 1 from server_key')).toHaveLength(1);
  });

  test('of sessions and signatures differ, and so do signatures for different purposes', async () => {
    const keys = await startKeys();
    expect(keys.hashSession('x').toString('base64url')).not.toBe(keys.sign('x', ''));
    expect(keys.sign('a', 'b')).not.toBe(keys.sign('ab', ''));
  });

  test('come from the environment when they are given there', async () => {
    const [one, same, other] = await Promise.all(['a', 'a', 'b'].map((sign) => startKeys(sign.repeat(32))));
    expect(one?.sign('x', 'y')).toBe(same?.sign('x', 'y'));
    expect(one?.sign('x', 'y')).not.toBe(other?.sign('x', 'y'));
    const { cookie } = await logInAs(app, 'mori', password);
    await withSecondServer({ PAGODA_SECRET: 'c'.repeat(32) }, async (server) => {
      expect(await who(server, cookie)).toBeNull();
      expect(await who(server, (await logInAs(server, 'mori', password)).cookie)).toBe('mori');
    });
  });
});

describe('when the keys are replaced', () => {
  test('every session ends, and servers that run go on with the new ones', async () => {
    await withSecondServer({}, async (other) => {
      const { cookie } = await logInAs(app, 'mori', password);
      expect(await who(other, cookie)).toBe('mori');
      const before = (await startKeys()).sign('x', 'y');

      const heard = new Listener(databaseUrl);
      await heard.start();
      const told = Promise.withResolvers<void>();
      await heard.listen('pagoda_server_key', () => told.resolve());
      expect(await rotateKeys(await app.contextFor(null))).toBeGreaterThan(0);
      await told.promise;
      await heard.close();

      expect(await who(app, cookie)).toBeNull();
      expect(await who(other, cookie)).toBeNull();
      expect((await startKeys()).sign('x', 'y')).not.toBe(before);
      // Each reads the new secret by itself, a moment after it was told.
      await expect(untilShared(other)).resolves.toBe('mori');
    });
  });
});

/** Logs in on one server until the other knows the session. */
async function untilShared(other: typeof app): Promise<string> {
  for (;;) {
    const { cookie } = await logInAs(app, 'mori', password);
    const found = await who(other, cookie);
    if (found !== null) return found;
  }
}
