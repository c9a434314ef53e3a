/** Addresses under which the file of a job is handed out for a while, to whoever has them: a browser sends no token along when it downloads. */
import { timingSafeEqual } from 'node:crypto';
import type { RouteResponse } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { makeRowLoader } from '../../db/index.ts';
import { parseId } from '../../parse-id.ts';
import { forbidden, notFound } from '../../rest/index.ts';
import { requireActor } from '../access/index.ts';
import { findActor } from '../user/index.ts';
import { whyNoDownload } from './downloadable.ts';
import { findJob } from './job.list.ts';
import { findResult } from './job-result.store.ts';
import type { Job } from './job-row.ts';
import { fileOf } from './result-file.ts';
import { resultResponse } from './rest/send-result.ts';

/** What can be downloaded of a job, and where. */
export interface JobDownload {
  /** A path on this server. */
  readonly url: string;
  readonly filename: string;
  readonly contentType: string;
  /** In bytes. */
  readonly size: number;
  /** Until when the address is good. */
  readonly expiresAt: Date;
}

/** Long enough to click, short enough for an address that somebody may copy. */
const LIFETIME_MS = 15 * 60_000;
const PURPOSE = 'job download';
const PATH = '/job/download/:id';

interface ResultRow {
  readonly id: number;
  readonly attempt: number;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly expiresTime: string;
}

const resultLoader = makeRowLoader<ResultRow>(
  `select r.job_id as id, r.attempt, r.name, r.content_type as "contentType", r.size, r.expires_time as "expiresTime"
   from job_result r where r.job_id = any($1::int[]) and r.expires_time > now()`,
);

/** Null while the job has not ended, and when it left nothing that the caller may have. */
export async function findDownload(ctx: Context, job: Job): Promise<JobDownload | null> {
  // Of what runs, nobody looks for a file.
  if (whyNoDownload(ctx, job, job) !== null) return null;
  const actor = requireActor(ctx);
  const result = await resultLoader(ctx).load(job.id);
  if (!result || whyNoDownload(ctx, job, result) !== null) return null;
  const { name, contentType } = fileOf(result);
  const expires = Math.min(Date.now() + LIFETIME_MS, new Date(result.expiresTime).getTime());
  const fields = { attempt: String(job.attempt), user: String(actor.id), expires: String(expires) };
  const query = new URLSearchParams({ ...fields, signature: sign(ctx, String(job.id), fields) });
  return {
    url: `${PATH.replace(':id', String(job.id))}?${query.toString()}`,
    filename: name,
    contentType,
    size: result.size,
    expiresAt: new Date(expires),
  };
}

interface Fields {
  readonly attempt: string;
  readonly user: string;
  readonly expires: string;
}

function sign(ctx: Context, id: string, { attempt, user, expires }: Fields): string {
  return ctx.host.keys.sign(PURPOSE, [id, attempt, user, expires].join(' '));
}

/** The file, if the address is one of ours and whoever got it may still see the job. */
async function download(ctx: Context, id: string, query: URLSearchParams): Promise<RouteResponse> {
  const [attempt = '', user = '', expires = ''] = ['attempt', 'user', 'expires'].map((name) => query.get(name) ?? '');
  if (!isEqual(sign(ctx, id, { attempt, user, expires }), query.get('signature') ?? '')) {
    throw forbidden('The address is not one that this server made.');
  }
  if (Number(expires) <= Date.now()) throw forbidden('The address is no longer good; ask for `Job.download` again.');
  const actor = await findActor(ctx.em, parseId(user) ?? 0);
  if (!actor) throw forbidden('Whoever asked for this address is no longer active.');
  const job = await findJob({ ...ctx, actor }, parseId(id) ?? 0);
  const result = job && (await findResult(ctx.em, job.id));
  if (!result || String(result.attempt) !== attempt || whyNoDownload(ctx, job, result) !== null) {
    throw notFound('The job was run again, or its result is kept no longer.');
  }
  return resultResponse(ctx.em, result);
}

function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The signature stands for a token. */
export const downloadRoute = {
  method: 'GET' as const,
  path: PATH,
  auth: 'public' as const,
  handler: (
    { params, query }: { readonly params: Readonly<Record<string, string>>; readonly query: URLSearchParams },
    ctx: Context,
  ) => download(ctx, params['id'] ?? '', query),
};
