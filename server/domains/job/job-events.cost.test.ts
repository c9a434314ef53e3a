/** What many events at once cost those who watch, in statements, and whose rights they are looked at with. */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { query } from '../../db/index.ts';
import { createTokenFor } from '../user/index.ts';
import { makeLiveWorld, next, TRANSPORTS, type Result, type Results } from './test/live-world.ts';
import type { Job } from './index.ts';

const world = await makeLiveWorld();
const { app, admin, begin, makeUser, mori, run, tell, token: adminToken, urls } = world;

const QUERY =
  'subscription ($id: ID!, $after: Int) { jobEvents(id: $id, after: $after) { seq job { status user { username } } } }';
const UPDATES = 'subscription { jobUpdated { id lastSeq } }';
/** Of a statement that looks at who somebody is. */
const LOOK = 'from unnest($1::bytea[])';

let statements: string[] = [];

beforeEach(() => {
  // However slow the machine is, no time passes for those who share.
  const now = performance.now();
  jest.spyOn(performance, 'now').mockReturnValue(now);
  const send = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  jest.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    const [statement] = args;
    statements.push(typeof statement === 'string' ? statement : String((statement as { text?: string }).text));
    return send.apply(this, args) as never;
  });
});
afterEach(() => void jest.restoreAllMocks());

const looks = (): number => statements.filter((text) => text.includes(LOOK)).length;

const iterators = Object.values(TRANSPORTS);
function watch({ id }: Job, token: string, after = 2, place = 0): Results {
  const iterate = iterators[place % iterators.length];
  if (!iterate) throw new Error('There is no transport');
  return iterate(urls[0], { query: QUERY, variables: { id: String(id), after }, token });
}

async function takeSeqs(results: Results, count: number): Promise<unknown[]> {
  const seqs: unknown[] = [];
  while (seqs.length < count) {
    const { data, errors } = (await next(results)) as Result;
    seqs.push(errors ?? (data as { jobEvents: { seq: number } }).jobEvents.seq);
  }
  return seqs;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n);

test('events that are read together cost each who watches the statements of one', async () => {
  const job = await begin();
  await run(job);
  const { secret } = await createTokenFor(await app.contextFor(null), mori.actor.id, { lifetime: 0 });
  const all = [mori.token, secret, adminToken].map((token, place) => watch(job, token, 2, place));
  const first = all.map((results) => takeSeqs(results, 1));
  await tell(job, 1);
  await Promise.all(first);
  statements = [];
  const rest = all.map((results) => takeSeqs(results, 254));
  await tell(job, 254);
  expect(await Promise.all(rest)).toEqual(all.map(() => range(4, 257)));
  expect(looks()).toBeLessThanOrEqual(3);
  // The transaction that tells has some; each who watches has its look, the job, and its user.
  expect(statements.length).toBeLessThanOrEqual(20);
  for (const results of all) await results.return?.();
}, 60_000);

test('who catches up pays for each reading, not for each event', async () => {
  const job = await begin();
  await run(job);
  await tell(job, 254);
  statements = [];
  const results = watch(job, mori.token, 0);
  expect(await takeSeqs(results, 256)).toEqual(range(1, 256));
  // Three pages of a hundred; the subscription itself is one more.
  expect(looks()).toBeLessThanOrEqual(4);
  expect(statements.length).toBeLessThanOrEqual(20);
  await results.return?.();
}, 60_000);

test('jobs that change together cost one look at who watches them', async () => {
  const jobs = await Promise.all(Array.from({ length: 20 }, () => begin()));
  const results = TRANSPORTS['WebSocket']?.(urls[0], { query: UPDATES, token: mori.token });
  if (!results) throw new Error('There is no transport');
  const first = next(results);
  while (!app.host.jobChanges.size) await new Promise(setImmediate);
  const { em } = await app.contextFor(admin);
  statements = [];
  await query(
    em,
    `with told as (update job set last_seq = last_seq + 1 where id = any($1::int[]) returning id, last_seq)
     insert into job_event (job_id, seq, attempt, kind, level, message) select id, last_seq, 1, 'LOG', 'INFO', 'x' from told`,
    [`{${jobs.map(({ id }) => id).join()}}`],
  );
  const told = [(await first) as Result];
  while (told.length < jobs.length) told.push((await next(results)) as Result);
  expect(new Set(told.map(({ data }) => (data as { jobUpdated: { id: string } }).jobUpdated.id)).size).toBe(20);
  // One for the reading; what happened to the jobs before may be told late.
  expect(looks()).toBeLessThanOrEqual(3);
  await results.return?.();
}, 60_000);

test('what was committed after rights were taken away is never shown by those of before', async () => {
  const { actor, token } = await makeUser({ username: 'boss', isSuperuser: true });
  const job = await begin();
  await run(job);
  const [boss, other] = [watch(job, token), watch(job, adminToken)];
  const first = [takeSeqs(boss, 1), takeSeqs(other, 1)];
  await tell(job, 1);
  await Promise.all(first);
  await query((await app.contextFor(admin)).em, 'update "user" set is_superuser = false where id = $1', [actor.id]);
  await tell(job, 1);
  expect(await takeSeqs(other, 1)).toEqual([4]);
  expect(((await next(boss)) as Result).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
  await other.return?.();
}, 60_000);
