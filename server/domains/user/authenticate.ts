import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../context.ts';
import { query } from '../../db/index.ts';
import { Unauthenticated } from '../../errors.ts';

export interface Authenticated {
  readonly actor: Actor;
  /** The epoch of the catalog at the moment of authentication. */
  readonly epoch: number;
}

interface TokenOwner {
  id: number;
  username: string;
  is_superuser: boolean;
  is_readonly: boolean;
  is_active: boolean;
  is_expired: boolean;
  epoch: number;
}

const OWNER_OF_TOKEN = `
  select u.id, u.username, u.is_superuser, u.is_readonly, u.is_active,
         coalesce(t.expires_time <= now(), false) as is_expired,
         (select value from epoch where name = 'catalog')::float8 as epoch
  from token t
  join "user" u on u.id = t.user_id
  where t.hash = $1`;

/** Finds the user whose token this is, and in the same statement how new the catalog must be. */
export async function authenticateToken(em: EntityManager, secret: string): Promise<Authenticated> {
  const [owner] = await query<TokenOwner>(em, OWNER_OF_TOKEN, [hashToken(secret)]);
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
}

function toActor(row: UserRow): Actor {
  return { id: row.id, username: row.username, isSuperuser: row.is_superuser, isReadonly: row.is_readonly };
}

/** Tokens are random, so a fast hash without salt is enough to keep a stolen database from acting as its users. */
export function hashToken(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
