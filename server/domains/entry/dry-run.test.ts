import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { definePlugin, hookNames, type AnyHookRegistration } from 'pagoda-plugin-sdk';
import { identifierSql, query, sql } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { createEntity } from '../entity/index.ts';
import { createEntry, deleteEntry, listVersions, updateEntry } from './index.ts';

const called: string[] = [];
const hooks = hookNames.map((hook) => ({ hook, handler: () => void called.push(hook) })) as AnyHookRegistration[];
const plugins = ['on', 'off'].map((id) => definePlugin({ id, name: id, version: '1.0.0' }));
const { app, admin, data, graphql, makeGroup, makeRole, makeUser } = await makeTestApp(
  {},
  [{ id: 'listening', hooks }],
  { plugins },
);
const { em } = await app.contextFor(null);

/** Everything that every table holds; sequences may go on. */
async function fingerprint(): Promise<Record<string, string>> {
  const tables = await query<{ name: string }>(
    em,
    sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  const prints: Record<string, string> = {};
  for (const { name } of tables) {
    const rows = await query<{ row: string }>(em, sql`select t::text as row from ${identifierSql(name)} t order by 1`);
    prints[name] = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
  }
  return prints;
}

let serial = 0;
let ids: Readonly<
  Record<'entity' | 'empty' | 'attr' | 'entry' | 'deleted' | 'version' | 'group' | 'role' | 'user', string>
>;

beforeEach(async () => {
  serial += 1;
  const ctx = await app.contextFor(admin);
  const entity = await createEntity(ctx, { name: `E ${serial}`, attrs: [{ name: 'label', type: 'STRING' }] });
  const empty = await createEntity(ctx, { name: `Empty ${serial}` });
  const attrs = [{ attr: 'label', value: 'old' }];
  const entry = await createEntry(ctx, { entity: String(entity.id), name: 'a', attrs });
  await updateEntry(ctx, { id: String(entry.id), attrs: [{ attr: 'label', value: 'new' }] });
  const deleted = await createEntry(ctx, { entity: String(entity.id), name: 'deleted' });
  await deleteEntry(ctx, { id: String(deleted.id) });
  const versions = await listVersions(ctx, entry, {});
  const { actor } = await makeUser({ username: `user ${serial}` });
  const group = await makeGroup({ name: `group ${serial}`, members: [actor] });
  const role = await makeRole({ name: `role ${serial}`, users: [actor] });
  await data('mutation { enablePlugin(input: { id: "on" }) { errors { message } } }');
  await data('mutation { disablePlugin(input: { id: "off" }) { errors { message } } }');
  await app.settled();
  called.splice(0);
  ids = {
    user: String(actor.id),
    group: String(group.id),
    role: String(role.id),
    entity: String(entity.id),
    empty: String(empty.id),
    attr: String(entity.attrs[0]?.id),
    entry: String(entry.id),
    deleted: String(deleted.id),
    version: String(versions.rows.at(-1)?.id),
  };
});

const MUTATIONS: Readonly<Record<string, () => string>> = {
  createEntity: () => `{ name: "New ${serial}", attrs: [{ name: "a", type: STRING }] }`,
  updateEntity: () =>
    `{ id: ${ids.entity}, name: "Renamed ${serial}", attrs: [{ id: ${ids.attr}, isDeleted: true }, { name: "b", type: TEXT }] }`,
  deleteEntity: () => `{ id: ${ids.empty} }`,
  createEntry: () => `{ entity: ${ids.entity}, name: "dry", attrs: [{ attr: "label", value: "x" }] }`,
  createEntries: () => `{ entity: ${ids.entity}, entries: [{ name: "dry" }, { name: "run" }] }`,
  updateEntry: () => `{ id: ${ids.entry}, name: "dry", attrs: [{ attr: "label", value: "x" }] }`,
  deleteEntry: () => `{ id: ${ids.entry} }`,
  restoreEntry: () => `{ id: ${ids.deleted} }`,
  copyEntry: () => `{ id: ${ids.entry}, names: ["dry", "run"] }`,
  restoreValue: () => `{ version: ${ids.version} }`,
  setAcl: () => `{ id: ${ids.entry}, isPublic: false }`,
  createGroup: () => `{ name: "dry", parentGroup: ${ids.group}, members: [${ids.user}] }`,
  updateGroup: () => `{ id: ${ids.group}, name: "dry ${serial}", members: [] }`,
  deleteGroup: () => `{ id: ${ids.group} }`,
  createRole: () => `{ name: "dry", adminUsers: [${ids.user}], groups: [${ids.group}] }`,
  updateRole: () => `{ id: ${ids.role}, description: "dry", users: [] }`,
  deleteRole: () => `{ id: ${ids.role} }`,
  createUser: () => `{ username: "dry", password: "correct horse" }`,
  updateUser: () => `{ id: ${ids.user}, isActive: false }`,
  deleteUser: () => `{ id: ${ids.user} }`,
  enablePlugin: () => '{ id: "off" }',
  disablePlugin: () => '{ id: "on" }',
};
/** Who may do what, and which plugins are on, is no part of an entry or entity: no hook is told. */
const WITHOUT_HOOKS = Object.keys(MUTATIONS).filter((name) => /Acl$|User$|Group$|Role$|Plugin$/.test(name));

const { __type: mutationType } = await data('{ __type(name: "Mutation") { fields { name args { name } } } }');
const WITH_DRY_RUN: readonly string[] = mutationType.fields
  .filter(({ args }: { args: { name: string }[] }) => args.some(({ name }) => name === 'dryRun'))
  .map(({ name }: { name: string }) => name);

test('every mutation that has a dry run stands here', () => {
  expect(Object.keys(MUTATIONS).toSorted()).toEqual(WITH_DRY_RUN.toSorted());
});

const operation = (name: string, dryRun: boolean) =>
  `mutation { ${name}(input: ${MUTATIONS[name]?.()}, dryRun: ${dryRun}) { errors { code message } } }`;

describe.each(Object.keys(MUTATIONS))('%s', (name) => {
  test('in a dry run runs its before hooks, writes nothing and tells nobody afterwards', async () => {
    const before = await fingerprint();
    const answer = await data(operation(name, true));
    await app.settled();
    expect(answer[name].errors).toEqual([]);
    expect(await fingerprint()).toEqual(before);
    const dry = called.splice(0);
    expect(dry.filter((hook) => hook.includes('.after_'))).toEqual([]);

    // The same in earnest: it would have done something.
    const real = await data(operation(name, false));
    await app.settled();
    expect(real[name].errors).toEqual([]);
    expect(await fingerprint()).not.toEqual(before);
    expect(called.filter((hook) => !hook.includes('.after_'))).toEqual(dry);
    const told = called.filter((hook) => hook.includes('.after_'));
    expect(told.length > 0).toBe(!WITHOUT_HOOKS.includes(name));
  });

  test('is nothing for the anonymous', async () => {
    const before = await fingerprint();
    const answer = await graphql(operation(name, false), {}, null);
    expect(answer.errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    expect(await fingerprint()).toEqual(before);
    expect(called).toEqual([]);
  });
});
