import {
  InterfaceError,
  JobStatus,
  type JobChanges,
  type JobModel,
  type JobProtocol,
  type NewJob,
} from 'pagoda-plugin-sdk';
import { sql } from '../../db/index.ts';
import {
  createJob,
  findJob,
  JOB_COLUMNS,
  JOB_STATES,
  runJob,
  toJob,
  visibleJobs,
  type Job,
  type JobContext,
  type JobRow,
} from '../job/index.ts';
import { numberField, textField, timeField } from './conditions.ts';
import { relationField } from './lookup.ts';
import { makeModel } from './model-manager.ts';
import { translatingRefusals } from './model-refusal.ts';
import { readChanges, readNewJob } from './new-job.ts';
import { currentScope } from './scope.ts';
import type { Table } from './table.ts';
import { isUserObject, loadUserObjects, userTable, type UserObject } from './user.model.ts';

/** A job as plugins see one. Only the task that works on it changes its status. */
export class JobObject implements JobProtocol {
  readonly id: number;
  readonly user: UserObject | null;
  readonly operation: number;
  readonly params: JobProtocol['params'];
  readonly createdAt: Date;
  text: string;
  status: JobStatus;
  targetId: number | null;
  updatedAt: Date;

  constructor(job: Job, user: UserObject | null) {
    this.id = job.id;
    this.user = user;
    this.operation = job.operation;
    this.params = paramsOf(job);
    this.createdAt = job.createdTime;
    this.text = job.text;
    this.status = JobStatus[job.status];
    this.targetId = job.targetId;
    this.updatedAt = job.updatedTime;
  }

  async run(): Promise<void> {
    const { status, updatedTime } = await currentScope().write((tx) => runJob(tx, this.id));
    this.status = JobStatus[status];
    this.updatedAt = updatedTime;
  }

  async update(status: JobStatus, changes: string | JobChanges = {}): Promise<void> {
    const { running } = this;
    if (!running)
      throw new InterfaceError(`Only the task that works on job ${this.id} changes it, and only while it does`);
    const state = JOB_STATES.find((name) => JobStatus[name] === status);
    if (!state) throw new InterfaceError(`There is no status ${String(status)}: give one of JobStatus`);
    const { text, targetId } = readChanges(changes);
    const scope = currentScope();
    const actor = scope.isElevated ? await scope.borrow(async (ctx) => ctx.actor) : null;
    await translatingRefusals(() => running.update(state, { text, targetId, actor }));
    this.status = status;
    if (text !== undefined) this.text = text;
    if (targetId !== null) this.targetId = targetId;
  }

  async isCanceled(): Promise<boolean> {
    const { running } = this;
    if (running) return running.isCanceled();
    const job = await currentScope().read((ctx) => findJob(ctx, this.id));
    return job === null || job.cancelTime !== null || job.status === 'CANCELED';
  }

  async proceedIfReady(): Promise<boolean> {
    return this.running?.proceedIfReady() ?? false;
  }

  /** The attempt at it that this is called by; null for others. */
  protected get running(): JobContext | null {
    const { job } = currentScope();
    return job?.id === this.id ? job : null;
  }
}

function paramsOf({ params }: Job): JobProtocol['params'] {
  return typeof params === 'object' && params !== null ? { ...params } : {};
}

const STATUS = sql`(case j.status when 'PREPARING' then 1 when 'DONE' then 2 when 'ERROR' then 3 when 'TIMEOUT' then 4
  when 'PROCESSING' then 5 when 'CANCELED' then 6 else 7 end)`;

const jobTable: Table<JobRow, JobObject> = {
  name: 'Job',
  from: sql`job j`,
  id: { expression: sql`j.id`, type: 'integer' },
  columns: JOB_COLUMNS,
  fields: {
    id: numberField(sql`j.id`),
    user: relationField(sql`j.user_id`, isUserObject, userTable),
    status: numberField(STATUS),
    operation: numberField(sql`j.operation`),
    text: textField(sql`j.text`),
    createdAt: timeField(sql`j.created_time`),
    updatedAt: timeField(sql`j.updated_time`),
  },
  orders: {
    id: { expression: sql`j.id`, type: 'integer' },
    status: { expression: STATUS, type: 'integer' },
    createdAt: { expression: sql`j.created_time`, type: 'timestamptz' },
    updatedAt: { expression: sql`j.updated_time`, type: 'timestamptz' },
  },
  visible: ({ actor }) => (actor ? visibleJobs(actor) : sql`false`),
  build: async (ctx, rows) => {
    const users = await loadUserObjects(
      ctx,
      rows.map(({ userId }) => userId),
    );
    return rows.map((row) => new JobObject(toJob(row), users.get(row.userId) ?? null));
  },
};

async function createNewJob(given: NewJob): Promise<JobObject> {
  const { user, ...job } = readNewJob(given);
  return currentScope().write(async (tx) => {
    const made = await createJob(tx, job);
    const users = await loadUserObjects(tx, [made.userId]);
    return new JobObject(made, users.get(made.userId) ?? null);
  }, user);
}

export const jobModel: JobModel = Object.freeze({ ...makeModel(jobTable), createNewJob });
