import { expect, test } from '@jest/globals';
import pg from 'pg';
import { withTransaction } from '../../db/index.ts';
import { EventOutbox } from './event-outbox.ts';
import { createJob } from './index.ts';
import type { Told } from './job-event.store.ts';
import { changeStatus } from './job.store.ts';
import { StatusBatch } from './status-batch.ts';
import { makeJobWorld } from './test/job-world.ts';

const { ctx, operation, orm, story, url, user } = await makeJobWorld();
const plain = operation(() => undefined);

/** What is sent on the channel while the work is done. */
async function heard(work: () => Promise<unknown>): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  const payloads: string[] = [];
  await client.connect();
  client.on('notification', ({ payload = '' }) => payloads.push(payload));
  await client.query('listen pagoda_job');
  await work();
  await client.query('select 1');
  await client.end();
  return payloads;
}

test('a transaction sends one NOTIFY, whatever it does to jobs, that names them and their users', async () => {
  const ids: number[] = [];
  const sent = await heard(async () =>
    withTransaction(await ctx(), async (tx) => {
      for (let count = 0; count < 3; count += 1) ids.push((await createJob(tx, { operation: plain })).id);
      await changeStatus(tx.em, ids[0] ?? 0, () => ({ to: 'PROCESSING' }));
    }),
  );
  expect(sent).toEqual([ids.map((id) => `${id}:${user.id}`).join()]);
});

test('what is undone is not told, be it a savepoint or the whole', async () => {
  let kept = 0;
  const sent = await heard(async () =>
    withTransaction(await ctx(), async (tx) => {
      kept = (await createJob(tx, { operation: plain })).id;
      const undone = withTransaction(tx, async (inner) => {
        await createJob(inner, { operation: plain });
        throw new Error('undo');
      });
      await expect(undone).rejects.toThrow('undo');
    }),
  );
  expect(sent).toEqual([`${kept}:${user.id}`]);
  const none = await heard(async () => {
    const undone = withTransaction(await ctx(), async (tx) => {
      await createJob(tx, { operation: plain });
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
  });
  expect(none).toEqual([]);
});

test('too many jobs to name are told as a star', async () => {
  const sent = await heard(async () =>
    withTransaction(await ctx(), async (tx) => {
      for (let count = 0; count < 1500; count += 1) await createJob(tx, { operation: plain });
    }),
  );
  expect(sent).toEqual(['*']);
});

test('a dry run leaves no job and tells nothing', async () => {
  const dry = { ...(await ctx()), dryRun: true };
  const sent = await heard(() => createJob(dry, { operation: plain }));
  expect(sent).toEqual([]);
});

test('events count on without gaps while many write at once', async () => {
  const { id } = await createJob(await ctx(), { operation: plain });
  const held = { id, attempt: 1, workerId: 'w' };
  const { claimAttempt } = await import('./attempt.store.ts');
  const { appendTold } = await import('./job-event.store.ts');
  const em = orm.em.fork();
  await claimAttempt(new StatusBatch(em), held, { timeout: 60_000, onLost: 'error' });
  await Promise.all(
    Array.from({ length: 40 }, (_, n) => appendTold(em, held, [{ kind: 'LOG', level: 'INFO', message: `${n}` }])),
  );
  expect(await appendTold(em, { ...held, attempt: 2 }, [{ kind: 'LOG', level: 'INFO', message: 'other' }])).toBe(false);
  expect(await story(id)).toHaveLength(42);
});

test('what could not be stored is stored later, in order, with the newest progress', async () => {
  const sent: Told[] = [];
  let fails = 2;
  const outbox = new EventOutbox({
    interval: 1,
    onClosed: () => undefined,
    send: (told) => {
      fails -= 1;
      if (fails >= 0) return Promise.reject(new Error('away'));
      sent.push(...told);
      return Promise.resolve(true);
    },
  });
  outbox.log('INFO', 'one\0');
  outbox.progress({ done: 1, total: null, text: null });
  await expect(outbox.flush()).rejects.toThrow('away');
  outbox.log('INFO', 'two');
  outbox.progress({ done: 2, total: null, text: null });
  await expect(outbox.flush()).rejects.toThrow('away');
  await outbox.flush();
  expect(sent.map((told) => (told.kind === 'LOG' ? told.message : told.progress.done))).toEqual(['one', 'two', 2]);
});

test('an endless log is cut, and says so', async () => {
  const lines: string[] = [];
  const outbox = new EventOutbox({
    maxLines: 3,
    onClosed: () => undefined,
    send: (told) => {
      for (const one of told) if (one.kind === 'LOG') lines.push(one.message);
      return Promise.resolve(true);
    },
  });
  for (let line = 1; line <= 10; line += 1) outbox.log('INFO', `${line}`);
  await outbox.flush();
  expect(lines).toEqual(['1', '2', '3', 'There are more than 3 lines; the rest is left out']);
});

test('however often it is told and however slow the database is, progress is stored ten times a second at most', async () => {
  const stored: number[] = [];
  const slow = Promise.withResolvers<void>();
  const enough = Promise.withResolvers<void>();
  const outbox = new EventOutbox({
    onClosed: () => undefined,
    send: async () => {
      stored.push(performance.now());
      if (stored.length === 2) await slow.promise;
      if (stored.length === 6) enough.resolve();
      return true;
    },
  });
  const begin = performance.now();
  let reports = 0;
  const timer = setInterval(() => {
    for (let report = 0; report < 10; report += 1) outbox.progress({ done: (reports += 1), total: null, text: null });
    if (performance.now() - begin > 400) slow.resolve();
  }, 1);
  await enough.promise;
  clearInterval(timer);
  outbox.close();
  const pauses = stored.slice(1).map((time, place) => time - (stored[place] ?? 0));
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(100);
});
