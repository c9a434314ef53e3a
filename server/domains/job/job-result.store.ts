/** Files that jobs leave, in pieces, so that neither writing nor reading one holds it in memory. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { query, sql } from '../../db/index.ts';
import { rejected } from '../../errors.ts';
import { guardAttempt } from './attempt.store.ts';
import { shown } from './job-arguments.ts';
import type { Held } from './job-event.store.ts';
import { fileOf, type ResultFile } from './result-file.ts';

/** Texts become UTF-8. */
export type ResultContent = string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** What reads the database reads all of it as it was at one moment, on the connection that the result is written with. */
export type ResultSource = ResultContent | ((tx: EntityManager) => ResultContent);

export interface ResultLimits {
  readonly maxBytes: number;
  /** Seconds that it is kept. */
  readonly lifetime: number;
}

export interface JobResult extends ResultFile {
  readonly jobId: number;
  readonly attempt: number;
  readonly size: number;
  readonly createdTime: Date;
  readonly expiresTime: Date;
}

const CHUNK_BYTES = 256 * 1024;

/** Nobody sees it before the last piece is stored; pieces of earlier attempts go. */
export async function storeResult(
  em: EntityManager,
  held: Held,
  file: ResultFile,
  source: ResultSource,
  { maxBytes, lifetime }: ResultLimits,
): Promise<void> {
  const { name, contentType } = fileOf(file);
  requireContent(source);
  await em.transactional(async (tx) => {
    const isReader = typeof source === 'function';
    if (isReader) await query(tx, 'set transaction isolation level repeatable read');
    await guardAttempt(tx, held);
    await query(tx, sql`delete from job_result_chunk where job_id = ${held.id}`);
    let size = 0;
    let index = 0;
    for await (const chunk of inChunks(isReader ? source(tx) : source)) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge(name, maxBytes);
      await query(
        tx,
        sql`insert into job_result_chunk (job_id, attempt, index, bytes) values (${held.id}, ${held.attempt}, ${index}, ${chunk})`,
      );
      index += 1;
    }
    await query(
      tx,
      sql`insert into job_result (job_id, attempt, name, content_type, size, expires_time)
        values (${held.id}, ${held.attempt}, ${name}, ${contentType}, ${size}, now() + ${lifetime}::float8 * interval '1 second')
        on conflict (job_id) do update set attempt = excluded.attempt, name = excluded.name, content_type = excluded.content_type,
          size = excluded.size, created_time = now(), expires_time = excluded.expires_time`,
    );
  });
}

function tooLarge(name: string, maxBytes: number) {
  const message = `The result "${name}" has more than ${maxBytes} bytes; ask for less, or raise PAGODA_JOB_RESULT_BYTES`;
  return rejected('LIMIT_EXCEEDED', message);
}

function isPiece(value: unknown): value is string | Uint8Array {
  return typeof value === 'string' || ArrayBuffer.isView(value);
}

function requireContent(source: unknown): void {
  const isInPieces =
    typeof source === 'object' && source !== null && (Symbol.iterator in source || Symbol.asyncIterator in source);
  if (!isPiece(source) && !isInPieces && typeof source !== 'function') throw noContent('`content`', source);
}

function noContent(what: string, value: unknown): TypeError {
  return new TypeError(`job.storeResult: ${what} is ${shown(value)}; give a text, bytes, or pieces of these`);
}

async function* inChunks(content: ResultContent): AsyncGenerator<Buffer> {
  const pieces = typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const piece of pieces) {
    if (!isPiece(piece)) throw noContent('a piece of `content`', piece);
    let bytes = typeof piece === 'string' ? Buffer.from(piece) : Buffer.from(piece);
    while (length + bytes.length >= CHUNK_BYTES) {
      const room = CHUNK_BYTES - length;
      yield Buffer.concat([...waiting, bytes.subarray(0, room)]);
      bytes = bytes.subarray(room);
      waiting = [];
      length = 0;
    }
    if (bytes.length > 0) waiting.push(bytes);
    length += bytes.length;
  }
  if (length > 0) yield Buffer.concat(waiting);
}

/** What a job left; null for nothing, or for what is kept no longer. */
export async function findResult(em: EntityManager, jobId: number): Promise<JobResult | null> {
  const [row] = await query<
    Omit<JobResult, 'createdTime' | 'expiresTime'> & Record<'createdTime' | 'expiresTime', string>
  >(
    em,
    sql`select job_id as "jobId", attempt, name, content_type as "contentType", size, created_time as "createdTime",
        expires_time as "expiresTime"
      from job_result where job_id = ${jobId} and expires_time > now()`,
  );
  if (!row) return null;
  return { ...row, ...fileOf(row), createdTime: new Date(row.createdTime), expiresTime: new Date(row.expiresTime) };
}

/** The content, one piece after the other. */
export async function* readResult(em: EntityManager, { jobId, attempt }: JobResult): AsyncGenerator<Buffer> {
  for (let index = 0; ; index += 1) {
    const [row] = await query<{ bytes: Buffer }>(
      em,
      sql`select bytes from job_result_chunk where job_id = ${jobId} and attempt = ${attempt} and index = ${index}`,
    );
    if (!row) return;
    yield row.bytes;
  }
}
