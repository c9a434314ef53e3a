import type { Context } from '../../context.ts';
import { isUniqueViolation, query, sql } from '../../db/index.ts';
import { rejected } from '../../errors.ts';
import { parseId } from '../../parse-id.ts';
import { deletedName, nameKey } from '../attribute/index.ts';

/** A user as it is now, hash of the password included: for rules and writes alone. */
export interface UserState {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly isSuperuser: boolean;
  readonly isReadonly: boolean;
  readonly isActive: boolean;
  readonly tokenLifetime: number;
  readonly parentUserId: number | null;
}

/** Null also for a deleted one: it is known by its old deeds alone. */
export async function findUserState(ctx: Context, id: number): Promise<UserState | null> {
  const [row] = await query<UserState>(
    ctx.em,
    sql`select id, username, email, password_hash as "passwordHash", is_superuser as "isSuperuser",
        is_readonly as "isReadonly", is_active as "isActive", token_lifetime as "tokenLifetime",
        parent_user_id as "parentUserId"
      from "user" where id = ${id} and deleted_time is null`,
  );
  return row ?? null;
}

export async function getUser(tx: Context, id: string, field = 'id'): Promise<UserState> {
  const number = parseId(id);
  const user = number === null ? null : await findUserState(tx, number);
  if (!user) throw rejected('NOT_FOUND', `There is no user with id ${id}`, [field]);
  return user;
}

export async function isUsernameTaken(tx: Context, username: string, exceptId: number): Promise<boolean> {
  const [row] = await query<{ found: boolean }>(
    tx.em,
    sql`select exists (select from "user" where username_key = ${nameKey(username)} and id <> ${exceptId}) as found`,
  );
  return row?.found ?? false;
}

/** Whether somebody else could still do everything. Holds until the end of a transaction that locked rights. */
export async function hasOtherSuperuser(tx: Context, id: number): Promise<boolean> {
  const [row] = await query<{ found: boolean }>(
    tx.em,
    sql`select exists (select from "user" where is_superuser and is_active and id <> ${id}) as found`,
  );
  return row?.found ?? false;
}

export type NewUserState = Omit<UserState, 'id' | 'isActive'>;

export async function insertUser(tx: Context, createdUserId: number | null, user: NewUserState): Promise<number> {
  const { username, email, passwordHash, isSuperuser, isReadonly, tokenLifetime, parentUserId } = user;
  const [row] = await query<{ id: number }>(
    tx.em,
    sql`insert into "user" (username, username_key, email, password_hash, is_superuser, is_readonly, token_lifetime,
        parent_user_id, created_user_id)
      values (${username}, ${nameKey(username)}, ${email}, ${passwordHash}, ${isSuperuser}, ${isReadonly},
        ${tokenLifetime}, ${parentUserId}, ${createdUserId}) returning id`,
  ).catch(tellTakenName);
  if (!row) throw new Error(`User "${username}" was not inserted`);
  return row.id;
}

export async function changeUser(tx: Context, user: UserState): Promise<void> {
  const { id, username, email, isSuperuser, isReadonly, isActive, tokenLifetime, parentUserId } = user;
  await query(
    tx.em,
    sql`update "user" set username = ${username}, username_key = ${nameKey(username)}, email = ${email},
        is_superuser = ${isSuperuser}, is_readonly = ${isReadonly}, is_active = ${isActive},
        token_lifetime = ${tokenLifetime}, parent_user_id = ${parentUserId}, updated_time = now()
      where id = ${id}`,
  ).catch(tellTakenName);
}

/** Another process may have given the name since we looked. */
function tellTakenName(error: unknown): never {
  if (!isUniqueViolation(error, 'user_username_key_key')) throw error;
  throw rejected('DUPLICATE', 'Another user got this name a moment ago', ['username']);
}

/** False when somebody else set another one in the meantime. */
export async function changePassword(tx: Context, user: UserState, passwordHash: string): Promise<boolean> {
  const rows = await query<{ id: number }>(
    tx.em,
    sql`update "user" set password_hash = ${passwordHash}, updated_time = now()
      where id = ${user.id} and password_hash = ${user.passwordHash} and is_active returning id`,
  );
  return rows.length > 0;
}

/** Nobody is logged in as the user any more. */
export async function deleteSessionsOf(tx: Context, userId: number): Promise<void> {
  await query(tx.em, sql`delete from session where user_id = ${userId}`);
}

/** No program acts as the user any more, and no browser. */
export async function deleteCredentialsOf(tx: Context, userId: number): Promise<void> {
  await query(tx.em, sql`delete from token where user_id = ${userId}`);
  await deleteSessionsOf(tx, userId);
}

/** The users that it is the parent of, which nobody else changes until the transaction ends. */
export async function lockCoUsers(tx: Context, parentId: number): Promise<readonly number[]> {
  const rows = await query<{ id: number }>(
    tx.em,
    sql`select id from "user" where parent_user_id = ${parentId} order by id for update`,
  );
  return rows.map(({ id }) => id);
}

/** Nobody logs in with the password that was known so far. */
export async function forgetPassword(tx: Context, userId: number): Promise<void> {
  await query(tx.em, sql`update "user" set password_hash = '' where id = ${userId}`);
}

/** What was done stays the user's; nothing else does. */
export async function deleteUserRow(tx: Context, user: UserState): Promise<void> {
  const { id } = user;
  const mangled = deletedName(user.username, new Date(), tx.host.settings.timeZone);
  // Two of the same name may be deleted in one second.
  const name = (await isUsernameTaken(tx, mangled, id)) ? `${mangled}_${id}` : mangled;
  await query(tx.em, sql`delete from group_member where user_id = ${id}`);
  await query(tx.em, sql`delete from role_user where user_id = ${id}`);
  await query(
    tx.em,
    sql`update "user" set is_active = false, username = ${name}, username_key = ${nameKey(name)}, email = '',
        password_hash = '',
        updated_time = now(), deleted_time = now()
      where id = ${id}`,
  );
}
