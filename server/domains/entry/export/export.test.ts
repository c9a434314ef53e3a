import { beforeAll, describe, expect, test } from '@jest/globals';
import type { AnyHookRegistration } from 'pagoda-plugin-sdk';
import { query, sql, withStatementMeter } from '../../../db/index.ts';
import { makeRestrict } from '../../../test/restrict.ts';
import { createEntity, updateEntity, type Entity } from '../../entity/index.ts';
import { createEntries, createEntry, deleteEntry, type EntryRow } from '../index.ts';
import { makeJobBench } from '../test/job-bench.ts';
import { EXPORT_ENTRIES } from './export.jobs.ts';

const hooks = [
  {
    hook: 'entry.get_attrs',
    handler: ({ attrinfo }: { attrinfo: object[] }) => attrinfo.map((one) => ({ ...one, value: 'changed' })),
  },
] as unknown as AnyHookRegistration[];
const bench = await makeJobBench(hooks);
const { app, admin, data, makeUser, makeGroup, makeRole, run, download } = bench;
const restrict = makeRestrict({ app });
const ctx = () => app.contextFor(admin);

const ATTRS = [
  { name: 'text', type: 'TEXT' },
  { name: 'count', type: 'NUMBER' },
  { name: 'on', type: 'BOOLEAN' },
  { name: 'day', type: 'DATE' },
  { name: 'moment', type: 'DATETIME' },
  { name: 'words', type: 'ARRAY_STRING' },
  { name: 'size', type: 'SELECT', choices: [{ value: 's', label: 'Small' }] },
  { name: 'team', type: 'GROUP' },
  { name: 'duty', type: 'ARRAY_ROLE' },
  { name: 'fallback', type: 'STRING', defaultValue: 'made up' },
] as const;

let things: Entity;
let target: EntryRow;

async function makeThings(name: string): Promise<Entity> {
  const { id } = await createEntity(await ctx(), { name, attrs: ATTRS.map((attr) => ({ ...attr })) });
  return updateEntity(await ctx(), {
    id: String(id),
    attrs: [
      { name: 'place', type: 'OBJECT', referral: [String(target.entityId)] },
      { name: 'ports', type: 'ARRAY_NAMED_OBJECT', referral: [String(target.entityId)] },
    ],
  });
}

beforeAll(async () => {
  const place = await createEntity(await ctx(), { name: 'Place' });
  target = await createEntry(await ctx(), { entity: String(place.id), name: 'Room, "west"' });
  things = await makeThings('Thing');
  const team = await makeGroup({ name: 'Team' });
  const duty = await makeRole({ name: 'Duty' });
  const values = {
    text: 'two\nlines',
    count: -2.5,
    on: true,
    day: '2026-03-01',
    moment: '2026-03-01T09:04:05.123Z',
    words: ['a', 'b'],
    size: 's',
    team: team.id,
    duty: [duty.id],
    place: target.id,
    ports: [{ name: 'eth0', id: target.id }],
  };
  await createEntries(await ctx(), {
    entity: String(things.id),
    entries: [
      { name: 'full', attrs: Object.entries(values).map(([attr, value]) => ({ attr, value })) },
      { name: 'Empty', attrs: [{ attr: 'fallback', value: '' }] },
      { name: '=cmd', attrs: [{ attr: 'text', value: '@risk' }] },
      { name: 'gone' },
    ],
  });
  const { nodes } = (await data(`{ entries(entityName: "Thing", filter: { name: { eq: "gone" } }) { nodes { id } } }`))
    .entries;
  await deleteEntry(await ctx(), { id: nodes[0].id });
});

const idOf = async (name: string): Promise<string> => {
  const text = `query ($name: String) { entries(entityName: "Thing", filter: { name: { eq: $name } }) { nodes { id } } }`;
  return (await data(text, { name })).entries.nodes[0].id;
};

describe('CSV', () => {
  test('has a header and a line for each active entry, as people read it; no formula, nothing that a hook made up', async () => {
    const job = await run('startExportEntries', { entityName: 'Thing', format: 'CSV' });
    expect(job).toMatchObject({
      status: 'DONE',
      operation: 20,
      text: 'entry_Thing.csv',
      progress: { done: 3, total: 3 },
    });
    expect(await download(job.id)).toBe(
      [
        'id,name,text,count,on,day,moment,words,size,team,duty,fallback,place,ports',
        `${await idOf('=cmd')},'=cmd,'@risk,,false,,,,,,,made up,,`,
        `${await idOf('Empty')},Empty,,,false,,,,,,,,,`,
        `${await idOf('full')},full,"two\nlines",-2.5,true,2026-03-01,2026-03-01T09:04:05.123Z,"a, b",Small,Team,Duty,made up,"Room, ""west""","eth0: Room, ""west"""`,
        '',
      ].join('\r\n'),
    );
  });

  test('takes a filter, some attributes and no ids when told', async () => {
    const filter = { attrs: [{ attr: 'count', lt: 0 }] };
    const input = { entityName: 'Thing', format: 'CSV', filter, attrs: ['on', 'count'], withIds: false };
    const job = await run('startExportEntries', input);
    expect(await download(job.id)).toBe('name,count,on\r\nfull,-2.5,true\r\n');
  });
});

describe('JSON', () => {
  test('goes back in through a bulk create and comes out the same', async () => {
    const first = await download((await run('startExportEntries', { entityName: 'Thing', format: 'JSON' })).id);
    await makeThings('Twin');
    const entries: object[] = JSON.parse(first);
    expect(entries[1]).toEqual({ name: 'Empty', attrs: [{ attr: 'fallback', value: '' }] });
    expect(entries).toHaveLength(3);
    const made = await run('startBulkCreateEntries', { entityName: 'Twin', entries });
    expect(made).toMatchObject({ status: 'DONE', text: 'Created 3 of 3 entries' });
    const second = await download((await run('startExportEntries', { entityName: 'Twin', format: 'JSON' })).id);
    expect(second).toBe(first);
  });

  test('goes back in through a bulk update when it has ids, and changes nothing', async () => {
    const job = await run('startExportEntries', { entityName: 'Thing', format: 'JSON', withIds: true });
    const entries: { id: string }[] = JSON.parse(await download(job.id));
    const before = await data(`{ entries(entityName: "Thing") { nodes { id updatedTime } } }`);
    const updated = await run('startBulkUpdateEntries', { entityName: 'Thing', entries });
    expect(updated).toMatchObject({ status: 'DONE', text: 'Updated 3 of 3 entries' });
    expect(await data(`{ entries(entityName: "Thing") { nodes { id updatedTime } } }`)).toEqual(before);
  });

  test('of nothing is an empty list', async () => {
    const filter = { name: { eq: 'nobody' } };
    const job = await run('startExportEntries', { entityName: 'Thing', format: 'JSON', filter });
    expect(JSON.parse(await download(job.id))).toEqual([]);
  });
});

test('what the caller may not read is not in it: entries, attributes, names of what is referred to', async () => {
  const entity = await createEntity(await ctx(), {
    name: 'Secret',
    attrs: [
      { name: 'open', type: 'STRING' },
      { name: 'closed', type: 'STRING' },
      { name: 'to', type: 'OBJECT', referral: [String(target.entityId)] },
    ],
  });
  const hidden = await createEntry(await ctx(), { entity: String(target.entityId), name: 'Hidden room' });
  const attrs = [
    { attr: 'open', value: 'o' },
    { attr: 'closed', value: 'c' },
    { attr: 'to', value: hidden.id },
  ];
  const [, invisible] = await createEntries(await ctx(), {
    entityName: 'Secret',
    entries: [
      { name: 'seen', attrs },
      { name: 'unseen', attrs },
    ],
  });
  await restrict('ENTRY', invisible?.id ?? 0, 'NOTHING');
  await restrict('ENTRY', hidden.id, 'NOTHING');
  await restrict('ENTITY_ATTR', entity.attrs.find(({ name }) => name === 'closed')?.id ?? 0, 'NOTHING');
  const { token } = await makeUser({ username: 'reader', isReadonly: true });
  const input = { entityName: 'Secret', withIds: false };
  const csv = await run('startExportEntries', { ...input, format: 'CSV' }, token);
  expect(await download(csv.id, token)).toBe('name,open,closed,to\r\nseen,o,,\r\n');
  const json = await run('startExportEntries', { ...input, format: 'JSON' }, token);
  expect(JSON.parse(await download(json.id, token))[0].attrs.map(({ attr }: { attr: string }) => attr)).toEqual([
    'open',
    'to',
  ]);
});

test('refuses an entity that the caller does not see, and attributes that there are not', async () => {
  const { id } = await createEntity(await ctx(), { name: 'Unseen' });
  await restrict('ENTITY', id, 'NOTHING');
  const { token } = await makeUser({ username: 'ann' });
  await expect(run('startExportEntries', { entity: String(id), format: 'CSV' }, token)).rejects.toThrow('NOT_FOUND');
  const input = { entityName: 'Thing', format: 'CSV', attrs: ['count', 'nothing'] };
  await expect(run('startExportEntries', input)).rejects.toThrow('"path":["attrs","1"]');
});

describe('ten thousand entries', () => {
  beforeAll(async () => {
    await createEntity(await ctx(), { name: 'Many', attrs: [{ name: 'text', type: 'TEXT' }] });
    for (let batch = 0; batch < 10; batch += 1) {
      const entries = Array.from({ length: 1000 }, (_, index) => ({
        name: `m ${batch} ${index}`,
        attrs: [{ attr: 'text', value: 'x'.repeat(2000) }],
      }));
      await createEntries(await ctx(), { entityName: 'Many', entries });
    }
  });

  test('are read page by page, each written before the next but one is read', async () => {
    const statements: string[] = [];
    app.host.jobOperations.unregister('core');
    const watched = {
      ...EXPORT_ENTRIES,
      start: (job: Parameters<typeof EXPORT_ENTRIES.start>[0]) =>
        withStatementMeter(async (meter) => {
          await EXPORT_ENTRIES.start(job);
          statements.push(...meter.statements);
        }),
    };
    app.host.jobOperations.register('core', 'core', [watched]);
    const job = await run('startExportEntries', { entityName: 'Many', format: 'JSON' });
    expect(job).toMatchObject({ status: 'DONE', progress: { done: 10_000, total: 10_000 } });
    const isRead = (text: string): boolean => text.includes('"nameKey"');
    const isWrite = (text: string): boolean => text.includes('insert into job_result_chunk');
    expect(statements.filter(isRead)).toHaveLength(41);
    expect(statements.filter((text) => text.startsWith('begin') || text.startsWith('start'))).toHaveLength(1);
    // A page has half a megabyte, a piece of the file a quarter: after each read some of it is written.
    const steps = statements.filter((text) => isRead(text) || isWrite(text)).map(isRead);
    const inARow = steps.map((read, index) => read && steps[index + 1] === true && index + 2 < steps.length);
    expect(inARow.filter(Boolean)).toHaveLength(0);
    const { em } = await ctx();
    const [stored] = await query<{ largest: number; all: number }>(
      em,
      sql`select max(length(bytes)) as largest, sum(length(bytes))::int as all from job_result_chunk where job_id = ${job.id}`,
    );
    expect(stored?.largest).toBe(256 * 1024);
    expect(stored?.all).toBeGreaterThan(20_000_000);
    const names = new Set(JSON.parse(await download(job.id)).map(({ name }: { name: string }) => name));
    expect(names.size).toBe(10_000);
  });
});
