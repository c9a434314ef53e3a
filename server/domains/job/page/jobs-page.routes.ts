import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readAssets, type Asset } from './assets.ts';

export interface JobsPageOptions {
  /** Whether the browser that asks has a session that is good. */
  isLoggedIn(request: IncomingMessage): Promise<boolean>;
  /** Whether an error comes from a database that is away for the moment. */
  isUnavailable(error: unknown): boolean;
}

const PAGE = '/jobs';
const FILES = `${PAGE}/assets/`;
const LOG_IN = `/login?next=${PAGE}`;

/** Nothing from elsewhere, nothing inline, and no text that becomes markup. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** `/jobs`, where people watch their jobs, and the files of that page. It uses GraphQL as any client does. */
export async function mountJobsPage(fastify: FastifyInstance, options: JobsPageOptions): Promise<void> {
  const { page, files } = await readAssets();
  fastify.get(PAGE, async (request, reply) => {
    if (!(await mayOpen(options, request))) {
      return reply.header('cache-control', 'no-store').redirect(LOG_IN, 302);
    }
    return reply
      .headers({
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cache-control': 'no-store',
      })
      .header('x-content-type-options', 'nosniff')
      .type(page.type)
      .send(page.content);
  });
  fastify.get(`${PAGE}/`, (_request, reply) => reply.redirect(PAGE, 301));
  fastify.get<{ Params: { readonly file: string } }>(`${FILES}:file`, (request, reply) => {
    const asset = files.get(request.params.file);
    return asset ? sendAsset(request, reply, asset) : reply.code(404).send();
  });
}

/** While the database is away nobody is sent to a log-in that could not succeed: the page says that it waits. */
async function mayOpen({ isLoggedIn, isUnavailable }: JobsPageOptions, { raw }: FastifyRequest): Promise<boolean> {
  try {
    return await isLoggedIn(raw);
  } catch (error) {
    if (isUnavailable(error)) return true;
    throw error;
  }
}

function sendAsset({ headers }: FastifyRequest, reply: FastifyReply, { type, content, etag }: Asset): FastifyReply {
  void reply.headers({ etag, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
  // A proxy that compresses marks the tag as a weak one.
  const known = (headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes(etag) ? reply.code(304).send() : reply.type(type).send(content);
}
