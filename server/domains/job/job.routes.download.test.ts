import { beforeAll, describe, expect, test } from '@jest/globals';
import { query, sql } from '../../db/index.ts';
import { listStatements } from '../../test/statements.ts';
import { findDownload } from './download.ts';
import { encodeShiftJis } from './rest/shift-jis.ts';
import { makeJobRestBench } from './test/job-rest-bench.ts';

const { app, admin, ended, job, mori, operation, send, token, turn } = await makeJobRestBench();

const of = (id: number, tail = 'download') => `/job/api/v2/${id}/${tail}`;
const CSV = `name,note\r\n${'サーバー,棚 42 é\r\n'.repeat(20_000)}`;

interface File {
  readonly name?: string;
  readonly contentType?: string;
  readonly content?: string;
}

beforeAll(() => {
  operation(6, {
    isDownloadable: true,
    run: async (running, params) => {
      const { name = 'entry_Rack.csv', contentType = 'text/csv; charset=utf-8', content = CSV } = params as File;
      await running.storeResult({ name, contentType }, content);
    },
  });
  operation(8, { isDownloadable: true });
  operation(28, { run: (running) => running.storeResult({ name: 'x', contentType: 'text/plain' }, 'x') });
  operation(6000, { isDownloadable: true, run: () => ({ found: 3 }) });
});

async function makeFile(file: File = {}): Promise<number> {
  const { id } = await job({ operation: 6, params: file });
  expect((await ended(id)).status).toBe('DONE');
  return id;
}

const refusal = (message: string, code = 'AE-250000') => ({ status: 400, body: [{ message, code }] });
const failed = (id: number, tail?: string) => send('GET', of(id, tail));

describe('GET /job/api/v2/{id}/download', () => {
  test('sends what the job left, whole, as a file', async () => {
    const id = await makeFile();
    const { status, headers, bytes } = await send('GET', of(id));
    expect(status).toBe(200);
    expect(bytes.equals(Buffer.from(CSV))).toBe(true);
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="entry_Rack.csv"',
      'content-length': String(Buffer.byteLength(CSV)),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect((await send('GET', of(id, 'download?encode=utf-8'))).bytes.equals(bytes)).toBe(true);
  });

  test('sends it as Shift_JIS to whoever asks', async () => {
    const id = await makeFile();
    const { headers, bytes } = await send('GET', of(id, 'download?encode=shift_jis'));
    expect(headers['content-type']).toBe('text/csv; charset=Shift_JIS');
    expect(bytes.equals(encodeShiftJis(CSV))).toBe(true);
    expect(new TextDecoder('shift_jis').decode(bytes)).toBe(CSV.replaceAll('é', '?'));
  });

  test('leaves what is no text as it is', async () => {
    const id = await makeFile({ name: 'a.bin', contentType: 'application/octet-stream', content: 'é' });
    const { bytes, headers } = await send('GET', of(id, 'download?encode=shift_jis'));
    expect([bytes.toString(), headers['content-type']]).toEqual(['é', 'application/octet-stream']);
  });

  test('sends what a task of a plugin returned', async () => {
    const { id } = await job({ operation: 6000 });
    await ended(id);
    expect((await send('GET', of(id))).body).toEqual({ found: 3 });
  });

  test.each([
    ['棚 "42".csv', `attachment; filename="_ _42_.csv"; filename*=UTF-8''%E6%A3%9A%20%2242%22.csv`],
    ['../../etc/passwd', 'attachment; filename=".._.._etc_passwd"'],
    ["it's (100%)*.csv", `attachment; filename="it's (100_)*.csv"; filename*=UTF-8''it%27s%20%28100%25%29%2A.csv`],
    ['a\r\nset-cookie: b', 'attachment; filename="a__set-cookie: b"'],
    ['', 'attachment; filename="result"'],
  ])('says the name %j so that it can be nothing else', async (name, disposition) => {
    const id = await makeFile({ name });
    expect((await send('GET', of(id))).headers['content-disposition']).toBe(disposition);
  });

  test('says no type that is none', async () => {
    const id = await makeFile({ contentType: 'text/csv\r\nset-cookie: b' });
    expect((await send('GET', of(id))).headers['content-type']).toBe('application/octet-stream');
  });

  test('is for superusers too', async () => {
    const id = await makeFile({ content: 'x' });
    expect((await send('GET', of(id), token)).bytes.toString()).toBe('x');
  });

  test('is there for what failed and says which rows did, at both doors', async () => {
    operation(8002, {
      isDownloadable: true,
      run: async (running) => {
        await running.storeResult({ name: 'failed.csv', contentType: 'text/csv' }, 'row,problem');
        throw new Error('All rows failed');
      },
    });
    const { id } = await job({ operation: 8002 });
    expect((await ended(id)).status).toBe('ERROR');
    expect((await send('GET', of(id))).bytes.toString()).toBe('row,problem');
    const found = await findDownload(await app.contextFor(mori.actor), await ended(id));
    expect(found).toMatchObject({ filename: 'failed.csv', size: 11 });
    const { id: empty } = await job({ operation: 8 });
    await turn(empty, 'PROCESSING', 'ERROR');
    expect(await failed(empty)).toMatchObject(refusal('Target job has not yet done', 'AE-270000'));
    expect(await findDownload(await app.contextFor(mori.actor), await ended(empty))).toBeNull();
  });

  test('is there for what ended with a warning', async () => {
    operation(8001, {
      isDownloadable: true,
      run: async (running) => {
        await running.storeResult({ name: 'report.csv', contentType: 'text/csv' }, 'row,problem');
        await running.update('WARNING', { text: '1 of 2' });
      },
    });
    const { id } = await job({ operation: 8001 });
    expect((await ended(id)).status).toBe('WARNING');
    expect((await send('GET', of(id))).bytes.toString()).toBe('row,problem');
  });

  test('tells about the file without reading it', async () => {
    const id = await makeFile();
    const statements = await listStatements(async () => {
      const { status, headers, bytes } = await send('HEAD', of(id));
      expect([status, headers['content-length'], bytes.length]).toEqual([200, String(Buffer.byteLength(CSV)), 0]);
    });
    expect(statements.filter((statement) => statement.includes('job_result_chunk'))).toEqual([]);
  });

  test('says what is missing, one thing after the other', async () => {
    const { id: other } = await job({ operation: 28 });
    expect(await failed(other, 'download?encode=latin-1')).toMatchObject(refusal('Invalid encode parameter'));
    expect(await failed(other)).toMatchObject(refusal('Target job cannot be downloaded'));
    await ended(other);
    expect(await failed(other)).toMatchObject(refusal('Target job cannot be downloaded'));
    const { id } = await job({ operation: 8 });
    expect(await failed(id)).toMatchObject(refusal('Target job has not yet done', 'AE-270000'));
    await turn(id, 'PROCESSING', 'DONE');
    expect(await failed(id)).toMatchObject(refusal('Target file is not exists', 'AE-280000'));
  });

  test('has nothing of an attempt before the last', async () => {
    const id = await makeFile();
    const { em } = await app.contextFor(admin);
    await query(em, sql`update job set attempt = 2 where id = ${id}`);
    expect(await failed(id)).toMatchObject(refusal('Target file is not exists', 'AE-280000'));
  });

  test('has nothing that is kept no longer', async () => {
    const id = await makeFile();
    const { em } = await app.contextFor(admin);
    await query(em, sql`update job_result set expires_time = now() where job_id = ${id}`);
    expect(await failed(id)).toMatchObject(refusal('Target file is not exists', 'AE-280000'));
  });

  test('breaks off where the content does', async () => {
    const id = await makeFile();
    const { em } = await app.contextFor(admin);
    await query(em, sql`delete from job_result_chunk where job_id = ${id} and index = 1`);
    await app.listen();
    for (const tail of ['download', 'download?encode=shift_jis']) {
      const answer = await fetch(`${app.url}${of(id, tail)}`, { headers: { authorization: `Token ${mori.token}` } });
      expect(answer.status).toBe(200);
      await expect(answer.arrayBuffer()).rejects.toThrow('terminated');
    }
  });
});

test.each(['preview', 'preview/download'])('GET /job/api/v2/{id}/%s: no job has one', async (tail) => {
  const { id } = await job({ operation: 8 });
  expect(await failed(id, tail)).toMatchObject(refusal('Target job has no preview'));
});
