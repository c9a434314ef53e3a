import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { getStaticFile } from 'ruru/static';
import { ASSETS_PATH, PAGE, SCRIPT, STYLE } from './page.ts';

const RURU_PATH = `${ASSETS_PATH}ruru/`;
const GRAPHQL_WS_FILES = path.dirname(createRequire(import.meta.url).resolve('graphql-ws'));

/** Nothing from elsewhere. The editor puts its styles into the page, its scripts and workers are files. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Whether somebody opened the address in a browser. */
export function wantsPage({ method, headers: { accept = '' } }: FastifyRequest): boolean {
  return method === 'GET' && /\btext\/html\b/.test(accept);
}

export async function sendPage(reply: FastifyReply): Promise<FastifyReply> {
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', CONTENT_SECURITY_POLICY)
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-cache')
    .send(PAGE);
}

/** The files of the page: ours, the editor's and the WebSocket client's. Whoever opens the bare address finds the page. */
export function addPageRoutes(scope: FastifyInstance, page: string): void {
  scope.get('/', (_request, reply) => reply.redirect(page));
  scope.get(`${ASSETS_PATH}page.js`, (_request, reply) => send(reply, 'text/javascript', SCRIPT));
  scope.get(`${ASSETS_PATH}page.css`, (_request, reply) => send(reply, 'text/css', STYLE));
  scope.get<FileRequest>(`${ASSETS_PATH}graphql-ws/:file`, async ({ params: { file } }, reply) => {
    if (!/^(client|common-[\w-]+)\.js$/.test(file)) return reply.code(404).send();
    return send(reply, 'text/javascript', await readFile(path.join(GRAPHQL_WS_FILES, file), 'utf8'));
  });
  scope.get(`${RURU_PATH}*`, async (request, reply) => {
    const acceptEncoding = request.headers['accept-encoding']?.toString();
    const found = await getStaticFile({
      staticPath: RURU_PATH,
      urlPath: request.url,
      acceptEncoding,
      disallowDevAssets: true,
    });
    if (!found) return reply.code(404).send();
    return reply.headers({ ...found.headers, 'x-content-type-options': 'nosniff' }).send(found.content);
  });
}

interface FileRequest {
  Params: { readonly file: string };
}

async function send(reply: FastifyReply, type: string, content: string): Promise<FastifyReply> {
  return reply
    .header('content-type', `${type}; charset=utf-8`)
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-cache')
    .send(content);
}
