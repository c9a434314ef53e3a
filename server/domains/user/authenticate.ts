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
  epoch: number;
}

const OWNERS_OF_TOKENS = `
  select k.place::int, u.id, u.username, u.is_superuser, u.is_readonly, u.is_active,
         coalesce(t.expires_time <= now(), false) as is_expired,
         (select value from epoch where name = 'catalog')::float8 as epoch
  from unnest($1::bytea[]) with ordinality k (hash, place)
  join token t on t.hash = k.hash
  join "user" u on u.id = t.user_id`;

const MAX_TOKENS = 100;

/**
 * Finds the user whose token a secret is, and in the same statement how new the catalog must be.
 * Secrets that come in at the same moment are looked up together; nothing is remembered.
 */
export function makeAuthenticate(em: EntityManager): (secret: string) => Promise<Authenticated> {
  const findOwners = async (secrets: readonly string[]): Promise<(TokenOwner | null)[]> => {
    const owners: (TokenOwner | null)[] = secrets.map(() => null);
    const found = await query<TokenOwner>(em, OWNERS_OF_TOKENS, [secrets.map(hashToken)]);
    for (const owner of found) owners[owner.place - 1] = owner;
    return owners;
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
}

function toActor(row: UserRow): Actor {
  return { id: row.id, username: row.username, isSuperuser: row.is_superuser, isReadonly: row.is_readonly };
}

/** Tokens are random, so a fast hash without salt is enough to keep a stolen database from acting as its users. */
export function hashToken(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
