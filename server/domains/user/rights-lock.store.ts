import type { Context } from '../../context.ts';
import { query, sql } from '../../db/index.ts';

/** Triggers of the tables of memberships take it too. */
const RIGHTS = 7_246_001;

/**
 * Changes of who may act and who belongs where happen one after another: rules about all of them, such as that no group is above
 * itself and that a superuser remains, hold whoever else changes something at the same moment. Ends with the transaction.
 */
export async function lockRights(tx: Context): Promise<void> {
  await query(tx.em, sql`select pg_advisory_xact_lock(${RIGHTS})`);
}
