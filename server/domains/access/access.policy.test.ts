/** Every root field asks the policy: the anonymous learn nothing, and who may only read changes nothing. Fields are found in the schema. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { makeTestApp } from '../../test/app.ts';
import { createEntity } from '../entity/index.ts';
import { createEntry } from '../entry/index.ts';
import { defineOperation, startJob } from '../job/index.ts';
import { READABLE } from './index.ts';

const { app, admin, data, graphql, makeGroup, makeRole, makeUser } = await makeTestApp();
const { actor: readerActor, token: reader } = await makeUser({ username: 'reader', isReadonly: true });

// Nothing runs them here.
app.host.jobOperations.register('test', 'core', [
  defineOperation({
    number: 7,
    name: 'TEST',
    targetLevel: READABLE,
    parseParams: (params) => params,
    run: () => undefined,
  }),
]);

let ids = { entity: '', entry: '', group: '', role: '', job: '', readersJob: '' };
beforeAll(async () => {
  const ctx = await app.contextFor(admin);
  const { id } = await createEntity(ctx, { name: 'Rack' });
  const entry = await createEntry(ctx, { entity: String(id), name: 'a' });
  const group = await makeGroup({ name: 'ops' });
  const role = await makeRole({ name: 'auditors', users: [readerActor] });
  const job = await startJob(ctx, { operation: 7, params: {} });
  const readersJob = await startJob(await app.contextFor(readerActor), { operation: 7, params: {} });
  ids = {
    entity: String(id),
    entry: String(entry.id),
    group: String(group.id),
    role: String(role.id),
    job: String(job.id),
    readersJob: String(readersJob.id),
  };
});

const QUERIES: Readonly<Record<string, () => string>> = {
  acl: () => `{ acl(id: ${ids.entry}) { name roles { permission } } }`,
  entities: () => '{ entities { nodes { name } totalCount } }',
  entity: () => `{ entity(id: ${ids.entity}) { name } }`,
  entries: () => '{ entries(entityName: "Rack") { nodes { name } totalCount } }',
  entry: () => `{ entry(id: ${ids.entry}) { name } }`,
  group: () => `{ group(id: ${ids.group}) { name } }`,
  groups: () => '{ groups { nodes { name } totalCount } }',
  job: () => `{ job(id: ${ids.readersJob}) { status } }`,
  jobs: () => '{ jobs { nodes { id } totalCount } }',
  me: () => '{ me { username } }',
  plugins: () => '{ plugins { id } }',
  role: () => `{ role(id: ${ids.role}) { name } }`,
  roles: () => '{ roles { nodes { name } totalCount } }',
  user: () => '{ user(username: "admin") { username } }',
  users: () => '{ users { nodes { username } } }',
};

/** For those who may change what it is asked about. */
const FOR_EDITORS: Readonly<Record<string, () => string>> = {
  explainAccess: () => `{ explainAccess(user: 1, id: ${ids.entry}) { permission } }`,
};

const { __schema: schema } = await data(
  '{ __schema { queryType { fields { name } } mutationType { fields { name } } subscriptionType { fields { name } } } }',
);
const namesOf = ({ fields }: { fields: { name: string }[] }): string[] => fields.map(({ name }) => name).toSorted();

test('every query stands here', () => {
  expect(Object.keys({ ...QUERIES, ...FOR_EDITORS }).toSorted()).toEqual(namesOf(schema.queryType));
});

describe.each(Object.keys(QUERIES))('%s', (field) => {
  test('tells the anonymous nothing', async () => {
    const answer = await graphql(QUERIES[field]?.() ?? '', {}, null);
    const isRefused = answer.errors?.[0]?.extensions?.['code'] === 'UNAUTHENTICATED';
    expect(isRefused || answer.data[field] === null).toBe(true);
  });

  test('tells who may only read', async () => {
    const answer = await graphql(QUERIES[field]?.() ?? '', {}, reader);
    expect(answer.errors).toBeUndefined();
    expect(answer.data[field]).not.toBeNull();
  });
});

describe.each(Object.keys(FOR_EDITORS))('%s', (field) => {
  test.each([
    ['the anonymous', 'UNAUTHENTICATED', null],
    ['who may only read', 'PERMISSION_DENIED', reader],
  ])('tells %s nothing', async (_who, code, token) => {
    const answer = await graphql(FOR_EDITORS[field]?.() ?? '', {}, token);
    expect([answer.data?.[field] ?? null, answer.errors?.[0]?.extensions?.['code']]).toEqual([null, code]);
  });
});

const SUBSCRIPTIONS: Readonly<Record<string, () => string>> = {
  entryChanged: () => 'subscription { entryChanged(entityName: "Rack") { kind } }',
  jobEvents: () => `subscription { jobEvents(id: ${ids.readersJob}) { seq } }`,
  jobUpdated: () => 'subscription { jobUpdated { id } }',
};

test('every subscription stands here', () => {
  expect(Object.keys(SUBSCRIPTIONS).toSorted()).toEqual(namesOf(schema.subscriptionType));
});

test.each(Object.entries(SUBSCRIPTIONS))('%s is refused to the anonymous', async (_field, query) => {
  const { body } = await app.fastify.inject({ method: 'POST', url: '/graphql/stream', payload: { query: query() } });
  expect(body).toContain('"code":"UNAUTHENTICATED"');
  expect(body).toContain('event: complete');
});

const CHANGES: Readonly<Record<string, () => string>> = {
  createEntity: () => '{ name: "New" }',
  updateEntity: () => `{ id: ${ids.entity}, name: "New" }`,
  deleteEntity: () => `{ id: ${ids.entity} }`,
  createEntry: () => '{ entityName: "Rack", name: "new" }',
  createEntries: () => '{ entityName: "Rack", entries: [{ name: "new" }] }',
  updateEntry: () => `{ id: ${ids.entry}, name: "new" }`,
  deleteEntry: () => `{ id: ${ids.entry} }`,
  restoreEntry: () => `{ id: ${ids.entry} }`,
  copyEntry: () => `{ id: ${ids.entry}, names: ["new"] }`,
  restoreValue: () => '{ version: 1 }',
  setAcl: () => `{ id: ${ids.entry}, isPublic: false }`,
  createGroup: () => '{ name: "new" }',
  updateGroup: () => `{ id: ${ids.group}, name: "new" }`,
  deleteGroup: () => `{ id: ${ids.group} }`,
  createRole: () => `{ name: "new", adminUsers: [${readerActor.id}] }`,
  updateRole: () => `{ id: ${ids.role}, name: "new" }`,
  deleteRole: () => `{ id: ${ids.role} }`,
  createUser: () => '{ username: "new" }',
  updateUser: () => `{ id: ${readerActor.id}, email: "" }`,
  deleteUser: () => `{ id: ${admin.id} }`,
  setPassword: () => `{ user: ${admin.id}, password: "correct horse" }`,
  enablePlugin: () => '{ id: "none" }',
  disablePlugin: () => '{ id: "none" }',
  startBulkCreateEntries: () => '{ entityName: "Rack", entries: [{ name: "new" }] }',
  startBulkUpdateEntries: () => `{ entityName: "Rack", entries: [{ id: ${ids.entry}, name: "new" }] }`,
  startBulkDeleteEntries: () => `{ entityName: "Rack", entries: [{ id: ${ids.entry} }] }`,
};
/** Jobs of others are not there. */
const OF_OTHERS = ['cancelJob', 'rerunJob'];
/** Reading is enough. */
const FOR_READERS = ['startExportEntries'];
/** Tokens are the caller's own. */
const OWN = ['createToken', 'revokeToken'];

test('every mutation stands here', () => {
  expect([...Object.keys(CHANGES), ...OF_OTHERS, ...FOR_READERS, ...OWN].toSorted()).toEqual(
    namesOf(schema.mutationType),
  );
});

describe.each(Object.keys(CHANGES))('%s', (field) => {
  test('is denied to who may only read', async () => {
    const answer = await graphql(`mutation { ${field}(input: ${CHANGES[field]?.()}) { errors { code } } }`, {}, reader);
    expect(answer.data[field].errors).toEqual([{ code: 'PERMISSION_DENIED' }]);
  });
});

test.each(OF_OTHERS)('%s finds no job of somebody else', async (field) => {
  const text = `mutation { ${field}(input: { id: ${ids.job} }) { errors { code } } }`;
  expect((await graphql(text, {}, reader)).data[field].errors).toEqual([{ code: 'NOT_FOUND' }]);
  expect((await graphql(text, {}, null)).errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
});

test.each(FOR_READERS)('%s is for all who may read, and not for the anonymous', async (field) => {
  const text = `mutation { ${field}(input: { entityName: "Rack", format: CSV }) { errors { code } } }`;
  expect((await graphql(text, {}, reader)).data[field].errors).toEqual([]);
  expect((await graphql(text, {}, null)).errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
});
