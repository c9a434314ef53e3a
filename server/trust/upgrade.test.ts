/** A database that an older server filled goes on as it was: what nobody closed is open. */
import { expect, test } from '@jest/globals';
import pino from 'pino';
import { startApp } from '../app.ts';
import { withClient, withOrm } from '../cli/database.ts';
import { parseSettings } from '../config.ts';
import { migrateUp } from '../db/index.ts';
import { MIGRATIONS } from '../db/migrations/index.ts';
import { checkStorage } from '../domains/entry/index.ts';
import { checkUserRoles, hashToken } from '../domains/user/index.ts';
import { withEmptyDatabase } from '../test/database.ts';

const FOUNDATION = MIGRATIONS.slice(0, 1);

/** Rows as the server of the first migration wrote them. */
const ROWS = `
  insert into "user" (id, username, username_key, is_superuser, is_readonly, created_user_id) values
    (1, 'ada', 'ada', true, false, null), (2, 'mori', 'mori', false, false, 1), (3, 'sato', 'sato', false, true, 1);
  select setval(pg_get_serial_sequence('"user"', 'id'), 3);
  insert into "group" (id, name, name_key, parent_id) values (1, 'all', 'all', null), (2, 'ops', 'ops', 1);
  insert into role (id, name, name_key) values (1, 'auditors', 'auditors');
  insert into entity (id, name, name_key) values (1, 'Rack', 'rack');
  insert into entity_attr (id, entity_id, name, name_key, type, index, referral) values
    (2, 1, 'note', 'note', 2, 0, '{}'), (3, 1, 'next', 'next', 1, 1, '{1}'), (4, 1, 'team', 'team', 16, 2, '{}');
  insert into entry (id, entity_id, name, name_key, doc, is_active, deleted_name) values
    (5, 1, 'r1', 'r1', '{"2": [8, "Left"], "3": [9, 6], "4": [10, 2]}', true, null),
    (6, 1, 'r2', 'r2', '{}', true, null), (7, 1, 'r3_deleted_20260101_000000', 'r3_deleted_20260101_000000', '{}', false, 'r3');
  insert into attribute (id, entry_id, entity_attr_id) values (8, 5, 2), (9, 5, 3), (10, 5, 4);
  insert into attribute_value (attribute_id, type, value) values
    (8, 2, '"old"'), (8, 2, '"Left"'), (9, 1, '6'), (10, 16, '2');
  insert into entry_reference (target_id, entity_attr_id, entry_id) values (6, 3, 5);
  insert into entry_text (entity_attr_id, entry_id, text) values (2, 5, 'left');
  select setval('object_id', 10)`;

test('after the upgrade of a database with data everything is public, readable and can be closed', () =>
  withEmptyDatabase(async (url) => {
    expect(await withOrm(url, migrateUp, FOUNDATION)).toEqual(['0001-foundation']);
    await withClient(url, async (client) => {
      await client.query(ROWS);
      for (const [id, secret] of [
        [1, 'of-ada'],
        [2, 'of-mori'],
        [3, 'of-sato'],
      ] as const)
        await client.query('insert into token (user_id, hash) values ($1, $2)', [id, hashToken(secret)]);
    });

    const settings = parseSettings({ NODE_ENV: 'test', LOG_LEVEL: 'silent', PORT: '0', DATABASE_URL: url });
    const app = await startApp(settings, { log: pino({ level: 'silent' }) });
    const ask = async (username: string, query: string): Promise<unknown> => {
      const headers = { 'content-type': 'application/json', authorization: `Token of-${username}` };
      const payload = JSON.stringify({ query });
      return (await app.fastify.inject({ method: 'POST', url: '/graphql', headers, payload })).json();
    };
    try {
      const ctx = await app.contextFor(null);
      expect(await checkStorage(ctx)).toEqual({ entries: 3, differences: [], repaired: 0 });
      expect(await checkUserRoles(ctx)).toEqual([]);

      const rows = `{
        entity(name: "Rack") { permission acl { isPublic } attrs { name permission } }
        entries(entityName: "Rack", filter: { attrs: [{ attr: "note", contains: "EF" }] }) {
          totalCount nodes { name permission acl { isPublic roles { permission } } attrs { text permission } }
        }
        deleted: entries(entityName: "Rack", filter: { isActive: false }) { nodes { permission } }
        target: entry(id: 6) { referrals { nodes { name } } }
        history: entry(id: 5) { history(attr: "note") { nodes { text } } }
        users { nodes { username roles { isAdmin } } } roles { nodes { name } }
      }`;
      const everything = (permission: string, roles: readonly unknown[]) => ({
        data: {
          entity: {
            permission,
            acl: { isPublic: true },
            attrs: ['note', 'next', 'team'].map((name) => ({ name, permission })),
          },
          entries: {
            totalCount: 1,
            nodes: [
              {
                name: 'r1',
                permission,
                acl: { isPublic: true, roles: [] },
                attrs: ['Left', 'r2', 'ops'].map((text) => ({ text, permission })),
              },
            ],
          },
          deleted: { nodes: [{ permission }] },
          target: { referrals: { nodes: [{ name: 'r1' }] } },
          history: { history: { nodes: [{ text: 'Left' }, { text: 'old' }] } },
          users: { nodes: ['ada', 'mori', 'sato'].map((username) => ({ username, roles: [] })) },
          roles: { nodes: roles },
        },
      });
      expect(await ask('ada', rows)).toEqual(everything('FULL', [{ name: 'auditors' }]));
      expect(await ask('mori', rows)).toEqual(everything('FULL', []));
      expect(await ask('sato', rows)).toEqual(everything('READABLE', []));

      const written =
        'mutation { updateEntry(input: { id: 5, attrs: [{ attr: "note", value: "Right" }] }) { errors { code } } }';
      expect(await ask('mori', written)).toEqual({ data: { updateEntry: { errors: [] } } });
      const closed = 'mutation { setAcl(input: { id: 6, isPublic: false }) { errors { code } } }';
      expect(await ask('ada', closed)).toEqual({ data: { setAcl: { errors: [] } } });
      const names =
        '{ entries(entityName: "Rack") { nodes { name } } entry(id: 5) { attrs(names: ["next"]) { text } } }';
      expect(await ask('mori', names)).toEqual({
        data: { entries: { nodes: [{ name: 'r1' }] }, entry: { attrs: [{ text: '' }] } },
      });
    } finally {
      await app.close();
    }
  }));
