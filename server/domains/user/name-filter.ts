import { joinSql, sql, type Sql } from '../../db/index.ts';
import { BadRequest } from '../../errors.ts';
import { foldText, nameKey, whyUnstorable } from '../attribute/index.ts';

export interface StringFilter {
  readonly eq?: string | null;
  readonly contains?: string | null;
  readonly startsWith?: string | null;
  readonly in?: readonly string[] | null;
}

const MAX_NAMES = 100;

/** The condition on a folded name that a filter of a short list means: of users, groups or roles. */
export function nameCondition(
  column: Sql,
  { eq, contains, startsWith, in: among }: StringFilter,
  path: readonly string[],
): Sql {
  const all: Sql[] = [];
  const storable = (text: string, operator: string): string => {
    const cause = whyUnstorable(text);
    if (cause !== null) throw new BadRequest(`The text ${cause}`, [...path, operator]);
    return text;
  };
  if (typeof eq === 'string') all.push(sql`${column} = ${nameKey(storable(eq, 'eq'))}`);
  if (typeof contains === 'string') {
    all.push(sql`strpos(${column}, ${foldText(storable(contains, 'contains'))}) > 0`);
  }
  if (typeof startsWith === 'string') {
    all.push(sql`starts_with(${column}, ${foldText(storable(startsWith, 'startsWith'))})`);
  }
  if (among) {
    if (among.length > MAX_NAMES) {
      throw new BadRequest(`\`in\` has ${among.length} names; at most ${MAX_NAMES} are allowed`, [...path, 'in']);
    }
    all.push(sql`${column} = any(${among.map((name) => nameKey(storable(name, 'in')))}::text[])`);
  }
  return all.length === 0 ? sql`true` : joinSql(all, ' and ');
}
