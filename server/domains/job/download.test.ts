import { beforeAll, expect, test } from '@jest/globals';
import { query, sql } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { createEntity } from '../entity/index.ts';
import { startExport } from '../entry/export/start-export.ts';
import { makeJobBench } from '../entry/test/job-bench.ts';
import { deactivateUser } from '../user/index.ts';

const { app, admin, data, graphql, run, makeUser } = await makeJobBench();
const stranger = await makeTestApp();

const DOWNLOAD = 'download { url filename contentType size expiresAt }';
const get = (url: string) => app.fastify.inject(url);

beforeAll(async () => {
  await createEntity(await app.contextFor(admin), { name: 'Räck' });
});

async function exported(token?: string) {
  const { id } = await run('startExportEntries', { entityName: 'Räck', format: 'CSV' }, token);
  const { job } = (await graphql(`{ job(id: ${id}) { ${DOWNLOAD} } }`, {}, token)).data;
  return { id, ...job.download } as { id: number; url: string; size: number; expiresAt: string };
}

test('an address hands the file out without a token, to be stored and not to be kept by caches', async () => {
  const begin = Date.now();
  const found = await exported();
  expect(found).toMatchObject({ filename: 'entry_Räck.csv', contentType: 'text/csv; charset=utf-8', size: 9 });
  const minutes = (new Date(found.expiresAt).getTime() - begin) / 60_000;
  expect(minutes).toBeGreaterThanOrEqual(15);
  expect(minutes).toBeLessThan(16);
  const answer = await get(found.url);
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toBe('id,name\r\n');
  expect(answer.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="entry_R_ck.csv"; filename*=UTF-8''entry_R%C3%A4ck.csv`,
    'content-length': '9',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
});

test.each([
  ['another job', (url: URL) => (url.pathname = url.pathname.replace(/\d+$/, '1000'))],
  ['another attempt', (url: URL) => url.searchParams.set('attempt', '2')],
  ['another user', (url: URL) => url.searchParams.set('user', '99')],
  ['a later end', (url: URL) => url.searchParams.set('expires', String(Date.now() + 1e9))],
  ['no signature', (url: URL) => url.searchParams.delete('signature')],
])('an address that was changed to %s is refused', async (_what, change) => {
  const url = new URL((await exported()).url, 'http://localhost');
  change(url);
  const answer = await get(url.pathname + url.search);
  expect(answer.statusCode).toBe(403);
});

test('an address of another installation, or one that is too old, is refused', async () => {
  const { id } = await exported();
  const fields = { attempt: '1', user: String(admin.id) };
  const at = (keys: typeof app.host.keys, expires: number) => {
    const signature = keys.sign('job download', [id, 1, admin.id, expires].join(' '));
    const query = new URLSearchParams({ ...fields, expires: String(expires), signature });
    return `/job/download/${id}?${query.toString()}`;
  };
  const later = Date.now() + 60_000;
  expect((await get(at(app.host.keys, later))).statusCode).toBe(200);
  expect((await get(at(stranger.app.host.keys, later))).statusCode).toBe(403);
  const old = await get(at(app.host.keys, Date.now() - 1));
  expect(old.statusCode).toBe(403);
  expect(old.body).toContain('no longer good');
});

test('whoever may not see the job any more has nothing of its address', async () => {
  const ann = await makeUser({ username: 'ann' });
  const { url } = await exported(ann.token);
  expect((await get(url)).statusCode).toBe(200);
  await deactivateUser(await app.contextFor(admin), ann.actor.id);
  expect((await get(url)).statusCode).toBe(403);
});

test('only the owner and superusers are told the address', async () => {
  const [ben, cleo] = [await makeUser({ username: 'ben' }), await makeUser({ username: 'cleo' })];
  const { id } = await exported(ben.token);
  const ask = `{ job(id: ${id}) { ${DOWNLOAD} } }`;
  expect((await graphql(ask, {}, cleo.token)).data.job).toBeNull();
  const { job } = await data(ask);
  expect((await get(job.download.url)).statusCode).toBe(200);
});

test('what is kept no longer is gone, and its address with it', async () => {
  const { id, url } = await exported();
  const { em } = await app.contextFor(null);
  await query(em, sql`update job_result set expires_time = now() where job_id = ${id}`);
  expect((await get(url)).statusCode).toBe(404);
  expect(await data(`{ job(id: ${id}) { ${DOWNLOAD} } }`)).toEqual({ job: { download: null } });
});

test('a job that has not ended has nothing to download', async () => {
  const { id } = await createEntity(await stranger.app.contextFor(stranger.admin), { name: 'Slow' });
  const ctx = await stranger.app.contextFor(stranger.admin);
  const waiting = await startExport(ctx, { entity: String(id), format: 'JSON' });
  expect(await stranger.data(`{ job(id: ${waiting.id}) { status ${DOWNLOAD} } }`)).toEqual({
    job: { status: 'PREPARING', download: null },
  });
});
