import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../db/index.ts';

export interface EnqueueOptions {
  /** Not before; at once unless told. */
  readonly runAt?: Date;
  /** What is queued under the same key and has not begun is replaced. */
  readonly key?: string;
  /** What shares a queue runs one after the other. Few names: each is a row for good. */
  readonly queue?: string;
  /** Lower runs first; 0 unless told. */
  readonly priority?: number;
  /** How often it is begun at most; 1 unless told. */
  readonly maxAttempts?: number;
}

export interface Enqueued extends EnqueueOptions {
  readonly task: string;
  readonly payload: unknown;
}

/** Queues work for any worker, in the transaction of the entity manager if it is in one: nobody sees it before COMMIT. */
export function enqueue(
  em: EntityManager,
  task: string,
  payload: unknown,
  options: EnqueueOptions = {},
): Promise<void> {
  return enqueueMany(em, [{ ...options, task, payload }]);
}

/** In one statement. No two may have the same key. */
export async function enqueueMany(em: EntityManager, many: readonly Enqueued[]): Promise<void> {
  if (many.length > 0) await query(em, ADD_JOBS, [JSON.stringify(many.map(specOf))]);
}

// Not "select …", which a transaction would send along with its BEGIN, as a read may be.
const ADD_JOBS = `
  with added as (
    select id from graphile_worker.add_jobs(
      array(select json_populate_recordset(null::graphile_worker.job_spec, $1::json)))
  ) select count(*) from added`;

function specOf({ task, payload, runAt, key, queue, priority, maxAttempts = 1 }: Enqueued) {
  return {
    identifier: task,
    payload,
    queue_name: queue,
    run_at: runAt?.toISOString(),
    max_attempts: maxAttempts,
    job_key: key,
    priority,
  };
}
