import { once } from 'node:events';
import { createServer, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { makeTestDatabase, withEmptyDatabase } from '../test/database.ts';
import { Listener, query, type ListenerOptions } from './index.ts';

const { url, orm } = await makeTestDatabase();
const open: Listener[] = [];

afterEach(async () => {
  for (const listener of open.splice(0)) await listener.close();
});

async function startListener(to = url, options: ListenerOptions = {}): Promise<Listener> {
  const listener = new Listener(to, options);
  open.push(listener);
  await listener.start();
  return listener;
}

const notify = (channel: string, payload: string) =>
  query(orm.em.fork(), 'select pg_notify($1, $2)', [channel, payload]);

/** Listens, and gives what is heard one after the other. */
async function hear(listener: Listener, channel: string) {
  const heard: string[] = [];
  let wake: () => void = () => undefined;
  const stop = await listener.listen(channel, (payload) => {
    heard.push(payload);
    wake();
  });
  const next = async (): Promise<string> => {
    while (heard.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return heard.shift() ?? '';
  };
  return { next, stop };
}

/** Between the listener and PostgreSQL, for a connection that stays open and carries nothing any more. */
async function makeWire() {
  const sockets = new Set<Socket>();
  const silent = new WeakSet<Socket>();
  const carry = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on('error', () => undefined);
    from.on('data', (data) => void (silent.has(from) || to.write(data)));
    from.on('close', () => to.destroy());
  };
  const server = createServer((near) => {
    const far = connect(Number(new URL(url).port), '127.0.0.1');
    carry(near, far);
    carry(far, near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const through = new URL(url);
  through.port = String(typeof address === 'object' ? address?.port : '');
  return {
    url: through.href,
    fallSilent: () => sockets.forEach((socket) => silent.add(socket)),
    close: async () => {
      sockets.forEach((socket) => socket.destroy());
      server.close();
      await once(server, 'close');
    },
  };
}

describe('the listener', () => {
  test('spreads a notification to all who listen to its channel and to nobody else', async () => {
    const listener = await startListener();
    const [first, second, other] = await Promise.all(['news', 'news', 'other'].map((name) => hear(listener, name)));
    await notify('news', 'one');
    expect([await first?.next(), await second?.next()]).toEqual(['one', 'one']);
    await notify('other', 'two');
    expect(await other?.next()).toBe('two');
  });

  test('whoever stops hears no more, the others still do', async () => {
    const listener = await startListener();
    const heard: string[] = [];
    const stop = await listener.listen('news', (payload) => void heard.push(payload));
    const other = await hear(listener, 'news');
    stop();
    await notify('news', 'one');
    expect(await other.next()).toBe('one');
    expect(heard).toEqual([]);
    other.stop();
    const again = await hear(listener, 'news');
    await notify('news', 'two');
    expect(await again.next()).toBe('two');
  });

  test('an error of one does not keep it from the others', async () => {
    const listener = await startListener();
    await listener.listen('news', () => {
      throw new Error('not me');
    });
    const other = await hear(listener, 'news');
    await notify('news', 'one');
    expect(await other.next()).toBe('one');
  });

  test('listens again to every channel after PostgreSQL ended its connection, and says so', async () => {
    const listener = await startListener();
    const news = await hear(listener, 'news');
    const reconnected = new Promise<void>((resolve) => void listener.onReconnect(resolve));
    await query(
      orm.em.fork(),
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pagoda listener' and datname = current_database()`,
    );
    await reconnected;
    await notify('news', 'one');
    expect(await news.next()).toBe('one');
  });

  test('a channel that is asked for while the connection is away is heard when it is back', async () => {
    const listener = await startListener();
    await query(
      orm.em.fork(),
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pagoda listener' and datname = current_database()`,
    );
    const news = await hear(listener, 'late');
    await notify('late', 'one');
    expect(await news.next()).toBe('one');
  });

  test('a wire that fell silent is noticed and replaced', async () => {
    const wire = await makeWire();
    try {
      const listener = await startListener(wire.url, { heartbeat: 20, answerLimit: 1500 });
      const news = await hear(listener, 'news');
      const reconnected = new Promise<void>((resolve) => void listener.onReconnect(resolve));
      wire.fallSilent();
      await reconnected;
      await notify('news', 'one');
      expect(await news.next()).toBe('one');
      await listener.close();
    } finally {
      await wire.close();
    }
  });

  test('a first connection that fails is an error', async () => {
    const nowhere = new URL(url);
    nowhere.pathname = '/no_such_database';
    await expect(startListener(nowhere.href)).rejects.toThrow('no_such_database');
  });

  test('its ping proves that NOTIFY arrives', async () => {
    const listener = await startListener();
    await expect(listener.ping(orm.em.fork())).resolves.toBeUndefined();
  });

  test('its ping says what to do when NOTIFY does not arrive', () =>
    withEmptyDatabase(async (elsewhere) => {
      const listener = await startListener(elsewhere);
      await expect(listener.ping(orm.em.fork(), 100)).rejects.toThrow(/DATABASE_DIRECT_URL/);
      await listener.close();
    }));
});
