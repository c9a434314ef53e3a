import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import DataLoader from 'dataloader';
import type { Actor } from '../../context.ts';
import { query } from '../../db/index.ts';
import { Unauthenticated } from '../../errors.ts';

export interface Authenticated {
  readonly actor: Actor;
  /** The epoch of the catalog at the moment of authentication. */
  readonly epoch: number;
}

interface TokenOwner {
  place: number;
  id: number;
  username: string;
  is_superuser: boolean;
  is_readonly: boolean;
  is_active: boolean;
  is_expired: boolean;
  role_ids: number[];
  epoch: number;
}

/** The roles of `owner o`: its own and those of its groups, and of what these belong to. A cycle of groups ends by itself. */
const ROLES = `
  belongs (user_id, group_id) as (
    select m.user_id, m.group_id
    from group_member m join "group" g on g.id = m.group_id and g.is_active
    where m.user_id in (select o.id from owner o where not o.is_superuser)
    union
    select b.user_id, g.parent_id from belongs b join "group" g on g.id = b.group_id where g.parent_id is not null
  ), has_role (user_id, role_id) as (
    select u.user_id, u.role_id from role_user u where u.user_id in (select o.id from owner o where not o.is_superuser)
    union
    select b.user_id, p.role_id from belongs b join role_group p on p.group_id = b.group_id
  )`;
const ROLE_IDS = `array(select h.role_id from has_role h join role r on r.id = h.role_id and r.is_active
  where h.user_id = o.id order by h.role_id)`;

const OWNERS_OF_TOKENS = `
  with recursive owner as (
    select k.place::int, u.id, u.username, u.is_superuser, u.is_readonly, u.is_active,
           coalesce(t.expires_time <= now(), false) as is_expired
    from unnest($1::bytea[]) with ordinality k (hash, place)
    join token t on t.hash = k.hash
    join "user" u on u.id = t.user_id
  ), ${ROLES}
  select o.*, ${ROLE_IDS} as role_ids, (select value from epoch where name = 'catalog')::float8 as epoch
  from owner o`;

const ACTOR = `
  with recursive owner as (
    select u.id, u.username, u.is_superuser, u.is_readonly from "user" u where u.id = $1 and u.is_active
  ), ${ROLES}
  select o.*, ${ROLE_IDS} as role_ids from owner o`;

/** An active user as one who acts: for commands and for what is done in somebody's name later. */
export async function findActor(em: EntityManager, userId: number): Promise<Actor | null> {
  const [row] = await query<UserRow>(em, ACTOR, [userId]);
  return row ? toActor(row) : null;
}

const MAX_TOKENS = 100;

/**
 * Finds the user whose token a secret is, and in the same statement how new the catalog must be.
 * Secrets that come in at the same moment are looked up together; nothing is remembered.
 */
export function makeAuthenticate(em: EntityManager): (secret: string) => Promise<Authenticated> {
  const findOwners = async (secrets: readonly string[]): Promise<(TokenOwner | null)[]> => {
    const distinct = [...new Set(secrets)];
    const found = await query<TokenOwner>(em, OWNERS_OF_TOKENS, [distinct.map(hashToken)]);
    const owners = new Map(found.map((owner) => [distinct[owner.place - 1], owner]));
    return secrets.map((secret) => owners.get(secret) ?? null);
  };
  const owners = new DataLoader(findOwners, {
    cache: false,
    maxBatchSize: MAX_TOKENS,
    // When all requests that have come in are read.
    batchScheduleFn: (dispatch) => void setImmediate(dispatch),
  });
  return async (secret) => toAuthenticated(await owners.load(secret));
}

function toAuthenticated(owner: TokenOwner | null): Authenticated {
  if (!owner) throw new Unauthenticated('Invalid token.');
  if (!owner.is_active) throw new Unauthenticated('User inactive or deleted.');
  if (owner.is_expired) throw new Unauthenticated('Token lifetime is expired');
  return { actor: toActor(owner), epoch: owner.epoch };
}

interface UserRow {
  readonly id: number;
  readonly username: string;
  readonly is_superuser: boolean;
  readonly is_readonly: boolean;
  readonly role_ids: readonly number[];
}

function toActor(row: UserRow): Actor {
  return {
    id: row.id,
    username: row.username,
    isSuperuser: row.is_superuser,
    isReadonly: row.is_readonly,
    roleIds: row.role_ids,
  };
}

/** Tokens are random, so a fast hash without salt is enough to keep a stolen database from acting as its users. */
export function hashToken(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
