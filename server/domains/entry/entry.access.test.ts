/** What each change of an entry needs, on each object of the chain from its entity down to its attribute. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { makeTestApp } from '../../test/app.ts';
import { makeRestrict } from '../../test/restrict.ts';
import { countStatements } from '../../test/statements.ts';
import { LEVELS, type AclKind, type LevelName } from '../access/index.ts';
import { createEntity } from '../entity/index.ts';
import { createEntry, deleteEntry, listVersions, updateEntry } from './index.ts';

const { app, admin, graphql, makeUser } = await makeTestApp();
const restrict = makeRestrict({ app });
const { token } = await makeUser({ username: 'ann' });
const { token: readonlySuper } = await makeUser({ username: 'eve', isSuperuser: true, isReadonly: true });

interface Told {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
}

/** What a change is refused for, tried by somebody without any role, and undone. */
async function errorsOf(mutation: string, input: object, as: string | null = token): Promise<readonly Told[]> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${mutation}(input: $input, dryRun: true) { errors { code message path } } }`;
  const { data, errors } = await graphql(query, { input }, as);
  if (errors) throw new Error(JSON.stringify(errors));
  return data[mutation].errors;
}

const codesOf = async (mutation: string, input: object, as?: string): Promise<string[]> =>
  (await errorsOf(mutation, input, as)).map(({ code, path }) => [code, path.join('.')].join(' '));

interface World {
  /** The ids of the objects by their kinds. */
  readonly ids: Readonly<Record<AclKind, string>>;
  readonly deleted: string;
  /** An old version of the attribute. */
  readonly version: string;
}

let serial = 0;

/** An entity with one attribute, an entry with two versions of its value, and a deleted one. */
async function makeWorld(): Promise<World> {
  const ctx = await app.contextFor(admin);
  const { id, attrs } = await createEntity(ctx, { name: `E${++serial}`, attrs: [{ name: 'label', type: 'STRING' }] });
  const make = (name: string) =>
    createEntry(ctx, { entity: String(id), name, attrs: [{ attr: 'label', value: 'old' }] });
  const entry = await make('a');
  const written = await updateEntry(ctx, { id: String(entry.id), attrs: [{ attr: 'label', value: 'new' }] });
  const { rows } = await listVersions(ctx, written, {});
  const column = attrs[0]?.id ?? 0;
  const gone = await make('gone');
  await deleteEntry(ctx, { id: String(gone.id) });
  return {
    ids: {
      ENTITY: String(id),
      ENTITY_ATTR: String(column),
      ENTRY: String(entry.id),
      ATTRIBUTE: String(written.doc?.[column]?.[0]),
    },
    deleted: String(gone.id),
    version: String(rows.at(-1)?.id),
  };
}

const label = { attr: 'label', value: 'x' };
const CHANGES = {
  createEntry: ({ ids }: World) => ({ entity: ids.ENTITY, name: 'b', attrs: [label] }),
  createEntries: ({ ids }: World) => ({ entity: ids.ENTITY, entries: [{ name: 'b' }, { name: 'c', attrs: [label] }] }),
  updateEntry: ({ ids }: World) => ({ id: ids.ENTRY, attrs: [label] }),
  deleteEntry: ({ ids }: World) => ({ id: ids.ENTRY }),
  restoreEntry: ({ deleted }: World) => ({ id: deleted }),
  copyEntry: ({ ids }: World) => ({ id: ids.ENTRY, names: ['b'] }),
  restoreValue: ({ version }: World) => ({ version }),
} as const;
type Change = keyof typeof CHANGES;

/** Where a change is refused for lack of a level on an object; objects that it does not need are missing. */
const PLACES: Readonly<Record<Change, Partial<Record<AclKind, string>>>> = {
  createEntry: { ENTITY: 'entity', ENTITY_ATTR: 'attrs.0.value' },
  createEntries: { ENTITY: 'entity', ENTITY_ATTR: 'entries.1.attrs.0.value' },
  updateEntry: { ENTITY: 'id', ENTRY: 'id', ENTITY_ATTR: 'attrs.0.value', ATTRIBUTE: 'attrs.0.value' },
  deleteEntry: { ENTITY: 'id', ENTRY: 'id' },
  restoreEntry: { ENTITY: 'id', ENTRY: 'id' },
  copyEntry: { ENTITY: 'id', ENTRY: 'id' },
  restoreValue: { ENTITY: 'version', ENTRY: 'version', ENTITY_ATTR: 'version', ATTRIBUTE: 'version' },
};
const NAMES = Object.keys(LEVELS) as LevelName[];

function wanted(change: Change, kind: AclKind, level: LevelName): string[] {
  const place = PLACES[change][kind];
  if (place === undefined || LEVELS[level] >= LEVELS.WRITABLE) return [];
  const isAttribute = kind === 'ENTITY_ATTR' || kind === 'ATTRIBUTE';
  // The columns of an entity are no secret, but the versions of their values are.
  const isHidden = level === 'NOTHING' && (!isAttribute || change === 'restoreValue');
  return [`${isHidden ? 'NOT_FOUND' : 'PERMISSION_DENIED'} ${place}`];
}

describe.each(['ENTITY', 'ENTITY_ATTR', 'ENTRY', 'ATTRIBUTE'] as const)('with a level on the %s', (kind) => {
  test.each(Object.keys(CHANGES) as Change[])('%s needs what it needs', async (change) => {
    const world = await makeWorld();
    const closed = kind === 'ENTRY' && change === 'restoreEntry' ? world.deleted : world.ids[kind];
    const got: Record<string, string[]> = {};
    for (const level of NAMES) {
      await restrict(kind, closed, level);
      got[level] = await codesOf(change, CHANGES[change](world));
      expect(await codesOf(change, CHANGES[change](world), readonlySuper)).toEqual([]);
    }
    expect(got).toEqual(Object.fromEntries(NAMES.map((level) => [level, wanted(change, kind, level)])));
  });
});

describe('what may not be seen', () => {
  let world: World;
  const MISSING = '2147483000';
  beforeAll(async () => {
    world = await makeWorld();
    await restrict('ENTRY', world.ids.ENTRY, 'NOTHING');
    await restrict('ENTRY', world.deleted, 'NOTHING');
    await restrict('ENTITY', (await makeWorld()).ids.ENTITY, 'NOTHING');
  });

  /** The answer and its cost, without the id that was asked for. */
  async function trace(change: string, input: object, id: string): Promise<object> {
    const told: (readonly Told[])[] = [];
    const run = async () => void told.push(await errorsOf(change, input));
    const statements = [await countStatements(run), await countStatements(run)];
    return { told: JSON.parse(JSON.stringify(told).replaceAll(id, 'ID')), statements: statements[1] };
  }

  test.each(['updateEntry', 'deleteEntry', 'restoreEntry', 'copyEntry', 'restoreValue'] as const)(
    'is for %s as if it did not exist, in words and in statements',
    async (change) => {
      const input = CHANGES[change](world);
      const key = 'version' in input ? 'version' : 'id';
      const hidden = Object.values(input)[0] as string;
      const found = await trace(change, input, hidden);
      expect(found).toEqual(await trace(change, { ...input, [key]: MISSING }, MISSING));
      expect(JSON.stringify(found)).toContain(`"NOT_FOUND"`);
    },
  );

  test('is no entity to create in', async () => {
    const closed = await makeWorld();
    await restrict('ENTITY', closed.ids.ENTITY, 'NOTHING');
    const input = { ...CHANGES.createEntry(closed) };
    const found = await trace('createEntry', input, closed.ids.ENTITY);
    expect(found).toEqual(await trace('createEntry', { ...input, entity: MISSING }, MISSING));
    const byName = { name: 'b', entityName: `E${serial}` };
    expect((await errorsOf('createEntry', byName))[0]?.message).toBe(
      `There is no entity with name "${byName.entityName}"`,
    );
  });

  test('is nothing to refer to, and no different from what was deleted', async () => {
    const { ids } = await makeWorld();
    const ctx = await app.contextFor(admin);
    const { id } = await createEntity(ctx, {
      name: `E${++serial}`,
      attrs: [{ name: 'to', type: 'OBJECT', referral: [ids.ENTITY] }],
    });
    const create = (target: string) => ({ entity: String(id), name: 'b', attrs: [{ attr: 'to', value: target }] });
    const traces: object[] = [];
    for (const target of [world.ids.ENTRY, world.deleted, MISSING])
      traces.push(await trace('createEntry', create(target), target));
    const gone = await createEntry(ctx, { entity: ids.ENTITY, name: 'gone too' });
    await deleteEntry(ctx, { id: String(gone.id) });
    traces.push(await trace('createEntry', create(String(gone.id)), String(gone.id)));
    expect(traces).toEqual(traces.map(() => traces[0]));
    expect(JSON.stringify(traces[0])).toContain('there is no entry with id ID');
    expect(await errorsOf('createEntry', create(ids.ENTRY))).toEqual([]);
  });
});

describe('permission comes first', () => {
  test('nothing is said of a value that may not be given', async () => {
    const ctx = await app.contextFor(admin);
    const { id, attrs } = await createEntity(ctx, {
      name: `E${++serial}`,
      attrs: [
        { name: 'n', type: 'NUMBER' },
        { name: 'm', type: 'NUMBER' },
      ],
    });
    const entry = await createEntry(ctx, { entity: String(id), name: 'a' });
    await restrict('ENTITY_ATTR', attrs[0]?.id ?? 0, 'READABLE');
    const bad = ['n', 'm'].map((attr) => ({ attr, value: 'bad' }));
    const denied = ['PERMISSION_DENIED attrs.0.value'];
    expect(await codesOf('createEntry', { entity: String(id), name: '', attrs: bad })).toEqual(denied);
    expect(await codesOf('updateEntry', { id: String(entry.id), attrs: bad })).toEqual(denied);
    const byId = [{ attr: String(attrs[0]?.id), value: 1 }];
    expect(await codesOf('updateEntry', { id: String(entry.id), attrs: byId })).toEqual(denied);
    expect(await codesOf('updateEntry', { id: String(entry.id), attrs: [{ attr: 'm', value: 1 }] })).toEqual([]);
  });

  test('not whether somebody else changed the entry', async () => {
    const { ids } = await makeWorld();
    const old = { id: ids.ENTRY, expectedUpdatedTime: '2000-01-01T00:00:00Z' };
    expect(await codesOf('updateEntry', { ...old, attrs: [label] })).toEqual(['CONFLICT expectedUpdatedTime']);
    await restrict('ATTRIBUTE', ids.ATTRIBUTE, 'READABLE');
    expect(await codesOf('updateEntry', { ...old, attrs: [label] })).toEqual(['PERMISSION_DENIED attrs.0.value']);
    await restrict('ENTRY', ids.ENTRY, 'READABLE');
    expect(await codesOf('updateEntry', old)).toEqual(['PERMISSION_DENIED id']);
    expect(await codesOf('deleteEntry', old)).toEqual(['PERMISSION_DENIED id']);
  });

  test('the anonymous are told so before anything is said of the input', async () => {
    const query = 'mutation { createEntries(input: { entityName: "none", entries: [] }) { errors { code } } }';
    const { errors } = await graphql(query, {}, null);
    expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });
});

test('a column that may not be written gets its default, and is missed where it must have a value', async () => {
  const ctx = await app.contextFor(admin);
  const { id, attrs } = await createEntity(ctx, {
    name: `E${++serial}`,
    attrs: [
      { name: 'with', type: 'STRING', isMandatory: true, defaultValue: 'd' },
      { name: 'without', type: 'STRING' },
    ],
  });
  for (const attr of attrs) await restrict('ENTITY_ATTR', attr.id, 'READABLE');
  const query = `mutation { createEntry(input: { entity: ${id}, name: "a" }, dryRun: true) {
    entry { attrs { name text } } errors { code } } }`;
  const { data } = await graphql(query, {}, token);
  expect(data.createEntry).toEqual({
    entry: {
      attrs: [
        { name: 'with', text: 'd' },
        { name: 'without', text: '' },
      ],
    },
    errors: [],
  });
  const must = await createEntity(ctx, {
    name: `E${++serial}`,
    attrs: [{ name: 'must', type: 'STRING', isMandatory: true }],
  });
  await restrict('ENTITY_ATTR', must.attrs[0]?.id ?? 0, 'NOTHING');
  expect(await codesOf('createEntry', { entity: String(must.id), name: 'a' })).toEqual(['REQUIRED attrs']);
});

test('a payload shows no more than a read', async () => {
  const { ids } = await makeWorld();
  await restrict('ATTRIBUTE', ids.ATTRIBUTE, 'NOTHING');
  const query = `mutation { updateEntry(input: { id: ${ids.ENTRY}, name: "b" }) {
    entry { name attrs { isReadable id json text } } errors { code } } }`;
  const { data } = await graphql(query, {}, token);
  expect(data.updateEntry).toEqual({
    entry: { name: 'b', attrs: [{ isReadable: false, id: null, json: null, text: '' }] },
    errors: [],
  });
});

test('who has a name that is taken is not told', async () => {
  const { ids } = await makeWorld();
  await restrict('ENTRY', ids.ENTRY, 'NOTHING');
  expect(await errorsOf('createEntry', { entity: ids.ENTITY, name: 'A' })).toEqual([
    { code: 'DUPLICATE', message: 'Another entry of this entity has the name "A"', path: ['name'] },
  ]);
});
