import { isUniqueViolation } from '../../db/index.ts';
import { rejected } from '../../errors.ts';

/** Tells what another writer caused between the check of a name and its use. */
export async function translatingEntityConflicts<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error, 'entity_name')) throw error;
    throw rejected('DUPLICATE', 'Another entity got this name a moment ago', ['name']);
  }
}
