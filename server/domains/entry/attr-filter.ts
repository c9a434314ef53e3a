import { joinSql, sql, type Sql } from '../../db/index.ts';
import { BadRequest } from '../../errors.ts';
import { foldText, type FilterOperator, type StoredValue } from '../attribute/index.ts';
import type { EntityAttr } from '../entity/index.ts';
import { foldOperand, nameOperand } from './filter-text.ts';
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

type Compile = (attr: EntityAttr, operand: never, path: readonly string[]) => Sql;

const COMPILE = {
  eq: (attr: EntityAttr, operand: unknown, path: readonly string[]) => equalsOneOf(attr, [operand], path),
  in: (attr: EntityAttr, operand: readonly unknown[], path: readonly string[]) => {
    if (operand.length > MAX_ALTERNATIVES) {
      throw new BadRequest(`\`in\` has ${operand.length} values; at most ${MAX_ALTERNATIVES} are allowed`, path);
    }
    return equalsOneOf(attr, operand, path);
  },
  isEmpty: (attr: EntityAttr, operand: boolean) => (operand ? isEmpty(attr) : sql`not ${isEmpty(attr)}`),
  contains: (attr: EntityAttr, operand: string, path: readonly string[]) =>
    matches(attr, foldOperand(operand, path), 'contains'),
  startsWith: (attr: EntityAttr, operand: string, path: readonly string[]) =>
    matches(attr, foldOperand(operand, path), 'startsWith'),
  refersTo: (attr: EntityAttr, operand: string, path: readonly string[]) => refersTo(attr, parseId(operand, path)),
  before: (attr: EntityAttr, operand: string, path: readonly string[]) =>
    sql`${textOf(attr)} < ${parseInstant(attr, operand, path)}`,
  after: (attr: EntityAttr, operand: string, path: readonly string[]) =>
    sql`${textOf(attr)} > ${parseInstant(attr, operand, path)}`,
  gt: (attr: EntityAttr, operand: number) => sql`(${textOf(attr)})::float8 > ${operand}`,
  lt: (attr: EntityAttr, operand: number) => sql`(${textOf(attr)})::float8 < ${operand}`,
} satisfies Record<FilterOperator, Compile>;

const OPERATORS = Object.keys(COMPILE) as FilterOperator[];

/** The condition on `entry e`; every operator given must hold. */
export function compileAttrFilter(attr: EntityAttr, filter: AttrFilter, path: readonly string[]): Sql {
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
    const compile: (attr: EntityAttr, operand: never, path: readonly string[]) => Sql = COMPILE[operator];
    conditions.push(compile(attr, operand as never, [...path, operator]));
  }
  if (conditions.length === 0) {
    throw new BadRequest(`The condition on "${attr.name}" has no operator; use one of ${OPERATORS.join(', ')}`, path);
  }
  return joinSql(conditions, ' and ');
}

/** The stored value within the document. */
function valueOf(attr: EntityAttr): Sql {
  return sql`e.doc -> ${String(attr.id)} -> 1`;
}

/** The same as text, for types whose stored form compares as text or number. */
export function textOf(attr: EntityAttr): Sql {
  return sql`nullif(e.doc -> ${String(attr.id)} ->> 1, '')`;
}

const EMPTY_VALUES = ['null', '""', '[]', '{"id": null, "name": ""}', '{"id": null, "name": "", "boolean": false}'];

function isEmpty(attr: EntityAttr): Sql {
  if (attr.type.name === 'BOOLEAN') return sql`false`;
  return sql`coalesce(${valueOf(attr)} = any(${EMPTY_VALUES}::jsonb[]), true)`;
}

function equalsOneOf(attr: EntityAttr, operands: readonly unknown[], path: readonly string[]): Sql {
  if (attr.type.refersTo !== null || attr.type.name === 'BOOLEAN') {
    return anyOf(operands.map((operand) => equals(attr, operand, path)));
  }
  const texts = operands.map((operand) => textsEqualTo(attr, operand, path));
  const conditions = texts.some((some) => some.length === 0) ? [isEmpty(attr)] : [];
  return anyOf(texts.some((some) => some.length > 0) ? [...conditions, hasOneOf(attr, texts.flat())] : conditions);
}

function equals(attr: EntityAttr, operand: unknown, path: readonly string[]): Sql {
  if (operand === null || operand === '') return isEmpty(attr);
  if (attr.type.refersTo !== null) return equalsReference(attr, operand, path);
  const isTrue = sql`coalesce(${valueOf(attr)} = 'true', false)`;
  return parseOperand(attr, operand, path) === true ? isTrue : sql`not ${isTrue}`;
}

/** The texts that values have which equal the operand; none when it is empty. */
function textsEqualTo(attr: EntityAttr, operand: unknown, path: readonly string[]): readonly string[] {
  if (operand === null || operand === '') return [];
  const input = attr.type.isArray && !Array.isArray(operand) ? [operand] : operand;
  return attr.type.searchTexts(parseOperand(attr, input, path));
}

function parseOperand(attr: EntityAttr, operand: unknown, path: readonly string[]): StoredValue {
  const parsed = attr.type.parse(operand, attr);
  if ('value' in parsed) return parsed.value;
  throw new BadRequest(parsed.problems[0]?.message ?? 'The value does not fit', path);
}

/** By id or by name: `7`, `"7"` or `"rack-7"`; labelled references also by their label. */
function equalsReference(attr: EntityAttr, operand: unknown, path: readonly string[]): Sql {
  if (typeof operand === 'number' || (typeof operand === 'string' && /^\d+$/.test(operand))) {
    const id = parseId(String(operand), path);
    return attr.type.refersTo === 'entry' ? refersTo(attr, id) : holdsId(attr, sql`${id}::int`);
  }
  if (typeof operand !== 'string') {
    throw new BadRequest(`A reference is compared by an id or a name, for example 7 or "rack-7"`, path);
  }
  const key = nameOperand(operand, path);
  if (attr.type.refersTo === 'entry') {
    return sql`(${refersToName(attr, sql`x.name_key = ${key}`)} or ${hasText(attr, sql`t.text = ${key}`)})`;
  }
  return hasNamedMember(attr, sql`x.name_key = ${key}`);
}

function matches(attr: EntityAttr, operand: string, operator: 'contains' | 'startsWith'): Sql {
  if (attr.type.name === 'SELECT' || attr.type.name === 'MULTI_SELECT') {
    const values = attr.choices.filter(({ label }) => {
      const text = foldText(label);
      return operator === 'contains' ? text.includes(operand) : text.startsWith(operand);
    });
    return values.length === 0
      ? sql`false`
      : hasOneOf(
          attr,
          values.map(({ value }) => value),
        );
  }
  const match = operator === 'contains' ? contains : startsWith;
  const inText = hasText(attr, match(sql`t.text`, operand));
  if (attr.type.refersTo === 'entry') return sql`(${refersToName(attr, match(sql`x.name_key`, operand))} or ${inText})`;
  if (attr.type.refersTo !== null) return hasNamedMember(attr, match(sql`x.name_key`, operand));
  return inText;
}

/** One parameter for all of them: a statement has room for 65,535, and a list may hold 10,000 elements. */
function hasOneOf(attr: EntityAttr, texts: readonly string[]): Sql {
  return hasText(attr, texts.length === 1 ? sql`t.text = ${texts[0]}` : sql`t.text = any(${texts}::text[])`);
}

function hasText(attr: EntityAttr, condition: Sql): Sql {
  return sql`e.id in (select t.entry_id from entry_text t where t.entity_attr_id = ${attr.id} and ${condition})`;
}

function refersTo(attr: EntityAttr, targetId: number): Sql {
  return sql`exists (select from entry_reference r join entry x on x.id = r.target_id and x.is_active
    where r.target_id = ${targetId} and r.entity_attr_id = ${attr.id} and r.entry_id = e.id)`;
}

function refersToName(attr: EntityAttr, condition: Sql): Sql {
  return sql`e.id in (select r.entry_id from entry_reference r join entry x on x.id = r.target_id
    where r.entity_attr_id = ${attr.id} and x.is_active and ${condition})`;
}

/** Groups and roles have no reverse rows: there are few of them, so their ids are looked for in the document. */
function hasNamedMember(attr: EntityAttr, condition: Sql): Sql {
  const table = attr.type.refersTo === 'group' ? sql`"group"` : sql`role`;
  return sql`exists (select from ${table} x where x.is_active and ${condition} and ${holdsId(attr, sql`x.id`)})`;
}

function holdsId(attr: EntityAttr, id: Sql): Sql {
  return sql`coalesce(${valueOf(attr)} @> to_jsonb(${id}), false)`;
}

function anyOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`false` : sql`(${joinSql(conditions, ' or ')})`;
}

const LARGEST_ID = 2_147_483_647;

function parseId(input: string, path: readonly string[]): number {
  const id = /^\d{1,10}$/.test(input) ? Number(input) : NaN;
  if (!(id >= 1 && id <= LARGEST_ID)) throw new BadRequest(`"${input}" is no id`, path);
  return id;
}

function parseInstant(attr: EntityAttr, operand: string, path: readonly string[]): string {
  const parsed = attr.type.parse(operand, attr);
  if ('problems' in parsed || typeof parsed.value !== 'string') {
    const cause = 'problems' in parsed ? parsed.problems[0]?.message : 'It is empty.';
    throw new BadRequest(`Cannot compare "${attr.name}" with "${operand}": ${cause}`, path);
  }
  return parsed.value;
}
