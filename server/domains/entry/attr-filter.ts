import { joinSql, sql, type Sql } from '../../db/index.ts';
import type { Context } from '../../context.ts';
import type { EntityAttr } from '../entity/index.ts';
import { BadRequest } from '../../errors.ts';
import { foldText, type FilterOperator } from '../attribute/index.ts';
import {
  hasNamedMember,
  hasText,
  isEmpty,
  isOneOf,
  refersTo,
  refersToName,
  seenBy,
  textOf,
  type SeenAttr,
} from './attr-conditions.ts';
import { equalsOneOf } from './attr-equals.ts';
import { foldOperand, parseIdOperand } from './filter-operand.ts';
import { contains, startsWith } from './like-pattern.ts';

/** A condition on one attribute, as GraphQL passes it. */
export interface AttrFilter {
  readonly attr: string;
  readonly eq?: unknown;
  readonly contains?: string | null;
  readonly startsWith?: string | null;
  readonly in?: readonly unknown[] | null;
  readonly isEmpty?: boolean | null;
  readonly refersTo?: string | null;
  readonly before?: string | null;
  readonly after?: string | null;
  readonly gt?: number | null;
  readonly lt?: number | null;
}

const MAX_ALTERNATIVES = 100;

/** What has no value does not fulfil a comparison, and so fulfils its opposite. */
function holds(comparison: Sql): Sql {
  return sql`coalesce(${comparison}, false)`;
}

type Compile = (attr: SeenAttr, operand: never, path: readonly string[]) => Sql;

const COMPILE = {
  eq: (attr: SeenAttr, operand: unknown, path: readonly string[]) => equalsOneOf(attr, [operand], path),
  in: (attr: SeenAttr, operand: readonly unknown[], path: readonly string[]) => {
    if (operand.length > MAX_ALTERNATIVES) {
      throw new BadRequest(`\`in\` has ${operand.length} values; at most ${MAX_ALTERNATIVES} are allowed`, path);
    }
    return equalsOneOf(attr, operand, path);
  },
  isEmpty: (attr: SeenAttr, operand: boolean) => (operand ? isEmpty(attr) : sql`not ${isEmpty(attr)}`),
  contains: (attr: SeenAttr, operand: string, path: readonly string[]) =>
    matches(attr, foldOperand(operand, path), 'contains'),
  startsWith: (attr: SeenAttr, operand: string, path: readonly string[]) =>
    matches(attr, foldOperand(operand, path), 'startsWith'),
  refersTo: (attr: SeenAttr, operand: string, path: readonly string[]) =>
    refersTo(attr, [parseIdOperand(operand, path)]),
  before: (attr: SeenAttr, operand: string, path: readonly string[]) =>
    holds(sql`(${textOf(attr)}) < ${parseInstant(attr, operand, path)}`),
  after: (attr: SeenAttr, operand: string, path: readonly string[]) =>
    holds(sql`(${textOf(attr)}) > ${parseInstant(attr, operand, path)}`),
  gt: (attr: SeenAttr, operand: number) => holds(sql`(${textOf(attr)})::float8 > ${operand}`),
  lt: (attr: SeenAttr, operand: number) => holds(sql`(${textOf(attr)})::float8 < ${operand}`),
} satisfies Record<FilterOperator, Compile>;

const OPERATORS = Object.keys(COMPILE) as FilterOperator[];

/** The condition on `entry e`; every operator given must hold. */
export function compileAttrFilter(ctx: Context, column: EntityAttr, filter: AttrFilter, path: readonly string[]): Sql {
  const attr = seenBy(ctx, column);
  const conditions: Sql[] = [];
  for (const operator of OPERATORS) {
    const operand = filter[operator];
    if (operand === undefined || (operand === null && operator !== 'eq')) continue;
    if (!attr.type.operators.includes(operator)) {
      throw new BadRequest(
        `\`${operator}\` does not fit attribute "${attr.name}" of type ${attr.type.name}; use ${attr.type.operators.join(', ')}`,
        [...path, operator],
      );
    }
    const compile: (attr: SeenAttr, operand: never, path: readonly string[]) => Sql = COMPILE[operator];
    conditions.push(compile(attr, operand as never, [...path, operator]));
  }
  if (conditions.length === 0) {
    throw new BadRequest(`The condition on "${attr.name}" has no operator; use one of ${OPERATORS.join(', ')}`, path);
  }
  return joinSql(conditions, ' and ');
}

function matches(attr: SeenAttr, operand: string, operator: 'contains' | 'startsWith'): Sql {
  if (attr.type.hasChoices) {
    const values = attr.choices.filter(({ label }) => {
      const text = foldText(label);
      return operator === 'contains' ? text.includes(operand) : text.startsWith(operand);
    });
    const tokens = values.map(({ value }) => value);
    return tokens.length === 0 ? sql`false` : hasText(attr, isOneOf(sql`t.text`, tokens, sql`text[]`));
  }
  const match = operator === 'contains' ? contains : startsWith;
  const inText = hasText(attr, match(sql`t.text`, operand));
  if (attr.type.refersTo === 'entry') return sql`(${refersToName(attr, match(sql`x.name_key`, operand))} or ${inText})`;
  if (attr.type.refersTo !== null) return hasNamedMember(attr, match(sql`x.name_key`, operand));
  return inText;
}

function parseInstant(attr: SeenAttr, operand: string, path: readonly string[]): string {
  const parsed = attr.type.parse(operand, attr);
  if ('problems' in parsed || typeof parsed.value !== 'string') {
    const cause = 'problems' in parsed ? parsed.problems[0]?.message : 'It is empty.';
    throw new BadRequest(`Cannot compare "${attr.name}" with "${operand}": ${cause}`, path);
  }
  return parsed.value;
}
