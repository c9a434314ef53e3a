import { inspect } from 'node:util';
import { InterfaceError } from 'pagoda-plugin-sdk';
import { joinSql, sql, type Sql } from '../../db/index.ts';
import type { Condition, Field } from './conditions.ts';
import type { Table } from './table.ts';

export type Fields = Readonly<Record<string, Field>>;

/** Reads a lookup such as `{ schema: { name: 'Server' }, isActive: true }`. Throws for what it does not know. */
export function parseLookup(fields: Fields, wanted: unknown, where: string): Condition {
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) {
    throw lookupError(where, `takes an object with some of ${known(fields)}`, wanted);
  }
  const conditions = Object.entries(wanted).map(([name, value]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field) return field(value, `${where}.${name}`);
    throw new InterfaceError(`${where} has no lookup "${name}". There are ${known(fields)}`);
  });
  return (ctx) => allOf(conditions.map((condition) => condition(ctx)));
}

/** The objects that a row refers to: one of them, conditions on them, or null for none where that can be. */
export function relationField(
  column: Sql,
  isOne: (value: unknown) => value is { readonly id: number },
  related: Pick<Table<never, unknown>, 'from' | 'id' | 'fields'>,
  canBeNull = false,
): Field {
  return (wanted, where) => {
    if (isOne(wanted)) return () => sql`${column} = ${wanted.id}`;
    if (wanted === null && canBeNull) return () => sql`${column} is null`;
    const condition = parseLookup(related.fields, wanted, where);
    return (ctx) => sql`${column} in (select ${related.id.expression} from ${related.from} where ${condition(ctx)})`;
  };
}

export function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0
    ? sql`true`
    : joinSql(
        conditions.map((condition) => sql`(${condition})`),
        ' and ',
      );
}

export function lookupError(where: string, takes: string, given: unknown): InterfaceError {
  return new InterfaceError(`${where} ${takes}; it was given ${inspect(given, { depth: 0 })}`);
}

function known(fields: Fields): string {
  return Object.keys(fields).join(', ');
}
