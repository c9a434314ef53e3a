import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import DataLoader from 'dataloader';
import type { Actor } from '../../context.ts';
import type { Credential } from '../../credential.ts';
import { query } from '../../db/index.ts';
import { Unauthenticated } from '../../errors.ts';

export interface Authenticated {
  readonly actor: Actor;
  /** The epoch of the catalog at the moment of authentication. */
  readonly epoch: number;
}

interface Owner {
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

/** The owners of what is kept under these hashes, each with its place among them. */
const ownersOf = (table: 'token' | 'session'): string => `
  select k.place::int, u.id, u.username, u.is_superuser, u.is_readonly, u.is_active, u.role_ids,
         coalesce(t.expires_time <= now(), false) as is_expired,
         (select value from epoch where name = 'catalog')::float8 as epoch
  from unnest($1::bytea[]) with ordinality k (hash, place)
  join ${table} t on t.hash = k.hash
  join "user" u on u.id = t.user_id`;

const ACTOR = `
  select u.id, u.username, u.is_superuser, u.is_readonly, u.role_ids from "user" u where u.id = $1 and u.is_active`;

/** An active user as one who acts: for commands and for what is done in somebody's name later. */
export async function findActor(em: EntityManager, userId: number): Promise<Actor | null> {
  const [row] = await query<UserRow>(em, ACTOR, [userId]);
  return row ? toActor(row) : null;
}

/** Credentials of one statement at most. */
const MAX_BATCH = 100;

export type Authenticate = (credential: Credential) => Promise<Authenticated | null>;

/**
 * Finds the user whose token or session a secret is, and in the same statement how new the catalog must be. Secrets that come in at
 * the same moment are looked up together; nothing is remembered. Throws `Unauthenticated` for a token that is no good, since a program
 * must hear of it; a session that is over makes whoever had it nobody.
 */
export function makeAuthenticate(em: EntityManager, hashSession: (secret: string) => Buffer): Authenticate {
  const authenticateToken = makeAuthenticateToken(em);
  const sessions = makeOwnerLoader(em, ownersOf('session'), hashSession);
  return async ({ kind, secret }) => {
    if (kind === 'token') return authenticateToken(secret);
    const owner = await sessions.load(secret);
    return owner?.is_active && !owner.is_expired ? toAuthenticated(owner) : null;
  };
}

export function makeAuthenticateToken(em: EntityManager): (secret: string) => Promise<Authenticated> {
  const tokens = makeOwnerLoader(em, ownersOf('token'), hashToken);
  return async (secret) => toAuthenticated(await tokens.load(secret));
}

function makeOwnerLoader(
  em: EntityManager,
  statement: string,
  hash: (secret: string) => Buffer,
): DataLoader<string, Owner | null> {
  const findOwners = async (secrets: readonly string[]): Promise<(Owner | null)[]> => {
    const distinct = [...new Set(secrets)];
    const found = await query<Owner>(em, statement, [distinct.map(hash)]);
    const owners = new Map(found.map((owner) => [distinct[owner.place - 1], owner]));
    return secrets.map((secret) => owners.get(secret) ?? null);
  };
  return new DataLoader(findOwners, {
    cache: false,
    maxBatchSize: MAX_BATCH,
    // When all requests that have come in are read.
    batchScheduleFn: (dispatch) => void setImmediate(dispatch),
  });
}

function toAuthenticated(owner: Owner | null): Authenticated {
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
