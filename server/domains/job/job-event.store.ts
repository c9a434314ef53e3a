/** Progress and log lines. A change of status writes its event itself, in `job.store.ts`. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { query, sql } from '../../db/index.ts';
import type { LogLevel } from './job-event.ts';
import type { Progress } from './job-row.ts';

/** Who holds a job: one attempt on one worker. Nothing else writes in its name. */
export interface Held {
  readonly id: number;
  readonly attempt: number;
  readonly workerId: string;
}

/** What an attempt has to tell, in order. */
export type Told =
  | { readonly kind: 'PROGRESS'; readonly progress: Progress }
  | { readonly kind: 'LOG'; readonly level: LogLevel; readonly message: string };

/** Stores what an attempt tells; false when the attempt is over, and then nothing. */
export async function appendTold(em: EntityManager, held: Held, told: readonly Told[]): Promise<boolean> {
  const last = told.findLast((one) => one.kind === 'PROGRESS')?.progress;
  const progress = last
    ? sql`, progress_done = ${last.done}, progress_total = ${last.total}, progress_text = ${last.text}`
    : sql``;
  const rows = await query<{ id: number }>(
    em,
    sql`with held as (
        update job j set last_seq = j.last_seq + ${told.length}::int,
          updated_time = greatest(now(), j.updated_time + interval '1 ms')${progress}
        where j.id = ${held.id} and j.attempt = ${held.attempt} and j.worker_id = ${held.workerId} and j.status = 'PROCESSING'
        returning j.id, j.attempt, j.last_seq - ${told.length}::int as base
      ), events as (
        insert into job_event (job_id, seq, attempt, kind, done, total, level, message)
        select h.id, h.base + e.place, h.attempt, e.kind, e.done, e.total, e.level, e.message
        from held h, unnest(${told.map(({ kind }) => kind)}::text[], ${told.map(doneOf)}::float8[], ${told.map(totalOf)}::float8[],
          ${told.map(levelOf)}::text[], ${told.map(messageOf)}::text[]) with ordinality e (kind, done, total, level, message, place)
      )
      select id from held`,
  );
  return rows.length > 0;
}

const doneOf = (one: Told): number | null => (one.kind === 'PROGRESS' ? one.progress.done : null);
const totalOf = (one: Told): number | null => (one.kind === 'PROGRESS' ? one.progress.total : null);
const levelOf = (one: Told): string | null => (one.kind === 'LOG' ? one.level : null);
const messageOf = (one: Told): string | null => (one.kind === 'LOG' ? one.message : one.progress.text);

/** A line that is not the attempt's own. */
export async function appendLog(em: EntityManager, id: number, level: LogLevel, message: string): Promise<void> {
  await query(
    em,
    sql`with told as (
        update job j set last_seq = j.last_seq + 1, updated_time = greatest(now(), j.updated_time + interval '1 ms')
        where j.id = ${id} returning j.id, j.attempt, j.last_seq
      )
      insert into job_event (job_id, seq, attempt, kind, level, message)
      select id, last_seq, attempt, 'LOG', ${level}, ${message} from told`,
  );
}

export interface Restated {
  readonly text?: string;
  readonly targetId?: number | null;
}

/** Another text or target of a job that goes on; false when the attempt is over. */
export async function restate(em: EntityManager, held: Held, { text, targetId }: Restated): Promise<boolean> {
  const rows = await query<{ id: number }>(
    em,
    sql`with held as (
        update job j set last_seq = j.last_seq + 1, updated_time = greatest(now(), j.updated_time + interval '1 ms'),
          text = coalesce(${text ?? null}, j.text), target_id = coalesce(${targetId ?? null}::int, j.target_id)
        where j.id = ${held.id} and j.attempt = ${held.attempt} and j.worker_id = ${held.workerId} and j.status = 'PROCESSING'
        returning j.id, j.attempt, j.last_seq, j.status
      ), event as (
        insert into job_event (job_id, seq, attempt, kind, status, message)
        select id, last_seq, attempt, 'STATUS', status, ${text ?? null} from held
      )
      select id from held`,
  );
  return rows.length > 0;
}
