/** Many who watch the same job cost one execution and one text for each event and each user, and nothing crosses between users. */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { makeRestrict } from '../../test/restrict.ts';
import { createEntity } from '../entity/index.ts';
import { createTokenFor } from '../user/index.ts';
import { makeLiveWorld, next, TRANSPORTS, type Result, type Results } from './test/live-world.ts';
import type { Job, JobEvent } from './index.ts';

/** By the number of the event, how often it was executed and how often its answer was written. */
const executed = new Map<number, number>();
const written = new Map<number, number>();
const count = (counts: Map<number, number>, seq: number): void => void counts.set(seq, (counts.get(seq) ?? 0) + 1);

const probe = {
  id: 'core.probe',
  typeDefs: 'extend type JobEvent { "Counts." probe: JSON }',
  resolvers: {
    JobEvent: {
      probe({ seq }: JobEvent) {
        count(executed, seq);
        return {
          toJSON() {
            count(written, seq);
            return 'seen';
          },
        };
      },
    },
  },
};

const world = await makeLiveWorld([probe]);
const { app, admin, begin, mori, run, tell, token: adminToken, turn, urls } = world;
const restrict = makeRestrict(world);

const QUERY = `subscription Watch($id: ID!, $after: Int) {
  jobEvents(id: $id, after: $after) { seq probe job { target { __typename ... on Entity { name } } } } }`;

interface Told {
  readonly seq: number;
  readonly job: { readonly target: { readonly name: string } | null };
}

async function toldOf(results: Results): Promise<Told> {
  const { data, errors } = (await next(results)) as Result;
  expect(errors).toBeUndefined();
  return (data as { jobEvents: Told }).jobEvents;
}

const iterators = Object.values(TRANSPORTS);
const watch = ({ id }: Job, token: string, place: number, query = QUERY): Results => {
  const iterate = iterators[place % iterators.length];
  if (!iterate) throw new Error('There is no transport');
  return iterate(urls[0], { query, variables: { id: String(id), after: 2 }, token });
};

async function makeSecretJob(): Promise<Job> {
  const secret = await createEntity(await app.contextFor(admin), { name: `Secret ${executed.size} ${Date.now()}` });
  const job = await begin(mori.actor, secret.id);
  await restrict('ENTITY', secret.id, 'NOTHING');
  await run(job);
  executed.clear();
  written.clear();
  return job;
}

// What is shared is shared for a second: however busy the machine is, all are in time.
beforeEach(() => {
  const real = performance.now.bind(performance);
  const begin = real();
  jest.spyOn(performance, 'now').mockImplementation(() => begin + (real() - begin) / 1000);
});
afterEach(() => void jest.restoreAllMocks());

test('an event is executed and written once for each user, and each sees what he may see', async () => {
  const job = await makeSecretJob();
  const { secret: another } = await createTokenFor(await app.contextFor(null), mori.actor.id, { lifetime: 0 });
  const own = Array.from({ length: 12 }, (_, n) => watch(job, n < 6 ? mori.token : another, n));
  const boss = Array.from({ length: 12 }, (_, n) => watch(job, adminToken, n));
  const all = [...own, ...boss];
  const first = all.map(toldOf);
  // Once the first has come, all are there.
  await tell(job, 1);
  await Promise.all(first);
  executed.clear();
  written.clear();
  for (const seq of [4, 5]) {
    const taken = all.map(toldOf);
    await tell(job, 1);
    const told = await Promise.all(taken);
    expect(told.map((event) => event.seq)).toEqual(all.map(() => seq));
    expect(told.slice(0, 12).map((event) => event.job.target)).toEqual(own.map(() => null));
    expect(told.slice(12).map((event) => event.job.target?.name)).toEqual(
      boss.map(() => expect.stringMatching(/^Secret/)),
    );
    expect(executed.get(seq)).toBe(2);
    expect(written.get(seq)).toBe(2);
  }
  await turn(job, 'DONE');
  for (const results of all) await results.return?.();
});

test('other operations, variables and names of fields are executed for themselves', async () => {
  const job = await makeSecretJob();
  const other = QUERY.replace('seq probe', 'seq again: probe');
  const all = [watch(job, mori.token, 0), watch(job, mori.token, 1), watch(job, mori.token, 0, other)];
  const first = all.map(toldOf);
  await tell(job, 1);
  await Promise.all(first);
  executed.clear();
  const taken = all.map(async (results) => (await next(results)) as Result);
  await tell(job, 1);
  const answers = await Promise.all(taken);
  expect(answers.map(({ data }) => Object.keys((data as { jobEvents: object }).jobEvents)[1])).toEqual([
    'probe',
    'probe',
    'again',
  ]);
  expect(executed.get(4)).toBe(2);
  for (const results of all) await results.return?.();
});

test('an answer that was made a while ago is made again for who comes later', async () => {
  const job = await makeSecretJob();
  await tell(job, 1);
  const first = watch(job, mori.token, 0);
  await toldOf(first);
  const now = performance.now() + 2_000;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
  const second = watch(job, mori.token, 0);
  await toldOf(second);
  expect(executed.get(3)).toBe(2);
  for (const results of [first, second]) await results.return?.();
});
