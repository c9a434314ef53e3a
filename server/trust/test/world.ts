import pg from 'pg';
import { createTokenFor } from '../../domains/user/index.ts';
import { makeTestApp, type TestApp } from '../../test/app.ts';

/** The whole server on a port, with one of everything that inputs can name. */
export interface TrustWorld extends TestApp {
  readonly url: string;
  readonly targetEntity: string;
  readonly targetEntry: string;
  readonly deletedEntry: string;
  readonly everythingEntity: string;
  readonly everythingEntry: string;
  /** Entity attributes of `Everything` by name; each is called as its type, in small letters. */
  readonly attrs: ReadonlyMap<string, string>;
  readonly version: string;
  readonly group: string;
  readonly expiredToken: string;
  readonly revokedToken: string;
  readonly inactiveToken: string;
  readonly readonlyToken: string;
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

const PLAIN =
  'STRING TEXT BOOLEAN NUMBER DATE DATETIME GROUP ROLE ARRAY_STRING ARRAY_NUMBER ARRAY_GROUP ARRAY_ROLE'.split(' ');
const REFERRING = 'OBJECT NAMED_OBJECT ARRAY_OBJECT ARRAY_NAMED_OBJECT ARRAY_NAMED_OBJECT_BOOLEAN'.split(' ');
const CHOOSING = ['SELECT', 'MULTI_SELECT'];
const CHOICES = [
  { value: 'a', label: 'Apple' },
  { value: 'b', label: 'Birch' },
];

const CREATE_ENTITY = `mutation ($input: CreateEntityInput!) {
  createEntity(input: $input) { entity { id attrs { id name } } errors { message } }
}`;
const CREATE_ENTRY = `mutation ($input: CreateEntryInput!) {
  createEntry(input: $input) { entry { id history { nodes { id } } } errors { message } }
}`;

/** Called at the top of a test file with `await`. */
export async function makeTrustWorld(): Promise<TrustWorld> {
  const test = await makeTestApp();
  const { app, data, makeUser, databaseUrl, admin } = test;
  const url = await app.listen();

  const query: TrustWorld['query'] = async <Row extends pg.QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ) => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      return (await client.query<Row>(text, [...values])).rows;
    } finally {
      await client.end();
    }
  };
  const makeEntity = async (input: object): Promise<{ id: string; attrs: { id: string; name: string }[] }> =>
    (await data(CREATE_ENTITY, { input })).createEntity.entity;
  const makeEntry = async (input: object): Promise<{ id: string; history: { nodes: { id: string }[] } }> =>
    (await data(CREATE_ENTRY, { input })).createEntry.entry;

  const target = await makeEntity({ name: 'Target', attrs: [{ name: 'label', type: 'STRING' }] });
  const everything = await makeEntity({
    name: 'Everything',
    attrs: [
      ...PLAIN.map((type) => ({ name: type.toLowerCase(), type })),
      ...REFERRING.map((type) => ({ name: type.toLowerCase(), type, referral: [target.id] })),
      ...CHOOSING.map((type) => ({ name: type.toLowerCase(), type, choices: CHOICES })),
    ],
  });
  await makeEntity({ name: 'Patterned', itemNamePattern: '[a-z]+-[0-9]+$' });
  await makeEntity({ name: 'Strict', attrs: [{ name: 'must', type: 'STRING', isMandatory: true }] });
  const targetEntry = await makeEntry({ entity: target.id, name: 'target' });
  const deletedEntry = await makeEntry({ entity: target.id, name: 'deleted' });
  await data('mutation ($id: ID!) { deleteEntry(input: { id: $id }) { errors { message } } }', { id: deletedEntry.id });
  const entry = await makeEntry({
    entity: everything.id,
    name: 'everything',
    attrs: [{ attr: 'string', value: 'first' }],
  });
  const [group] = await query<{ id: number }>(
    `insert into "group" (name, name_key) values ('ops', 'ops') returning id`,
  );
  await query(`insert into role (name, name_key) values ('lead', 'lead')`);

  const inactive = await makeUser({ username: 'gone' });
  await query('update "user" set is_active = false where id = $1', [inactive.actor.id]);
  const reader = await makeUser({ username: 'reader', isReadonly: true });
  const ctx = await app.contextFor(admin);
  const expired = await createTokenFor(ctx, admin.id, { lifetime: 60 });
  const { createToken: revoked } = await data('mutation { createToken(input: {}) { token { id } secret } }');
  await data('mutation ($id: ID!) { revokeToken(input: { id: $id }) { errors { message } } }', {
    id: revoked.token.id,
  });
  await query(`update token set expires_time = now() - interval '1 second' where id = $1`, [expired.token.id]);

  return {
    ...test,
    url,
    query,
    targetEntity: target.id,
    targetEntry: targetEntry.id,
    deletedEntry: deletedEntry.id,
    everythingEntity: everything.id,
    everythingEntry: entry.id,
    attrs: new Map(everything.attrs.map(({ id, name }) => [name, id])),
    version: entry.history.nodes[0]?.id ?? '',
    group: String(group?.id),
    expiredToken: expired.secret,
    revokedToken: revoked.secret,
    inactiveToken: inactive.token,
    readonlyToken: reader.token,
  };
}
