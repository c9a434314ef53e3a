/** Workers are killed in the middle of jobs: nothing is lost, nothing of the dead is kept, and others take over in time. */
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { PagodaProcess } from '../test/pagoda-process.ts';
import { makeJobDrill, type DrilledEvent } from './test/job-drill.ts';

const MINUTE = 60_000;
const drill = await makeJobDrill();
const { ended, events, jobs, notes, start, until } = drill;

/** Kills the process that runs the job, and gives when. */
async function killWorkerOf(id: number): Promise<number> {
  const pid = await until(async () => {
    const [job] = await jobs([id]);
    const isTelling = (await events(id)).some(({ kind, attempt }) => kind === 'PROGRESS' && attempt === job?.attempt);
    return job?.status === 'PROCESSING' && isTelling && job.pid;
  });
  process.kill(pid, 'SIGKILL');
  return Date.now();
}

/** Milliseconds from the death to the moment when another attempt was made of the job, or it was ended. */
function takeover(told: readonly DrilledEvent[], killed: number): number {
  const taken = told.find(
    ({ kind, message, time }) => kind === 'STATUS' && time > killed - 1000 && message?.includes('died'),
  );
  if (!taken) throw new Error(`It was not taken over: ${JSON.stringify(told)}`);
  return taken.time - killed;
}

/** Once the next attempt is made, nothing more comes of the one before; numbers have no gap; the end is one. */
function expectOrder(told: readonly DrilledEvent[]): void {
  expect(told.map(({ seq }) => seq)).toEqual(told.map((_, place) => place + 1));
  const attempts = told.map(({ attempt }) => attempt);
  expect(attempts).toEqual(attempts.toSorted((a, b) => a - b));
  expect(told.filter(({ status }) => status === 'DONE' || status === 'ERROR')).toHaveLength(1);
  expect(told.at(-1)?.kind).toBe('STATUS');
}

const percentile = (numbers: readonly number[], part: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.ceil(numbers.length * part) - 1] ?? Number.NaN;

/** So many kills, with two workers at any time that one is killed. Gives the milliseconds of each takeover. */
async function killOften(
  kills: number,
  env: Readonly<Record<string, string>>,
  milliseconds: number,
): Promise<number[]> {
  const begin = (): Promise<PagodaProcess> => drill.startWorker({ LOG_LEVEL: 'error', ...env });
  let workers: readonly PagodaProcess[] = await Promise.all([begin(), begin()]);
  const times: number[] = [];
  const all: number[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    const ids = [await start('again', { milliseconds }), await start('once', { milliseconds })];
    all.push(...ids);
    const victim = ids[kill % 2] ?? 0;
    const killed = await killWorkerOf(victim);
    const dead = await Promise.race(workers.map((worker) => worker.ended.then(() => worker)));
    const next = begin();
    const told = await until(async () => {
      const found = await events(victim);
      return found.some(({ message }) => message?.includes('died')) && found;
    });
    times.push(takeover(told, killed));
    workers = [...workers.filter((worker) => worker !== dead), await next];
  }
  const found = await ended(all);
  for (const { id, status, attempt, text } of found) {
    const told = await events(id);
    expectOrder(told);
    const isAgain = all.indexOf(id) % 2 === 0;
    // The next attempt may meet the next kill.
    const losses = told.filter(({ message }) => message?.includes('died')).length;
    expect({ id, status, attempt }).toEqual(
      isAgain || losses === 0 ? { id, status: 'DONE', attempt: 1 + losses } : { id, status: 'ERROR', attempt: 1 },
    );
    if (status === 'ERROR') expect(text).toMatch(/^The worker that ran it died \(process \d+ on .+\); how far it came/);
    expect(notes().filter((note) => note.startsWith(`ends ${id} `))).toHaveLength(status === 'DONE' ? 1 : 0);
  }
  expect(found).toHaveLength(2 * kills);
  for (const worker of workers) {
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toMatchObject({ code: 0 });
  }
  return times;
}

function tell(times: readonly number[]): void {
  const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)].map((time) => (time / 1000).toFixed(1));
  process.stderr.write(`${times.length} kills: takeover p50 ${p50} s, p95 ${p95} s\n`);
}

describe('kill -9 of a worker in the middle of a job', () => {
  test(
    '50 times with quick heartbeats: every job ends as it should, once',
    async () => {
      const times = await killOften(50, { PAGODA_JOB_HEARTBEAT: '250' }, 700);
      tell(times);
      expect(times).toHaveLength(50);
      expect(percentile(times, 0.95)).toBeLessThan(10_000);
    },
    10 * MINUTE,
  );

  test(
    '3 times with the settings that everybody has: taken over within 30 s',
    async () => {
      const times = await killOften(3, {}, 2000);
      tell(times);
      expect(percentile(times, 0.95)).toBeLessThanOrEqual(30_000);
    },
    4 * MINUTE,
  );
});

test(
  'a worker that hangs and wakes up after its jobs were taken over writes nothing any more',
  async () => {
    const env = { PAGODA_JOB_HEARTBEAT: '250', LOG_LEVEL: 'error' };
    const first = await drill.startWorker(env);
    const id = await start('again', { milliseconds: 4000, isDeaf: true });
    const pid = await until(async () => {
      const [job] = await jobs([id]);
      return job?.status === 'PROCESSING' && (await events(id)).length > 4 && job.pid;
    });
    process.kill(pid, 'SIGSTOP');
    const second = await drill.startWorker(env);
    await until(async () => (await jobs([id]))[0]?.attempt === 2);
    process.kill(pid, 'SIGCONT');
    const [job] = await ended([id]);
    expect(job).toMatchObject({ status: 'DONE', attempt: 2 });
    // It had time to write, had that been let.
    await delay(1000);
    const told = await events(id);
    expectOrder(told);
    expect(told.filter(({ status }) => status === 'DONE')).toHaveLength(1);
    for (const worker of [first, second]) {
      worker.child.kill('SIGTERM');
      await worker.ended;
    }
  },
  2 * MINUTE,
);

test(
  'SIGTERM: what ends within the grace time is done, the rest is handed back at once or ended with a reason',
  async () => {
    const env = { PAGODA_WORKER_GRACE: '4000', LOG_LEVEL: 'error' };
    const first = await drill.startWorker(env);
    const short = await start('again', { milliseconds: 1200, isDeaf: true });
    const long = await start('again', { milliseconds: 30_000 });
    const once = await start('once', { milliseconds: 30_000 });
    await until(async () => (await jobs([short, long, once])).every(({ status }) => status === 'PROCESSING'));
    const asked = Date.now();
    first.child.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/\nStopped\.\n$/) });
    expect(Date.now() - asked).toBeLessThan(8000);
    const [done, back, over] = await jobs([short, long, once]);
    expect(done).toMatchObject({ status: 'DONE', attempt: 1 });
    expect(back).toMatchObject({ status: 'PREPARING', attempt: 2 });
    expect(over).toMatchObject({
      status: 'ERROR',
      text: expect.stringMatching(/^The server that ran it was stopped; /),
    });
    const second = await drill.startWorker(env);
    await until(async () => (await jobs([long]))[0]?.status === 'PROCESSING');
    second.child.kill('SIGTERM');
    await second.ended;
  },
  2 * MINUTE,
);
