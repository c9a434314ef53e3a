/**
 * One world four times: in the first some things may not be seen, in the second they never were, in the third they were deleted, in the
 * fourth they may not be seen and are called otherwise. Ids are the same in all of them, so answers can be compared as they are.
 */
import { makeTestApp, type TestApp } from '../../../test/app.ts';
import { setAclRow, type Kind } from './close.ts';
import { NOTHING } from './reference.ts';
import { connect, type Query } from './statements.ts';

export type TwinKind = 'hidden' | 'absent' | 'deleted' | 'renamed';

export interface Twin {
  readonly kind: TwinKind;
  readonly test: TestApp;
  readonly query: Query;
  /** Of somebody without any right that not everybody has. */
  readonly token: string;
  readonly userId: string;
  /** Of entities, columns as `Entity.column`, entries, and the role. */
  readonly ids: Readonly<Record<string, string>>;
  /** Of attributes and first versions, as `entry.column`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
}

interface Secrets {
  readonly entity: string;
  readonly word: string;
  readonly number: number;
}

const SECRETS: Readonly<Record<TwinKind, Secrets>> = {
  hidden: { entity: 'Secret', word: 'hidden', number: 5 },
  absent: { entity: 'Secret', word: 'hidden', number: 5 },
  deleted: { entity: 'Secret', word: 'hidden', number: 5 },
  renamed: { entity: 'Unknown', word: 'concealed', number: -7 },
};

const CREATE_ENTITY = `mutation ($input: CreateEntityInput!) { createEntity(input: $input) {
  entity { id name attrs { id name } } errors { message } } }`;
const CREATE_ENTRY = `mutation ($input: CreateEntryInput!) { createEntry(input: $input) { entry { id } errors { message } } }`;
const UPDATE_ENTRY = `mutation ($input: UpdateEntryInput!) { updateEntry(input: $input) { entry { id } errors { message } } }`;

/** Called at the top of a test file with `await`. */
export async function makeTwin(kind: TwinKind): Promise<Twin> {
  const test = await makeTestApp();
  const query = await connect(test.databaseUrl);
  const { actor, token } = await test.makeUser({ username: 'outsider' });
  const helper = await test.makeUser({ username: 'helper' });
  const secrets = SECRETS[kind];
  const [role] = await query<{ id: number }>(
    `insert into role (name, name_key, description) values ($1, $1, 'about it') returning id`,
    [`role ${secrets.word}`],
  );
  await query('insert into role_user (user_id, role_id) values ($1, $2)', [helper.actor.id, role?.id]);
  const ids = { ...(await fill(test, secrets)), role: String(role?.id), helper: String(helper.actor.id) };
  const held = await query<{ id: number; entry_id: number; name: string; version: string }>(
    `select a.id, a.entry_id, c.name, (select min(v.id) from attribute_value v where v.attribute_id = a.id) as version
     from attribute a join entity_attr c on c.id = a.entity_attr_id`,
  );
  const nameOf = (id: number): string => Object.entries(ids).find(([, known]) => known === String(id))?.[0] ?? '';
  const named = held.map(({ entry_id, name, id, version }) => ({ key: `${nameOf(entry_id)}.${name}`, id, version }));
  const twin: Twin = {
    kind,
    test,
    query,
    token,
    userId: String(actor.id),
    ids,
    attributes: Object.fromEntries(named.map(({ key, id }) => [key, String(id)])),
    versions: Object.fromEntries(named.map(({ key, version }) => [key, version])),
  };
  if (kind === 'deleted') await deleteUnseen(twin);
  await hide(twin);
  // So that all of them have read what is hidden before the first question.
  await test.data('{ entities { totalCount } }');
  return twin;
}

/** What exists in every twin before anything is hidden. The ids by names that are the same in all of them. */
async function fill({ data }: TestApp, { entity: secretName, word, number }: Secrets): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  const makeEntity = async (key: string, input: object): Promise<void> => {
    const { entity, errors } = (await data(CREATE_ENTITY, { input: { name: key, ...input } })).createEntity;
    if (errors.length > 0) throw new Error(errors[0].message);
    ids[key] = entity.id;
    for (const attr of entity.attrs) ids[`${key}.${attr.name}`] = attr.id;
  };
  const makeEntry = async (key: string, entity: string, values: object = {}, name = key): Promise<void> => {
    const attrs = Object.entries(values).map(([attr, value]) => ({ attr, value }));
    const { entry, errors } = (await data(CREATE_ENTRY, { input: { entity: ids[entity], name, attrs } })).createEntry;
    if (errors.length > 0) throw new Error(errors[0].message);
    ids[key] = entry.id;
  };
  const change = async (key: string, values: object): Promise<void> => {
    const attrs = Object.entries(values).map(([attr, value]) => ({ attr, value }));
    await data(UPDATE_ENTRY, { input: { id: ids[key], attrs } });
  };

  await makeEntity('Target', { attrs: [{ name: 'label', type: 'STRING' }] });
  const target = ids['Target'];
  await makeEntity('Secret', { name: secretName, attrs: [{ name: 'x', type: 'OBJECT', referral: [target] }] });
  const referral = [target, ids['Secret']];
  await makeEntity('Thing', {
    attrs: [
      { name: 'label', type: 'STRING' },
      { name: 'n', type: 'NUMBER' },
      { name: 'one', type: 'OBJECT', referral },
      { name: 'many', type: 'ARRAY_OBJECT', referral },
      { name: 'named', type: 'NAMED_OBJECT', referral },
      { name: 'listed', type: 'ARRAY_NAMED_OBJECT', referral },
      { name: 'part', type: 'OBJECT', referral, isDeleteInChain: true },
      { name: 'closed', type: 'STRING' },
      { name: 'closed link', type: 'OBJECT', referral },
    ],
  });
  await makeEntity('Hollow', {});
  await makeEntry('seen', 'Target', { label: 'seen label' });
  await makeEntry('unseen', 'Target', { label: `label ${word}` }, `target ${word}`);
  await makeEntry('unseen part', 'Target', {}, `part ${word}`);
  await makeEntry('unseen deleted', 'Target', {}, `deleted ${word}`);
  await makeEntry('secret', 'Secret', { x: ids['seen'] }, `entry ${word}`);
  await makeEntry('hollow', 'Hollow', {}, `hollow ${word}`);
  const [seen, unseen, secret] = [ids['seen'], ids['unseen'], ids['secret']];
  await makeEntry('a', 'Thing', {
    label: 'm',
    one: unseen,
    many: [seen, unseen, secret],
    named: { name: 'name', id: unseen },
    listed: [
      { name: 'first', id: unseen },
      { name: 'second', id: seen },
    ],
    n: 1,
  });
  await makeEntry('b', 'Thing', { label: 'q', one: unseen, many: [unseen], n: 2 });
  await change('b', { one: seen });
  await makeEntry('c', 'Thing', { one: secret, named: { name: '', id: secret }, label: 'f', n: 3 });
  await makeEntry('d', 'Thing', { label: word, n: number, one: seen, closed: word, 'closed link': seen });
  await makeEntry('e', 'Thing', { part: ids['unseen part'], closed: 'other' });
  await makeEntry('unseen thing', 'Thing', { label: word, one: seen, many: [seen], n: number }, `thing ${word}`);
  await data('mutation ($id: ID!) { deleteEntry(input: { id: $id }) { errors { message } } }', {
    id: ids['unseen deleted'],
  });
  return ids;
}

export const UNSEEN_ENTRIES = ['unseen', 'unseen part', 'unseen deleted', 'unseen thing', 'hollow', 'secret'];
/** Attributes that are closed by their own lists. */
const UNSEEN_ATTRIBUTES = ['d.label', 'd.n', 'd.one'];
const CLOSED_COLUMNS = ['Thing.closed', 'Thing.closed link'];

async function hide({ kind, query, ids, attributes }: Twin): Promise<void> {
  const closed = { isPublic: false, defaultPermission: NOTHING, grants: [] };
  const closeIds = async (of: Kind, all: readonly (string | undefined)[]): Promise<void> => {
    for (const id of all) await setAclRow(query, of, Number(id), closed);
  };
  await closeIds(
    'entity attribute',
    CLOSED_COLUMNS.map((key) => ids[key]),
  );
  if (kind === 'absent') await remove(query, ids, attributes);
  else {
    await closeIds('entity', [ids['Secret']]);
    await closeIds(
      'entry',
      UNSEEN_ENTRIES.filter((key) => key !== 'secret').map((key) => ids[key]),
    );
    await closeIds(
      'attribute',
      UNSEEN_ATTRIBUTES.map((key) => attributes[key]),
    );
  }
  await query(`update epoch set value = value + 1 where name = 'catalog'`);
}

async function deleteUnseen({ test, ids }: Twin): Promise<void> {
  const remaining = UNSEEN_ENTRIES.filter((key) => key !== 'unseen deleted').map((key) => `deleteEntry ${ids[key]}`);
  for (const step of [...remaining, `deleteEntity ${ids['Secret']}`, `deleteRole ${ids['role']}`]) {
    const [mutation = '', id] = step.split(' ');
    const { errors } = (await test.data(`mutation { ${mutation}(input: { id: ${id} }) { errors { message } } }`))[
      mutation
    ];
    if (errors.length > 0) throw new Error(errors[0].message);
  }
}

/** As if it had never been; what referred to it keeps the number, as with a deleted entry. */
async function remove(query: Query, ids: Twin['ids'], attributes: Twin['attributes']): Promise<void> {
  const entries = UNSEEN_ENTRIES.map((key) => Number(ids[key]));
  const columns = CLOSED_COLUMNS.map((key) => Number(ids[key]));
  const gone = UNSEEN_ATTRIBUTES.map((key) => Number(attributes[key]));
  const isGone = `(a.entry_id = any($1) or a.entity_attr_id = any($2) or a.id = any($3))`;
  const given = [entries, columns, gone];
  await query(
    `update entry e set doc = e.doc - array(select a.entity_attr_id::text from attribute a where a.entry_id = e.id and ${isGone})`,
    given,
  );
  for (const table of ['entry_text', 'entry_reference'])
    await query(
      `delete from ${table} t using attribute a
       where a.entry_id = t.entry_id and a.entity_attr_id = t.entity_attr_id and ${isGone}`,
      given,
    );
  await query('delete from entry_reference where target_id = any($1)', [entries]);
  await query(`delete from attribute_value v using attribute a where a.id = v.attribute_id and ${isGone}`, given);
  await query(`delete from attribute a where ${isGone}`, given);
  await query('delete from entry where id = any($1)', [entries]);
  await query('update entity_attr set referral = array_remove(referral, $1::int)', [ids['Secret']]);
  await query('delete from entity_attr where entity_id = $1', [ids['Secret']]);
  await query('delete from entity where id = $1', [ids['Secret']]);
  await query('delete from role_user where role_id = $1', [ids['role']]);
  await query('delete from role where id = $1', [ids['role']]);
}
