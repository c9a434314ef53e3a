import type { EntityManager } from '@mikro-orm/postgresql';
import { query, withTransaction } from '../../db/index.ts';

/** Who tries, folded so that spellings of one name and addresses of one network are one. */
export interface Guesser {
  readonly usernameKey: string;
  readonly address: string;
}

/**
 * Failures within the window. Five mistypings are human; an office behind one address has several people; many addresses that try
 * one name are an attack on it, though a low bound would let anybody lock that user out.
 */
const MOST = { ofBoth: 5, ofAddress: 50, ofUsername: 100 } as const;
const WINDOW = "interval '15 minutes'";
const PRUNED = 200;

// Two integers: the second is the name's or the address's.
const LOCK = 'select pg_advisory_xact_lock($1, hashtext($2))';
const LOCKS = { username: 1_885_433_601, address: 1_885_433_602 } as const;

/** The failure that must grow old before the next attempt: the oldest of as many as are allowed. */
const barrier = (condition: string, most: string): string => `(
  select f.time from login_failure f
  where ${condition} and f.time > now() - ${WINDOW} order by f.time desc offset ${most}::int - 1 limit 1)`;

const CLAIM = `
  with barrier as (
    select max(b.time) as time from (
      ${barrier('f.username_key = $1 and f.address = $2', '$3')}
      union all ${barrier('f.address = $2', '$4')}
      union all ${barrier('f.username_key = $1', '$5')}
    ) b
  ), claimed as (
    insert into login_failure (username_key, address)
    select $1, $2 from barrier where time is null
  )
  select ceil(extract(epoch from time + ${WINDOW} - now()))::int as wait from barrier where time is not null`;

/**
 * Counts an attempt as failed before it is made, so that attempts at the same moment, on whichever process, are counted too.
 * Gives the seconds to wait when there were too many, else null.
 */
export function claimAttempt(em: EntityManager, { usernameKey, address }: Guesser): Promise<number | null> {
  return withTransaction({ em: em.fork(), dryRun: false }, async (tx) => {
    await query(tx.em, LOCK, [LOCKS.username, usernameKey]);
    await query(tx.em, LOCK, [LOCKS.address, address]);
    const limits = [MOST.ofBoth, MOST.ofAddress, MOST.ofUsername];
    const [row] = await query<{ wait: number }>(tx.em, CLAIM, [usernameKey, address, ...limits]);
    return row ? Math.max(1, row.wait) : null;
  });
}

/** After a success: the user knows the password. */
export async function forgetAttempts(em: EntityManager, { usernameKey, address }: Guesser): Promise<void> {
  await query(em, 'delete from login_failure where username_key = $1 and address = $2', [usernameKey, address]);
}

const PRUNE = `
  delete from login_failure where ctid in (
    select ctid from login_failure where time <= now() - ${WINDOW} order by time limit $1 for update skip locked
  )`;

export async function pruneAttempts(em: EntityManager): Promise<void> {
  await query(em, PRUNE, [PRUNED]);
}
