import { beforeAll, expect, test } from '@jest/globals';
import { ValidationError, type AnyHookRegistration } from 'pagoda-plugin-sdk';
import { query, sql } from '../../../db/index.ts';
import { makeRestrict } from '../../../test/restrict.ts';
import { createEntity, updateEntity } from '../../entity/index.ts';
import { cancelJob } from '../../job/index.ts';
import { createEntries, createEntry } from '../index.ts';
import { makeJobBench } from '../test/job-bench.ts';

/** Vetoes what is called so, and lets tests wait for what is called `gate …`. */
const opened = Promise.withResolvers<void>();
const reached = Promise.withResolvers<void>();
const hooks = [
  {
    hook: 'entry.before_create',
    handler: async ({ data: { name } }: { data: { name?: string } }) => {
      if (name?.startsWith('veto')) throw new ValidationError(`${name} is not wanted`);
      if (name !== 'gate') return;
      reached.resolve();
      await opened.promise;
    },
  },
] as unknown as AnyHookRegistration[];

const bench = await makeJobBench(hooks);
const { app, admin, data, graphql, makeUser, run, start, until, ended, report } = bench;
const restrict = makeRestrict({ app });
const ctx = () => app.contextFor(admin);

beforeAll(async () => {
  const node = await createEntity(await ctx(), {
    name: 'Node',
    attrs: [
      { name: 'label', type: 'STRING' },
      { name: 'size', type: 'NUMBER' },
    ],
  });
  await updateEntity(await ctx(), {
    id: String(node.id),
    attrs: [{ name: 'parts', type: 'ARRAY_OBJECT', referral: [String(node.id)], isDeleteInChain: true }],
  });
});

const rows = (prefix: string, length: number) =>
  Array.from({ length }, (_, index) => ({
    name: `${prefix} ${index}`,
    attrs: [{ attr: 'label', value: `l${index}` }],
  }));

async function countNamed(prefix: string, isActive = true): Promise<number> {
  const filter = { name: { startsWith: prefix }, isActive };
  const text = `query ($filter: EntryFilter) { entries(entityName: "Node", filter: $filter) { totalCount } }`;
  return (await data(text, { filter })).entries.totalCount;
}

test('creates more entries than one transaction takes, and says how far it is', async () => {
  const job = await run('startBulkCreateEntries', { entityName: 'Node', entries: rows('many', 1200) });
  expect(job).toMatchObject({
    status: 'DONE',
    text: 'Created 1200 of 1200 entries',
    progress: { done: 1200, total: 1200 },
    operation: 33,
  });
  expect(await countNamed('many')).toBe(1200);
  const told = await report(job.id);
  expect(told).toHaveLength(1200);
  expect(told[7]).toEqual({ row: 7, id: expect.stringMatching(/^\d+$/), errors: [] });
});

test('what cannot be created is told of row by row, the rest is created', async () => {
  const entries = [
    { name: 'mixed a', attrs: [{ attr: 'size', value: 'large' }] },
    { name: 'mixed b' },
    { name: 'mixed b', attrs: [] },
    { name: 'mixed a', attrs: [{ attr: 'size', value: 3 }] },
    { name: 'veto mixed' },
    { name: 'mixed c', attrs: [{ attr: 'nothing', value: 1 }] },
    { name: 'veto mixed too' },
    { name: 'mixed d' },
  ];
  const job = await run('startBulkCreateEntries', { entityName: 'Node', entries });
  expect(job).toMatchObject({ status: 'WARNING', text: 'Created 3 of 8 entries; 5 failed' });
  const told: { id: string | null; name?: string; errors: { code: string; path: string[] }[] }[] = await report(job.id);
  expect(told.map(({ errors }) => errors.map(({ code, path }) => [code, ...path].join(' ')))).toEqual([
    ['INVALID attrs 0 value'],
    [],
    ['DUPLICATE name'],
    [],
    ['VETOED'],
    ['NOT_FOUND attrs 0 attr'],
    ['VETOED'],
    [],
  ]);
  expect(told[0]).toMatchObject({ id: null, name: 'mixed a' });
  expect(await countNamed('mixed')).toBe(3);
});

test('when nothing can be done the job is an error, and it can be run again', async () => {
  const input = { entityName: 'Node', entries: [{ name: 'veto 1' }, { name: 'mixed b' }] };
  const job = await run('startBulkCreateEntries', input);
  expect(job).toMatchObject({ status: 'ERROR', text: 'Created 0 of 2 entries; 2 failed' });
  const [entry] = (await data(`{ entries(entityName: "Node", filter: { name: { eq: "mixed b" } }) { nodes { id } } }`))
    .entries.nodes;
  await run('startBulkDeleteEntries', { entityName: 'Node', entries: [{ id: entry.id }] });
  await data(`mutation { rerunJob(input: { id: ${job.id} }) { errors { message } } }`);
  const again = await until(job.id, ({ attempt, endedTime }) => attempt === 2 && endedTime !== null);
  expect(again).toMatchObject({ status: 'WARNING', text: 'Created 1 of 2 entries; 1 failed' });
});

test('updates: values, names that change places, and what is refused', async () => {
  const made = await createEntries(await ctx(), { entityName: 'Node', entries: rows('up', 4) });
  const [a, b, c, d] = made.map(({ id }) => String(id));
  const job = await run('startBulkUpdateEntries', {
    entityName: 'Node',
    entries: [
      { id: a, name: 'up 1' },
      { id: b, name: 'up moved' },
      { id: c, attrs: [{ attr: 'label', value: 'new' }] },
      { id: d, name: 'up 2', expectedUpdatedTime: '2020-01-01T00:00:00Z' },
      { id: '2000000000', name: 'nobody' },
    ],
  });
  expect(job).toMatchObject({ status: 'WARNING', text: 'Updated 3 of 5 entries; 2 failed' });
  const told: { errors: { code: string }[] }[] = await report(job.id);
  expect(told.map(({ errors }) => errors.map(({ code }) => code))).toEqual([[], [], [], ['CONFLICT'], ['NOT_FOUND']]);
  const { entry } = await data(`{ entry(id: ${c}) { name attr(name: "label") { text } } }`);
  expect(entry).toEqual({ name: 'up 2', attr: { text: 'new' } });
  expect((await data(`{ entry(id: ${a}) { name } }`)).entry.name).toBe('up 1');
});

test('deletes, with what only the deleted refer to; what is gone before counts as done', async () => {
  const part = await createEntry(await ctx(), { entityName: 'Node', name: 'del part' });
  const value = [part.id];
  const wholes = await createEntries(await ctx(), {
    entityName: 'Node',
    entries: [1, 2].map((n) => ({ name: `del whole ${n}`, attrs: [{ attr: 'parts', value }] })),
  });
  const entries = [...wholes, part].map(({ id }) => ({ id: String(id) }));
  const job = await run('startBulkDeleteEntries', { entityName: 'Node', entries: entries.slice(0, 2) });
  expect(job).toMatchObject({ status: 'DONE', text: 'Deleted 2 of 2 entries' });
  expect(await countNamed('del', true)).toBe(0);
  const again = await run('startBulkDeleteEntries', { entityName: 'Node', entries });
  expect(again).toMatchObject({ status: 'DONE', text: 'Deleted 3 of 3 entries' });
});

test('refuses at once what no job can do', async () => {
  const refuse = (mutation: string, input: object, token?: string) =>
    start(mutation, input, token).then(String, (error: Error) => error.message);
  expect(await refuse('startBulkCreateEntries', { entityName: 'Node', entries: [] })).toContain('REQUIRED');
  expect(await refuse('startBulkCreateEntries', { entityName: 'None', entries: rows('x', 1) })).toContain('NOT_FOUND');
  expect(await refuse('startBulkCreateEntries', { entityName: 'Node', entries: [{ name: 'a\0' }] })).toContain(
    '"path":["entries","0"]',
  );
  const twice = { entityName: 'Node', entries: [{ id: '7' }, { id: '7' }] };
  expect(await refuse('startBulkDeleteEntries', twice)).toContain('DUPLICATE');
  const reader = await makeUser({ username: 'reader', isReadonly: true });
  const input = { entityName: 'Node', entries: rows('x', 1) };
  expect(await refuse('startBulkCreateEntries', input, reader.token)).toContain('PERMISSION_DENIED');
});

test('an entity that the caller may only read refuses the job', async () => {
  const { id } = await createEntity(await ctx(), { name: 'Closed' });
  await restrict('ENTITY', id, 'READABLE');
  const { token } = await makeUser({ username: 'ann' });
  const text = `mutation { startBulkCreateEntries(input: { entity: ${id}, entries: [{ name: "x" }] }) { errors { code path } } }`;
  expect((await graphql(text, {}, token)).data.startBulkCreateEntries.errors).toEqual([
    { code: 'PERMISSION_DENIED', path: ['entity'] },
  ]);
});

test('a cancelled job keeps what was committed and says how much that is; nothing is done twice when it is run again', async () => {
  const entries = [...rows('cut', 500), { name: 'gate' }, ...rows('cut more', 700)];
  const id = await start('startBulkCreateEntries', { entityName: 'Node', entries });
  await reached.promise;
  await cancelJob(await ctx(), id);
  opened.resolve();
  const job = await ended(id);
  expect(job).toMatchObject({ status: 'CANCELED', text: 'Created 1000 of 1201 entries' });
  expect(await countNamed('cut')).toBe(999);
  await data(`mutation { rerunJob(input: { id: ${id} }) { errors { message } } }`);
  const again = await until(id, ({ attempt, endedTime }) => attempt === 2 && endedTime !== null);
  expect(again).toMatchObject({ status: 'DONE', text: 'Created 1201 of 1201 entries' });
  expect(await countNamed('cut')).toBe(1200);
  const { em } = await ctx();
  expect(
    await query(em, sql`select count(distinct entry_id)::int as ids from entry_bulk_row where job_id = ${id}`),
  ).toEqual([{ ids: 1201 }]);
});
