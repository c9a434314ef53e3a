import type { UserProtocol } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { query, sql, type Sql } from '../../db/index.ts';
import { booleanField, numberField, textField, type Field } from './conditions.ts';
import type { Fields } from './lookup.ts';
import type { Table } from './table.ts';

interface UserRow {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  readonly isActive: boolean;
  readonly isSuperuser: boolean;
  readonly createdTime: Date | string;
}

/** A user as plugins see one. Names besides the one to log in with are not stored. */
export class UserObject implements UserProtocol {
  readonly id: number;
  readonly username: string;
  /** Empty when the actor may not see it. */
  readonly email: string;
  readonly firstName = '';
  readonly lastName = '';
  readonly isActive: boolean;
  readonly isSuperuser: boolean;
  readonly dateJoined: Date;

  constructor({ id, username, email, isActive, isSuperuser, createdTime }: UserRow) {
    this.id = id;
    this.username = username;
    this.email = email;
    this.isActive = isActive;
    this.isSuperuser = isSuperuser;
    this.dateJoined = new Date(createdTime);
    Object.freeze(this);
  }
}

export function isUserObject(value: unknown): value is UserObject {
  return value instanceof UserObject;
}

/** Who may see the address of a user: as in the policy of users. */
function seesEmail({ actor }: Context): Sql {
  if (!actor) return sql`false`;
  if (actor.isSuperuser) return sql`true`;
  return sql`(u.id = ${actor.id} or (not u.is_superuser and u.parent_user_id is not distinct from ${actor.id}))`;
}

const emailField: Field = (wanted, where) => {
  const condition = textField(sql`u.email`)(wanted, where);
  return (ctx) => sql`${seesEmail(ctx)} and ${condition(ctx)}`;
};

const fields: Fields = {
  id: numberField(sql`u.id`),
  username: textField(sql`u.username`, sql`u.username_key`),
  email: emailField,
  isActive: booleanField(sql`u.is_active`),
  isSuperuser: booleanField(sql`u.is_superuser`),
};

const COLUMNS = sql`u.id, u.username, u.is_active as "isActive", u.is_superuser as "isSuperuser",
  u.created_time as "createdTime", u.email, u.parent_user_id as "parentUserId"`;

type ReadRow = UserRow & { readonly parentUserId: number | null };

export const userTable: Table<ReadRow, UserObject> = {
  name: 'User',
  from: sql`"user" u`,
  id: { expression: sql`u.id`, type: 'integer' },
  columns: COLUMNS,
  fields,
  orders: {
    id: { expression: sql`u.id`, type: 'integer' },
    username: { expression: sql`u.username_key`, type: 'text' },
  },
  visible: () => sql`true`,
  build: (ctx, rows) => Promise.resolve(rows.map((row) => toUserObject(ctx, row))),
};

/** Users by their ids, in one statement. */
export async function loadUserObjects(
  ctx: Context,
  ids: Iterable<number | null | undefined>,
): Promise<ReadonlyMap<number | null, UserObject>> {
  const wanted = [...new Set(ids)].filter((id) => typeof id === 'number');
  if (wanted.length === 0) return new Map();
  const rows = await query<ReadRow>(ctx.em, sql`select ${COLUMNS} from "user" u where u.id = any(${wanted}::int[])`);
  return new Map(rows.map((row) => [row.id, toUserObject(ctx, row)]));
}

function toUserObject({ actor }: Context, row: ReadRow): UserObject {
  const isOwn = actor?.id === row.id || (actor?.id === row.parentUserId && !row.isSuperuser);
  return new UserObject(actor?.isSuperuser || (actor && isOwn) ? row : { ...row, email: '' });
}
