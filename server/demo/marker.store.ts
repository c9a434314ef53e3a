import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../db/index.ts';

/** The row by which a database knows that it has the demo data, with the number of entries. */
const MARKER = 'demo';

/** How many entries were seeded; null when none were. */
export async function findDemoMarker(em: EntityManager): Promise<number | null> {
  const [row] = await query<{ value: number }>(em, 'select value::float8 as value from epoch where name = $1', [
    MARKER,
  ]);
  return row?.value ?? null;
}

/** False when another transaction has set it; one that is about to is waited for. */
export async function claimDemoMarker(em: EntityManager, entries: number): Promise<boolean> {
  const rows = await query(
    em,
    'insert into epoch (name, value) values ($1, $2) on conflict do nothing returning name',
    [MARKER, entries],
  );
  return rows.length > 0;
}

/** For the rest of the transaction. */
export async function liftTimeLimit(tx: EntityManager): Promise<void> {
  await query(tx, 'set local statement_timeout = 0');
}

/**
 * Until `endBulk`: no triggers, and so no foreign keys, where the user of the database may switch them off. The services check
 * every reference before they write it, and checking each again row by row takes two thirds of PostgreSQL's time.
 */
export async function beginBulk(tx: EntityManager): Promise<void> {
  await switchTriggers(tx, 'replica');
}

/** From here on triggers do their part again: what people and access control lists are copied to depends on them. */
export async function endBulk(tx: EntityManager): Promise<void> {
  await switchTriggers(tx, 'origin');
}

async function switchTriggers(tx: EntityManager, role: 'replica' | 'origin'): Promise<void> {
  await query(
    tx,
    `select set_config('session_replication_role', $1, true)
     where has_parameter_privilege(current_user, 'session_replication_role', 'set')`,
    [role],
  );
}

/** Without it PostgreSQL would plan for empty tables until it notices by itself. */
export async function refreshStatistics(em: EntityManager): Promise<void> {
  await query(em, 'analyze');
}
