import { Readable } from 'node:stream';
import type { EntityManager } from '@mikro-orm/postgresql';
import { response, type RouteResponse } from 'pagoda-plugin-sdk';
import { readResult, type JobResult } from '../job-result.store.ts';
import { toShiftJis } from './shift-jis.ts';

/** How the bytes of a text are written. */
export const ENCODINGS = ['utf-8', 'shift_jis'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** What a job left, as a file that browsers store and never show: neither its name nor its type is ours. Who may have it is settled before. */
export function resultResponse(em: EntityManager, result: JobResult, encoding: Encoding = 'utf-8'): RouteResponse {
  const isEncoded = encoding === 'shift_jis' && isText(result);
  const bytes = whole(readResult(em, result), result);
  return response(200, Readable.from(isEncoded ? toShiftJis(bytes) : bytes, { objectMode: false }), {
    'content-type': isEncoded ? inShiftJis(result.contentType) : result.contentType,
    'content-disposition': attachment(result.name),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...(isEncoded ? {} : { 'content-length': String(result.size) }),
  });
}

/** The connection breaks where the content does: a client must not take half of it for all, as when the job is run again meanwhile. */
async function* whole(pieces: AsyncIterable<Buffer>, { jobId, size }: JobResult): AsyncGenerator<Buffer> {
  let sent = 0;
  for await (const piece of pieces) {
    sent += piece.length;
    if (sent <= size) yield piece;
  }
  if (sent !== size)
    throw new Error(`The result of job ${jobId} has ${sent} bytes instead of ${size}: it was replaced`);
}

function isText({ contentType }: JobResult): boolean {
  return /^text\/|^application\/([\w.-]+\+)?(json|xml|yaml)\b/i.test(contentType);
}

function inShiftJis(contentType: string): string {
  return `${contentType.replace(/\s*;.*$/, '')}; charset=Shift_JIS`;
}

/** As RFC 6266 says: the name for everybody, and again in full for those that know UTF-8. */
function attachment(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["%]/gu, '_');
  if (plain === name) return `attachment; filename="${name}"`;
  const full = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}
