/** What clients of two servers are told of one job. */
import { describe, expect, test } from '@jest/globals';
import { query } from '../../db/index.ts';
import { makeLiveWorld, next, takeAll, TRANSPORTS, type Result, type Results } from './test/live-world.ts';
import { defineOperation, startJob, type Job } from './index.ts';

const world = await makeLiveWorld();
const { app, admin, begin, graphql, makeUser, mori, run, second, tell, turn, urls } = world;

const EVENTS = `subscription ($id: ID!, $after: Int) {
  jobEvents(id: $id, after: $after) { seq kind status level message attempt progress { done total } job { id } } }`;

const seqsOf = (results: readonly Result[]): unknown[] =>
  results.map(({ data, errors }) => (data as { jobEvents: { seq: number } } | null)?.jobEvents.seq ?? errors);
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n);
const codeOf = (result: Result | 'complete') =>
  result === 'complete' ? result : result.errors?.[0]?.extensions?.['code'];
const nobodyWatches = async (): Promise<void> => {
  while (app.host.jobFeeds.size + second.host.jobFeeds.size > 0) await new Promise(setImmediate);
};

/** From the first result on the server is watching. */
async function watching(results: Results, first: number): Promise<Results> {
  for (let seq = 1; seq <= first; seq += 1) expect(seqsOf([(await next(results)) as Result])).toEqual([seq]);
  return results;
}

describe.each(Object.entries(TRANSPORTS))('over %s', (_name, iterate) => {
  const watch = ({ id }: Job, after?: number, server: 0 | 1 = 0, token = mori.token): Results =>
    iterate(urls[server], { query: EVENTS, variables: { id: String(id), after }, token });

  test('who comes before, during or after the run is told the same, on either server', async () => {
    const job = await begin();
    const before = await watching(watch(job), 1);
    const rest = takeAll(before);
    await run(job);
    await tell(job, 120);
    const during = takeAll(watch(job, 0, 1));
    await tell(job, 1, 'last');
    await turn(job, 'DONE');
    const [early, middle, late] = [await rest, await during, await takeAll(watch(job))];
    expect(late).toHaveLength(124);
    expect(middle).toEqual(late);
    expect(early).toEqual(late.slice(1));
    expect(seqsOf(late)).toEqual(range(1, 124));
    expect(late.at(-1)?.data).toMatchObject({
      jobEvents: { status: 'DONE', kind: 'STATUS', job: { id: String(job.id) } },
    });
    await nobodyWatches();
  });

  test('one who comes back goes on where he was', async () => {
    const job = await begin();
    await run(job);
    await tell(job, 5);
    await turn(job, 'ERROR');
    expect(seqsOf(await takeAll(watch(job, 5)))).toEqual([6, 7, 8]);
    expect(await takeAll(watch(job, 8))).toEqual([]);
    expect(await takeAll(watch(job, 99))).toEqual([]);
  });

  test('a job that is run again goes on', async () => {
    const job = await begin();
    const results = await watching(watch(job), 1);
    await run(job);
    // Both leave with one commit: who watches sees no end.
    await turn(job, 'ERROR', 'PREPARING');
    await turn(job, 'CANCELED');
    const taken = await takeAll(results);
    expect(seqsOf(taken)).toEqual([2, 3, 4, 5]);
  });

  test('a job that is not there or not his is refused', async () => {
    const { token } = await makeUser({ username: `other ${_name}` });
    expect(codeOf(await next(watch(await begin(), 0, 0, token)))).toBe('NOT_FOUND');
    const job = await begin();
    expect(codeOf(await next(watch({ ...job, id: 999_999 })))).toBe('NOT_FOUND');
    expect(codeOf(await next(watch(job, -1)))).toBe('BAD_USER_INPUT');
    expect(app.host.jobFeeds.size).toBe(0);
  });

  test('who may no longer see the job hears nothing more of it', async () => {
    const { actor, token } = await makeUser({ username: `boss ${_name}`, isSuperuser: true });
    const job = await begin();
    await run(job);
    const results = await watching(watch(job, 0, 0, token), 2);
    await query((await app.contextFor(admin)).em, 'update "user" set is_superuser = false where id = $1', [actor.id]);
    await tell(job, 1);
    expect(codeOf(await next(results))).toBe('NOT_FOUND');
    expect(await next(results)).toBe('complete');
    await nobodyWatches();
  });

  test('a token that was revoked ends the subscription at the next event', async () => {
    const { token } = await makeUser({ username: `gone ${_name}`, isSuperuser: true });
    const job = await begin();
    await run(job);
    const results = await watching(watch(job, 0, 0, token), 2);
    const { em } = await app.contextFor(admin);
    await query(em, `delete from token where user_id = (select id from "user" where username = $1)`, [`gone ${_name}`]);
    await tell(job, 1);
    expect(codeOf(await next(results))).toBe('UNAUTHENTICATED');
    await nobodyWatches();
  });

  test('what was told while the listening connection was away is sent when it is back', async () => {
    const job = await begin();
    await run(job);
    const results = await watching(watch(job), 2);
    const { em } = await app.contextFor(admin);
    await query(
      em,
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pagoda listener'
      and datname = current_database()`,
    );
    await tell(job, 3);
    await turn(job, 'DONE');
    expect(seqsOf(await takeAll(results))).toEqual([3, 4, 5, 6]);
  });

  test('of too many jobs to name the watched ones are told all the same', async () => {
    const job = await begin();
    await run(job);
    const results = await watching(watch(job), 2);
    const { em } = await app.contextFor(admin);
    await em.transactional(async (tx) => {
      await query(
        tx,
        `insert into job (user_id, operation, operation_name, last_seq) select 1, 1, 'X', 1 from generate_series(1, 2000)`,
      );
      await query(
        tx,
        `insert into job_event (job_id, seq, attempt, kind, status) select id, 1, 1, 'STATUS', 'PREPARING' from job where operation_name = 'X' and not exists (select from job_event where job_id = job.id)`,
      );
      await query(tx, `update job set last_seq = 3, status = 'DONE' where id = $1`, [job.id]);
      await query(
        tx,
        `insert into job_event (job_id, seq, attempt, kind, status) values ($1, 3, 1, 'STATUS', 'DONE')`,
        [job.id],
      );
    });
    expect(seqsOf(await takeAll(results))).toEqual([3]);
  });

  test('jobUpdated tells a user of his own jobs, and of no others', async () => {
    const results = iterate(urls[1], {
      query: 'subscription { jobUpdated { id status lastSeq target { __typename } } }',
      token: mori.token,
    });
    const first = next(results);
    while (!second.host.jobChanges.size) await new Promise(setImmediate);
    const foreign = await begin(admin);
    const own = await begin();
    expect(await first).toMatchObject({ data: { jobUpdated: { id: String(own.id), status: 'PREPARING' } } });
    await turn(foreign, 'PROCESSING');
    await turn(own, 'PROCESSING');
    expect(await next(results)).toMatchObject({
      data: { jobUpdated: { id: String(own.id), status: 'PROCESSING', lastSeq: 2 } },
    });
    await results.return?.();
    while (second.host.jobChanges.size) await new Promise(setImmediate);
  });
});

test('jobUpdated leaves out what the list of jobs leaves out', async () => {
  const hidden = defineOperation({
    number: 22,
    name: 'HIDDEN',
    isHidden: true,
    parseParams: (params) => params,
    run: () => undefined,
  });
  app.host.jobOperations.register('hidden test', 'core', [hidden]);
  const results = TRANSPORTS['WebSocket']?.(urls[0], {
    query: 'subscription { jobUpdated { id } }',
    token: mori.token,
  });
  if (!results) throw new Error('There is no transport');
  const first = next(results);
  while (!app.host.jobChanges.size) await new Promise(setImmediate);
  const { id } = await startJob(await app.contextFor(mori.actor), { operation: 22 });
  const shown = await begin();
  expect(await first).toMatchObject({ data: { jobUpdated: { id: String(shown.id) } } });
  const { data } = await graphql('{ jobs(filter: { isMine: true }, first: 1) { nodes { id } } }', {}, mori.token);
  expect(data.jobs.nodes).toEqual([{ id: String(shown.id) }]);
  expect(id).toBeLessThan(shown.id);
  await results.return?.();
});

test('nobody is told anything without a token', async () => {
  const { errors } = await graphql('{ jobs { totalCount } }', {}, null);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
});
