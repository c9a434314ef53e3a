import { createHash } from 'node:crypto';
import pg from 'pg';

/** In whose name everything is asked. */
export interface Caller {
  readonly id: number;
  readonly token: string;
}

const ROLES = 20;
const NAME = 'bench caller';

/** Three groups, each within the one before; the caller is a member of the innermost. */
const GROUPS = `
  insert into "group" (name, name_key, parent_id) values ($1, lower($1), $2) returning id`;

/**
 * A third of the roles are the caller's own, the others those of his three groups. Some things are closed to everybody but these roles:
 * the entity that the requests are about, one of its columns, one in a hundred entries, and an attribute of one in a thousand.
 * Copies of the lists are kept by triggers.
 */
const RESTRICT = `
  with closed (id, kind, roles) as (
    select s.id, 1, array[$1::int, $2] from entity s where s.name = $4 and s.is_active
    union all
    select a.id, 2, array[$2::int, $3] from entity_attr a join entity s on s.id = a.entity_id and s.is_active
      where s.name = $4 and a.is_active and a.index = 1
    union all
    select e.id, 4, array[$1::int, $3] from entry e where e.id % 100 = 0
    union all
    select h.id, 8, array[$2::int] from attribute h where h.entry_id % 1000 = 1 and h.entity_attr_id % 5 = 0
  ), acls as (
    insert into acl (object_id, kind, is_public) select id, kind, false from closed on conflict do nothing
  )
  select id, roles from closed`;

/** Makes an ordinary user with many roles, in whose name everything is asked; does nothing to a database that has him. */
export async function ensureCaller(databaseUrl: string, entityName: string): Promise<Caller> {
  const token = NAME.replace(' ', '').padEnd(40, '0');
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const idOf = async (text: string, values: unknown[]): Promise<number> =>
    (await client.query<{ id: number }>(text, values)).rows[0]?.id ?? 0;
  try {
    const known = await idOf('select id from "user" where username_key = $1', [NAME]);
    if (known) return { id: known, token };
    await client.query('begin');
    const user = await idOf('insert into "user" (username, username_key) values ($1, $1) returning id', [NAME]);
    await client.query('insert into token (user_id, hash) values ($1, $2)', [
      user,
      createHash('sha256').update(token).digest(),
    ]);
    const groups: number[] = [];
    for (let level = 1; level <= 3; level += 1) {
      groups.push(await idOf(GROUPS, [`${NAME} ${level}`, groups.at(-1) ?? null]));
    }
    await client.query('insert into group_member (user_id, group_id) values ($1, $2)', [user, groups[2]]);
    const roles: number[] = [];
    for (let index = 0; index < ROLES; index += 1) {
      const role = await idOf('insert into role (name, name_key) values ($1, $1) returning id', [`${NAME} ${index}`]);
      roles.push(role);
      if (index % 4 === 3) await client.query('insert into role_user (user_id, role_id) values ($1, $2)', [user, role]);
      else await client.query('insert into role_group (group_id, role_id) values ($1, $2)', [groups[index % 4], role]);
    }
    const closed = await client.query<{ id: number; roles: number[] }>(RESTRICT, [
      roles[3],
      roles[8],
      roles[14],
      entityName,
    ]);
    await client.query(
      `insert into acl_role (object_id, role_id, level)
       select c.id, r.id, 8 from json_to_recordset($1) c (id int, roles int[]) cross join unnest(c.roles) r (id)`,
      [JSON.stringify(closed.rows)],
    );
    // What the demo data closes is open to the caller: both servers must find the same.
    await client.query(
      'insert into acl_role (object_id, role_id, level) select object_id, $1::int, 8 from acl on conflict do nothing',
      [roles[3]],
    );
    await client.query('commit');
    await client.query('vacuum (analyze)');
    await client.query('checkpoint');
    return { id: user, token };
  } finally {
    await client.end();
  }
}
