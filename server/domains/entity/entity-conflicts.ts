import { rejected } from '../../errors.ts';

const UNIQUE_VIOLATION = '23505';

/** Tells what another writer caused between the check of a name and its use. */
export async function translatingEntityConflicts<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, constraint } = error as { code?: unknown; constraint?: unknown };
    if (code === UNIQUE_VIOLATION && constraint === 'entity_name') {
      throw rejected('DUPLICATE', 'Another entity got this name a moment ago', ['name']);
    }
    throw error;
  }
}
