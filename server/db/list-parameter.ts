/** What PostgreSQL takes the length of an array for that it does not know. */
const ASSUMED_LENGTH = 10;

/**
 * Ids for `= any($1)`, with some that nothing has behind them if they are few. PostgreSQL keeps one plan for a prepared statement
 * unless a plan for the very values looks cheaper; for a shorter array it does, and then it plans anew each time, which takes longer
 * than reading the rows. What stands in an array more than once is looked up once.
 */
export function idList(ids: readonly number[]): readonly number[] {
  return atLeastAssumed(ids, 0);
}

/** Folded names for `= any($1)`; as with ids. */
export function nameKeyList(nameKeys: readonly string[]): readonly string[] {
  return atLeastAssumed(nameKeys, '');
}

function atLeastAssumed<T>(values: readonly T[], nobodys: T): readonly T[] {
  const lacking = ASSUMED_LENGTH - values.length;
  return lacking > 0 ? [...values, ...Array<T>(lacking).fill(nobodys)] : values;
}
