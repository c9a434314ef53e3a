import { sql, type Sql } from '../../db/index.ts';
import { BadRequest } from '../../errors.ts';
import type { StoredValue } from '../attribute/index.ts';
import {
  anyOf,
  hasMember,
  hasNamedMember,
  hasText,
  isEmpty,
  isOneOf,
  refersTo,
  refersToName,
  valueOf,
  type SeenAttr,
} from './attr-conditions.ts';
import { nameOperand, parseIdOperand } from './filter-operand.ts';

type Path = readonly string[];

/** The condition that a value equals one of the operands. Null and the empty text ask for what is empty. */
export function equalsOneOf(attr: SeenAttr, operands: readonly unknown[], path: Path): Sql {
  const given = operands.filter((operand) => operand !== null && operand !== '');
  const conditions = given.length < operands.length ? [isEmpty(attr)] : [];
  if (attr.type.refersTo !== null) conditions.push(...equalsReference(attr, given, path));
  else if (attr.type.order === 'boolean') conditions.push(...equalsBoolean(attr, given, path));
  else conditions.push(...equalsText(attr, given, path));
  return anyOf(conditions);
}

function equalsBoolean(attr: SeenAttr, operands: readonly unknown[], path: Path): Sql[] {
  const values = new Set(operands.map((operand) => parseOperand(attr, operand, path) === true));
  const isTrue = sql`coalesce((${valueOf(attr)}) = 'true', false)`;
  return Array.from(values, (value) => (value ? isTrue : sql`not ${isTrue}`));
}

function equalsText(attr: SeenAttr, operands: readonly unknown[], path: Path): Sql[] {
  const texts = operands.map((operand) => {
    const input = attr.type.isArray && !Array.isArray(operand) ? [operand] : operand;
    return attr.type.searchTexts(parseOperand(attr, input, path));
  });
  const conditions = texts.some((some) => some.length === 0) ? [isEmpty(attr)] : [];
  const wanted = texts.flat();
  return wanted.length === 0 ? conditions : [...conditions, hasText(attr, isOneOf(sql`t.text`, wanted, sql`text[]`))];
}

/** By id or by name: `7`, `"7"` or `"rack-7"`; labelled references also by their label. */
function equalsReference(attr: SeenAttr, operands: readonly unknown[], path: Path): Sql[] {
  const ids: number[] = [];
  const keys: string[] = [];
  for (const operand of operands) {
    if (typeof operand === 'number' || (typeof operand === 'string' && /^\d+$/.test(operand))) {
      ids.push(parseIdOperand(String(operand), path));
    } else if (typeof operand === 'string') keys.push(nameOperand(operand, path));
    else throw new BadRequest(`A reference is compared by an id or a name, for example 7 or "rack-7"`, path);
  }
  const isEntry = attr.type.refersTo === 'entry';
  const conditions: Sql[] = [];
  if (ids.length > 0) conditions.push(isEntry ? refersTo(attr, ids) : hasMember(attr, ids));
  if (keys.length === 0) return conditions;
  const isNamed = isOneOf(sql`x.name_key`, keys, sql`text[]`);
  if (!isEntry) return [...conditions, hasNamedMember(attr, isNamed)];
  return [...conditions, refersToName(attr, isNamed), hasText(attr, isOneOf(sql`t.text`, keys, sql`text[]`))];
}

function parseOperand(attr: SeenAttr, operand: unknown, path: Path): StoredValue {
  const parsed = attr.type.parse(operand, attr);
  if ('value' in parsed) return parsed.value;
  throw new BadRequest(parsed.problems[0]?.message ?? 'The value does not fit', path);
}
