import { InterfaceError } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { sql, type Sql } from '../../db/index.ts';
import { foldText, nameKey, whyUnstorable } from '../attribute/index.ts';
import { allOf, lookupError } from './lookup.ts';

/** What a lookup comes to, for whoever asks. */
export type Condition = (ctx: Context) => Sql;

/** Reads what a plugin wants of one field; `where` names the field for errors. */
export type Field = (wanted: unknown, where: string) => Condition;

type Operators<T> = Readonly<Record<string, (operand: T) => Sql>>;

export function numberField(column: Sql): Field {
  const compare = (operator: Sql) => (operand: unknown) => sql`${column} ${operator} ${operand}::float8`;
  const equals = (operand: number): Sql =>
    Number.isSafeInteger(operand) ? sql`${column} = ${operand}::bigint` : sql`false`;
  const operators: Operators<number> = {
    gt: compare(sql`>`),
    gte: compare(sql`>=`),
    lt: compare(sql`<`),
    lte: compare(sql`<=`),
  };
  const among = (operands: readonly number[]): Sql =>
    sql`${column} = any(${operands.filter(Number.isSafeInteger)}::bigint[])`;
  return operatorField(isNumber, 'a number', equals, operators, among);
}

export function timeField(column: Sql): Field {
  const compare = (operator: Sql) => (operand: Date) =>
    sql`${column} ${operator} ${operand.toISOString()}::timestamptz`;
  const operators = { gt: compare(sql`>`), gte: compare(sql`>=`), lt: compare(sql`<`), lte: compare(sql`<=`) };
  return operatorField(isDate, 'a Date', compare(sql`=`), operators, null);
}

export function booleanField(expression: Sql): Field {
  return (wanted, where) => {
    if (typeof wanted !== 'boolean') throw lookupError(where, 'takes true or false', wanted);
    return () => (wanted ? expression : sql`(${expression}) is not true`);
  };
}

/** `key` is the folded text, where the table has it. */
export function textField(column: Sql, key: Sql | null = null): Field {
  const folded = key ?? sql`lower(${column})`;
  const fold = key ? nameKey : foldText;
  const like = (subject: Sql, start: string, end: string, change: (text: string) => string) => (operand: string) =>
    storable(operand, sql`${subject} like ${start + escape(change(operand)) + end}`);
  const asItIs = (text: string): string => text;
  const operators: Operators<string> = {
    iexact: (operand) => storable(operand, sql`${folded} = ${fold(operand)}`),
    contains: like(column, '%', '%', asItIs),
    icontains: like(folded, '%', '%', foldText),
    startsWith: like(column, '', '%', asItIs),
    istartsWith: like(folded, '', '%', foldText),
    endsWith: like(column, '%', '', asItIs),
    iendsWith: like(folded, '%', '', foldText),
  };
  const among = (operands: readonly string[]): Sql => {
    const known = operands.filter((operand) => whyUnstorable(operand) === null);
    const exact = sql`${column} = any(${known}::text[])`;
    return key ? sql`${key} = any(${known.map(nameKey)}::text[]) and ${exact}` : exact;
  };
  return operatorField(isText, 'a text', (operand) => among([operand]), operators, among);
}

/** A value, or an object with one or more operators. */
function operatorField<T>(
  isOperand: (value: unknown) => value is T,
  kind: string,
  equals: (operand: T) => Sql,
  operators: Operators<T>,
  among: ((operands: readonly T[]) => Sql) | null,
): Field {
  const names = [...(among ? ['in'] : []), ...Object.keys(operators)];
  const takes = `takes ${kind} or an object with some of ${names.join(', ')}`;
  const compile = (name: string, operand: unknown, where: string): Sql => {
    if (name === 'in' && among) {
      if (Array.isArray(operand) && operand.every(isOperand)) return among(operand);
      throw lookupError(`${where}.in`, `takes a list, each element ${kind}`, operand);
    }
    const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
    if (!operator) throw new InterfaceError(`${where} has no operator "${name}": it ${takes}`);
    if (!isOperand(operand)) throw lookupError(`${where}.${name}`, `takes ${kind}`, operand);
    return operator(operand);
  };
  return (wanted, where) => {
    if (isOperand(wanted)) return always(equals(wanted));
    if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) throw lookupError(where, takes, wanted);
    return always(allOf(Object.entries(wanted).map(([name, operand]) => compile(name, operand, where))));
  };
}

function always(condition: Sql): Condition {
  return () => condition;
}

/** PostgreSQL refuses texts that nobody can have stored. */
function storable(text: string, condition: Sql): Sql {
  return whyUnstorable(text) === null ? condition : sql`false`;
}

function escape(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isDate(value: unknown): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime());
}
