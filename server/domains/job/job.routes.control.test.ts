import { beforeAll, describe, expect, test } from '@jest/globals';
import { makeRestrict } from '../../test/restrict.ts';
import { createEntity } from '../entity/index.ts';
import { deleteEntry } from '../entry/index.ts';
import { makeJobRestBench } from './test/job-rest-bench.ts';

const bench = await makeJobRestBench();
const { app, admin, ended, job, makeEntry, mori, operation, rack, row, send, token, turn } = bench;
const restrict = makeRestrict(bench);

const of = (id: number, tail = '') => `/job/api/v2/${id}/${tail}`;
const NOBODY = { message: 'Authentication credentials were not provided.', code: 'AE-000000' };

beforeAll(() => {
  for (const number of [6, 28, 6000]) operation(number);
  operation(1, { isCancelable: true });
});

describe('DELETE /job/api/v2/{id}/', () => {
  test('cancels, whatever content type comes along', async () => {
    const { id } = await job({ operation: 1, targetId: rack.id });
    const answer = await send('DELETE', of(id), mori.token, { 'content-type': 'application/yaml' });
    expect([answer.status, answer.body]).toEqual([204, '']);
    expect((await row(id)).status).toBe('CANCELED');
    expect((await send('DELETE', of(id))).status).toBe(204);
  });

  test('lets a superuser cancel the job of another', async () => {
    const { id } = await job({ operation: 1, targetId: rack.id });
    expect((await send('DELETE', of(id), token)).status).toBe(204);
    expect((await row(id)).status).toBe('CANCELED');
  });

  test('does not change what ended otherwise', async () => {
    const { id } = await job({ operation: 1, targetId: rack.id });
    await turn(id, 'PROCESSING', 'ERROR');
    expect((await send('DELETE', of(id))).status).toBe(204);
    expect((await row(id)).status).toBe('ERROR');
  });

  test('refuses what is done and what cannot be cancelled', async () => {
    const done = await job({ operation: 1, targetId: rack.id });
    await turn(done.id, 'PROCESSING', 'DONE');
    expect(await send('DELETE', of(done.id))).toMatchObject({ status: 400, body: 'Target job has already been done' });
    const { id } = await job({ operation: 28, targetId: rack.id });
    expect(await send('DELETE', of(id))).toMatchObject({ status: 400, body: 'Target job cannot be canceled' });
    expect((await row(id)).status).toBe('PREPARING');
  });
});

describe('PATCH /job/api/v2/{id}/rerun', () => {
  const rerun = (id: number, key = mori.token) =>
    send('PATCH', of(id, 'rerun'), key, { 'content-type': 'application/yaml' });

  test.each(['ERROR', 'TIMEOUT', 'CANCELED'] as const)('runs what ended as %s again', async (status) => {
    const { id } = await job({ operation: 6000 });
    await turn(id, 'PROCESSING', status);
    expect(await rerun(id)).toMatchObject({ status: 200, body: 'Success to run command' });
    expect(await ended(id)).toMatchObject({ status: 'DONE', attempt: 2 });
  });

  test('runs what was never started, and leaves alone what waits for its turn', async () => {
    const entry = await makeEntry('in line');
    const first = await job({ operation: 28, targetId: entry });
    const second = await job({ operation: 28, targetId: entry });
    for (const { id } of [second, second]) {
      expect(await rerun(id)).toMatchObject({ status: 200, body: 'Success to run command' });
    }
    expect((await row(second.id)).status).toBe('PREPARING');
    expect(await rerun(first.id)).toMatchObject({ status: 200 });
    expect(await ended(second.id)).toMatchObject({ status: 'DONE', attempt: 1 });
  });

  test('leaves what is done as it is', async () => {
    const { id } = await job({ operation: 6000 });
    await turn(id, 'PROCESSING', 'DONE');
    expect(await rerun(id)).toMatchObject({ status: 200, body: 'Target job has already been done' });
    expect(await row(id)).toMatchObject({ status: 'DONE', attempt: 1 });
  });

  test('refuses what runs', async () => {
    const { id } = await job({ operation: 6000 });
    await turn(id, 'PROCESSING');
    expect(await rerun(id)).toMatchObject({ status: 400, body: 'Target job is under processing' });
  });

  test('refuses what is about something that was deleted, or is not to be seen any more', async () => {
    const entry = await makeEntry('soon gone');
    const deleted = await job({ operation: 28, targetId: entry });
    await turn(deleted.id, 'PROCESSING', 'ERROR');
    await deleteEntry(await app.contextFor(admin), { id: String(entry) });
    const veiled = await createEntity(await app.contextFor(admin), { name: 'Veiled' });
    const unseen = await job({ operation: 6, targetId: veiled.id });
    await turn(unseen.id, 'PROCESSING', 'ERROR');
    await restrict('ENTITY', veiled.id, 'NOTHING');
    for (const { id } of [deleted, unseen]) {
      expect(await rerun(id)).toMatchObject({ status: 400, body: 'Job target has already been deleted' });
      expect((await row(id)).status).toBe('ERROR');
    }
  });

  test('lets a superuser run the job of another again, as that user', async () => {
    const { id } = await job({ operation: 6000 });
    await turn(id, 'PROCESSING', 'ERROR');
    expect((await rerun(id, token)).status).toBe(200);
    expect(await ended(id)).toMatchObject({ status: 'DONE', userId: mori.actor.id });
  });

  test('PUT says which method it is', async () => {
    const { id } = await job({ operation: 6000 });
    expect(await send('PUT', of(id, 'rerun'))).toMatchObject({
      status: 405,
      body: 'Unsupported. use PATCH alternatively',
      headers: { allow: 'PATCH, OPTIONS' },
    });
    expect(await send('PUT', of(id, 'rerun'), null)).toMatchObject({ status: 403, body: NOBODY });
  });
});
