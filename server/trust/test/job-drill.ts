import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import pino from 'pino';
import { startApp, type App } from '../../app.ts';
import { parseSettings } from '../../config.ts';
import { startJob, type JobState } from '../../domains/job/index.ts';
import { pluginPackage, writePackages } from '../../plugins/test/write-packages.ts';
import { SYSTEM } from '../../system-actor.ts';
import type { PagodaProcess } from '../../test/pagoda-process.ts';
import { makeCluster, type Cluster } from './cluster.ts';
import { startWorker } from './server-process.ts';

/** Tells of itself all the time for as long as it is asked to, and notes outside of the database when it begins and when it ends. */
const SOURCE = `
import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { definePlugin } from 'pagoda-plugin-sdk';
import { PluginTaskConfig } from 'pagoda-plugin-sdk/tasks';
const note = (text) => appendFileSync(process.env.DRILL_FOLDER + '/notes', text + '\\n');
const run = async (job) => {
  note('begins ' + job.id + ' ' + job.attempt);
  const end = Date.now() + job.params.milliseconds;
  for (let step = 1; Date.now() < end && (job.params.isDeaf || !job.signal.aborted); step += 1) {
    job.progress(step);
    job.log('info', 'step ' + step);
    await delay(20);
  }
  job.signal.throwIfAborted();
  note('ends ' + job.id + ' ' + job.attempt);
};
export default definePlugin({
  id: 'drill', name: 'Drill', version: '1.0.0',
  tasks: new PluginTaskConfig({
    pluginId: 'drill',
    tasks: { again: { offset: 0, onLost: 'retry', run }, once: { offset: 1, run } },
    cancelableOperations: ['again', 'once'],
  }),
});`;

const FIRST = 6000;
export const TASKS = { again: FIRST, once: FIRST + 1 } as const;

export interface DrilledJob {
  readonly id: number;
  readonly status: JobState;
  readonly attempt: number;
  readonly text: string;
  /** Of its worker's process. */
  readonly pid: number | null;
}

export interface DrilledEvent {
  readonly seq: number;
  readonly attempt: number;
  readonly kind: string;
  readonly status: JobState | null;
  readonly message: string | null;
  /** Milliseconds since 1970, by the clock of this machine. */
  readonly time: number;
}

export interface JobDrill {
  readonly cluster: Cluster;
  startWorker(env?: Readonly<Record<string, string>>): Promise<PagodaProcess>;
  start(task: keyof typeof TASKS, params: object): Promise<number>;
  jobs(ids: readonly number[]): Promise<readonly DrilledJob[]>;
  events(id: number): Promise<readonly DrilledEvent[]>;
  /** Looks until it finds something. */
  until<T>(find: () => Promise<T | null | undefined | false>): Promise<T>;
  /** When all have ended; whatever keeps PostgreSQL from answering meanwhile. */
  ended(ids: readonly number[]): Promise<readonly DrilledJob[]>;
  notes(): readonly string[];
}

/** A cluster, a process that starts jobs and runs none, and workers that are started by hand. Called at the top of a test file. */
export async function makeJobDrill(): Promise<JobDrill> {
  let app: App;
  // Before the one that stops the cluster: they run in this order.
  afterAll(() => app.close());
  const folder = writePackages({ drill: pluginPackage('drill', SOURCE) });
  const cluster = await makeCluster();
  const env = {
    ENABLED_PLUGINS: 'drill',
    PAGODA_PLUGINS_DIR: path.join(folder, 'plugins'),
    PLUGIN_OPERATION_ID_CONFIG: JSON.stringify({ drill: [FIRST, FIRST + 99] }),
    PLUGINS_STRICT: 'true',
    DRILL_FOLDER: folder,
  };
  const notesFile = path.join(folder, 'notes');
  beforeAll(async () => {
    const settings = parseSettings({ NODE_ENV: 'test', DATABASE_URL: cluster.url, LOG_LEVEL: 'silent', ...env });
    app = await startApp(settings, { log: pino({ level: 'silent' }) });
  }, 60_000);
  // What a test that failed left would run the jobs of the next.
  const workers: PagodaProcess[] = [];
  afterEach(async () => {
    for (const { child, ended } of workers.splice(0)) {
      if (child.pid && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
      await ended;
    }
  });

  const jobs: JobDrill['jobs'] = (ids) =>
    cluster.query<DrilledJob>(
      `select j.id, j.status, j.attempt, j.text, w.pid from job j left join job_worker w on w.id = j.worker_id
      where j.id = any($1::int[]) order by j.id`,
      [ids],
    );
  const until: JobDrill['until'] = async (find) => {
    for (;;) {
      const found = await find().catch(() => null);
      if (found) return found;
      await delay(20);
    }
  };
  return {
    cluster,
    startWorker: async (more = {}) => {
      const worker = await startWorker(cluster.url, { ...env, ...more });
      workers.push(worker);
      return worker;
    },
    start: async (task, params) =>
      (await startJob(await app.contextFor(SYSTEM), { operation: TASKS[task], params })).id,
    jobs,
    events: (id) =>
      cluster.query<DrilledEvent>(
        `select seq, attempt, kind, status, message, (extract(epoch from time) * 1000)::float8 as time
        from job_event where job_id = $1 order by seq`,
        [id],
      ),
    until,
    ended: (ids) =>
      until(async () => {
        const found = await jobs(ids);
        return found.every(({ status }) => status !== 'PREPARING' && status !== 'PROCESSING') && found;
      }),
    notes: () => (existsSync(notesFile) ? readFileSync(notesFile, 'utf8').split('\n').slice(0, -1) : []),
  };
}
