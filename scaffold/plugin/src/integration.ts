/** The plugin in a server, for `npm run test:integration`: what types and a harness cannot know. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

const { PAGODA_URL = '', PAGODA_TOKEN = '' } = process.env;
const headers = { authorization: `Token ${PAGODA_TOKEN}`, 'content-type': 'application/json' };

async function graphql(query: string): Promise<unknown> {
  const body = JSON.stringify({ query });
  const answer = await fetch(new URL('/graphql', PAGODA_URL), { method: 'POST', headers, body });
  return answer.json();
}

const createEntry = (name: string) =>
  graphql(`mutation {
    createEntry(input: { entityName: "Vendor", name: "${name}" }) { entry { myPluginLabel } errors { message plugin } }
  }`);

// Where there is one already, that one will do.
before(() => graphql('mutation { createEntity(input: { name: "Vendor" }) { errors { message } } }'));

test('its addresses answer', async () => {
  const address = new URL('/api/v2/plugins/my-plugin/', PAGODA_URL);
  assert.equal((await fetch(new URL('test/', address))).status, 200);
  assert.equal((await fetch(new URL('greet/Ada/', address))).status, 403);
  const answer = await fetch(new URL('greet/Ada/', address), { headers });
  assert.equal(((await answer.json()) as { greeting: string }).greeting, 'Hello, Ada!');
});

test('its task counts', async () => {
  const address = new URL('/api/v2/plugins/my-plugin/task/', PAGODA_URL);
  const answer = await fetch(address, { method: 'POST', headers, body: '{}' });
  assert.equal(answer.status, 201);
  const { job_id: id } = (await answer.json()) as { job_id: number };
  const ask = async () => JSON.stringify(await graphql(`{ job(id: ${id}) { status } }`));
  let status = await ask();
  while (/PREPARING|PROCESSING/.test(status)) status = await ask();
  assert.equal(status, '{"data":{"job":{"status":"DONE"}}}');
});

test('its field is in the schema, and its rule lets an entry pass', async () => {
  const entry = { myPluginLabel: 'V-JUN' };
  assert.deepEqual(await createEntry(`Juniper ${Date.now()}`), { data: { createEntry: { entry, errors: [] } } });
});

test('its rule refuses an entry', async () => {
  const errors = [{ message: 'The name of a vendor has at least 3 characters', plugin: 'my-plugin' }];
  assert.deepEqual(await createEntry('HP'), { data: { createEntry: { entry: null, errors } } });
});
