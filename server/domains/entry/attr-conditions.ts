/** Conditions in SQL on one attribute of `entry e`. However many alternatives one has, they are one parameter: a statement has room for 65,535. */
import { joinSql, sql, type Sql } from '../../db/index.ts';
import type { EntityAttr } from '../entity/index.ts';

/** The stored value within the document. */
export function valueOf(attr: EntityAttr): Sql {
  return sql`e.doc -> ${String(attr.id)} -> 1`;
}

/** The same as text, for types whose stored form compares as text or number. */
export function textOf(attr: EntityAttr): Sql {
  return sql`nullif(e.doc -> ${String(attr.id)} ->> 1, '')`;
}

const EMPTY_VALUES = ['null', '""', '[]', '{"id": null, "name": ""}', '{"id": null, "name": "", "boolean": false}'];

export function isEmpty(attr: EntityAttr): Sql {
  // What shows something without a value is never empty.
  if (!attr.type.isEmpty(attr.type.emptyValue)) return sql`false`;
  return sql`coalesce(${valueOf(attr)} = any(${EMPTY_VALUES}::jsonb[]), true)`;
}

/** One of the texts that search looks at fulfils the condition on `t.text`. */
export function hasText(attr: EntityAttr, condition: Sql): Sql {
  return sql`e.id in (select t.entry_id from entry_text t where t.entity_attr_id = ${attr.id} and ${condition})`;
}

export function refersTo(attr: EntityAttr, targetIds: readonly number[]): Sql {
  return sql`exists (select from entry_reference r join entry x on x.id = r.target_id and x.is_active
    where ${isOneOf(sql`r.target_id`, targetIds, sql`int[]`)} and r.entity_attr_id = ${attr.id} and r.entry_id = e.id)`;
}

/** It refers to an entry that fulfils the condition on `x.name_key`. */
export function refersToName(attr: EntityAttr, condition: Sql): Sql {
  return sql`e.id in (select r.entry_id from entry_reference r join entry x on x.id = r.target_id
    where r.entity_attr_id = ${attr.id} and x.is_active and ${condition})`;
}

/** Groups and roles have no reverse rows: there are few of them, so their ids are looked for in the document. */
export function hasNamedMember(attr: EntityAttr, condition: Sql): Sql {
  const table = attr.type.refersTo === 'group' ? sql`"group"` : sql`role`;
  return sql`exists (select from ${table} x where x.is_active and ${condition} and ${holds(attr, sql`x.id`)})`;
}

export function hasMember(attr: EntityAttr, ids: readonly number[]): Sql {
  return sql`exists (select from unnest(${ids}::int[]) x (id) where ${holds(attr, sql`x.id`)})`;
}

function holds(attr: EntityAttr, id: Sql): Sql {
  return sql`coalesce(${valueOf(attr)} @> to_jsonb(${id}), false)`;
}

export function isOneOf(column: Sql, values: readonly (string | number)[], type: Sql): Sql {
  return values.length === 1 ? sql`${column} = ${values[0]}` : sql`${column} = any(${values}::${type})`;
}

export function anyOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`false` : sql`(${joinSql(conditions, ' or ')})`;
}
