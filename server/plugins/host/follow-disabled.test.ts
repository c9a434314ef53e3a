import { afterAll, expect, test } from '@jest/globals';
import { Listener, query } from '../../db/index.ts';
import { makeTestDatabase } from '../../test/database.ts';
import { deleteDisabled, insertDisabled, readDisabled } from './disabled.store.ts';
import { FollowDisabled } from './follow-disabled.ts';

const { url, orm } = await makeTestDatabase();
const listener = new Listener(url);
await listener.start();
afterAll(() => listener.close());

/** What was last read, and a promise of the next time that it is read. */
function makeReader() {
  const seen: string[][] = [];
  const faults: unknown[] = [];
  let fails = 0;
  let heard = Promise.withResolvers<void>();
  const follower = new FollowDisabled({
    update: async () => {
      if (fails > 0) {
        fails -= 1;
        throw new Error('away');
      }
      seen.push((await readDisabled(orm.em.fork())).map(({ pluginId }) => pluginId));
      heard.resolve();
      heard = Promise.withResolvers();
    },
    onError: (error) => void faults.push(error),
    pause: 1,
  });
  const until = async (...ids: string[]): Promise<void> => {
    while (JSON.stringify(seen.at(-1)) !== JSON.stringify(ids)) await heard.promise;
  };
  return { follower, seen, faults, until, failNext: (times: number) => void (fails = times) };
}

test('what is stored is read at the start, when it changes, and when the connection was lost meanwhile', async () => {
  await insertDisabled(orm.em.fork(), 'before', null);
  const { follower, until, faults, failNext } = makeReader();
  await follower.start(listener);
  await until('before');
  await insertDisabled(orm.em.fork(), 'heard', null);
  await until('before', 'heard');

  // Nobody is told of this one: only the way back of the connection is a reason to read.
  await query(orm.em.fork(), `insert into disabled_plugin (plugin_id) values ('missed')`);
  await query(
    orm.em.fork(),
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'pagoda listener' and datname = current_database()`,
  );
  await until('before', 'heard', 'missed');

  failNext(2);
  await deleteDisabled(orm.em.fork(), 'missed');
  await until('before', 'heard');
  expect(faults).toHaveLength(2);
  await follower.stop();
});

test('those who ask while something is read share the next reading', async () => {
  const { follower, seen } = makeReader();
  const first = follower.refresh();
  await Promise.resolve().then(() => undefined);
  await Promise.all([first, follower.refresh(), follower.refresh(), follower.refresh()]);
  expect(seen.length).toBeLessThanOrEqual(2);
  await follower.stop();
  await follower.refresh();
  expect(seen.length).toBeLessThanOrEqual(2);
});
