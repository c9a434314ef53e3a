import { beforeAll, describe, expect, test } from '@jest/globals';
import { makeTestApp } from '../../test/app.ts';
import { createEntity } from './index.ts';

const { app, admin, token } = await makeTestApp();

async function get(search = '', authorization: string | null = `Token ${token}`) {
  const headers = { host: 'cmdb.example.com', ...(authorization === null ? {} : { authorization }) };
  const answer = await app.fastify.inject({ url: `/entity/api/v2/${search}`, headers });
  return { status: answer.statusCode, body: answer.json() };
}

async function namesOf(search: string): Promise<string[]> {
  const { body } = await get(search);
  return body.results.map(({ name }: { name: string }) => name);
}

beforeAll(async () => {
  const ctx = await app.contextFor(admin);
  await createEntity(ctx, { name: 'Rack', note: 'z' });
  await createEntity(ctx, { name: 'server', note: 'a', isToplevel: true, itemNameType: 'ID', itemNamePattern: '^s' });
  await createEntity(ctx, { name: 'Ärzte', note: 'm' });
});

describe('GET /entity/api/v2/', () => {
  test('gives a page of entities by name, as clients of /api/v2 know them', async () => {
    const { status, body } = await get();
    expect(status).toBe(200);
    expect(body).toMatchObject({ count: 3, next: null, previous: null });
    expect(body.results.map(({ name }: { name: string }) => name)).toEqual(['Rack', 'server', 'Ärzte']);
    expect(body.results[1]).toEqual({
      id: expect.any(Number),
      name: 'server',
      note: 'a',
      item_name_pattern: '^s',
      item_name_type: 'ID',
      status: 1,
      is_toplevel: true,
      permission: 8,
    });
  });

  test('goes on where its links lead', async () => {
    const { body } = await get('?limit=2');
    expect(body).toMatchObject({ count: 3, next: 'http://cmdb.example.com/entity/api/v2/?limit=2&offset=2' });
    expect(await namesOf(new URL(body.next).search)).toEqual(['Ärzte']);
  });

  test.each([
    ['?search=ÄRZ', ['Ärzte']],
    ['?search=e r', ['server', 'Ärzte']],
    ['?is_toplevel=true', ['server']],
    ['?is_toplevel=false&ordering=-note', ['Rack', 'Ärzte']],
    ['?ordering=-id', ['Ärzte', 'server', 'Rack']],
    ['?ordering=-status,note', ['server', 'Ärzte', 'Rack']],
  ])('%s finds %j', async (search, names) => {
    expect(await namesOf(encodeURI(search))).toEqual(names);
  });

  test('refuses what cannot be meant with a body that names the parameter', async () => {
    const { status, body } = await get('?is_toplevel=perhaps');
    expect([status, Object.keys(body)]).toEqual([400, ['is_toplevel']]);
  });

  test.each([null, 'Token nobody'])('is nothing for who sends %j', async (authorization) => {
    expect(await get('', authorization)).toMatchObject({ status: 403 });
  });
});
