/** Conditions in SQL on one attribute of `entry e`. However many alternatives one has, they are one parameter: a statement has room for 65,535. */
import { joinSql, sql, type Sql } from '../../db/index.ts';
import type { Context } from '../../context.ts';
import { readableAttribute, readableEntries } from '../access/index.ts';
import type { EntityAttr } from '../entity/index.ts';

/** An attribute as the caller sees it: where he may not see it, it has no value. */
export interface SeenAttr extends EntityAttr {
  readonly ctx: Context;
  /** The condition that he may see it in this entry. */
  readonly isReadable: Sql;
}

export function seenBy(ctx: Context, attr: EntityAttr): SeenAttr {
  return { ...attr, ctx, isReadable: readableAttribute(ctx, attr) };
}

/** The stored value within the document. */
export function valueOf(attr: SeenAttr): Sql {
  return sql`case when ${attr.isReadable} then e.doc -> ${String(attr.id)} -> 1 end`;
}

/** The same as text, for types whose stored form compares as text or number. */
export function textOf(attr: SeenAttr): Sql {
  return sql`case when ${attr.isReadable} then nullif(e.doc -> ${String(attr.id)} ->> 1, '') end`;
}

const EMPTY_VALUES = ['null', '""', '[]', '{"id": null, "name": ""}', '{"id": null, "name": "", "boolean": false}'];

export function isEmpty(attr: SeenAttr): Sql {
  // What shows something without a value is never empty.
  if (!attr.type.isEmpty(attr.type.emptyValue)) return sql`false`;
  return sql`coalesce((${valueOf(attr)}) = any(${EMPTY_VALUES}::jsonb[]), true)`;
}

/** One of the texts that search looks at fulfils the condition on `t.text`. */
export function hasText(attr: SeenAttr, condition: Sql): Sql {
  return sql`(${attr.isReadable}
    and e.id in (select t.entry_id from entry_text t where t.entity_attr_id = ${attr.id} and ${condition}))`;
}

export function refersTo(attr: SeenAttr, targetIds: readonly number[]): Sql {
  return sql`(${attr.isReadable} and exists (select from entry_reference r join entry x on x.id = r.target_id
    where ${isOneOf(sql`r.target_id`, targetIds, sql`int[]`)} and r.entity_attr_id = ${attr.id} and r.entry_id = e.id
      and x.is_active and ${readableEntries(attr.ctx, 'x')}))`;
}

/** It refers to an entry that fulfils the condition on `x.name_key`. */
export function refersToName(attr: SeenAttr, condition: Sql): Sql {
  return sql`(${attr.isReadable} and e.id in (select r.entry_id from entry_reference r join entry x on x.id = r.target_id
    where r.entity_attr_id = ${attr.id} and x.is_active and ${condition} and ${readableEntries(attr.ctx, 'x')}))`;
}

/** Groups and roles have no reverse rows: there are few of them, so their ids are looked for in the document. */
export function hasNamedMember(attr: SeenAttr, condition: Sql): Sql {
  const table = attr.type.refersTo === 'group' ? sql`"group"` : sql`role`;
  return sql`exists (select from ${table} x where x.is_active and ${condition} and ${holds(attr, sql`x.id`)})`;
}

export function hasMember(attr: SeenAttr, ids: readonly number[]): Sql {
  return sql`exists (select from unnest(${ids}::int[]) x (id) where ${holds(attr, sql`x.id`)})`;
}

function holds(attr: SeenAttr, id: Sql): Sql {
  return sql`coalesce((${valueOf(attr)}) @> to_jsonb(${id}), false)`;
}

export function isOneOf(column: Sql, values: readonly (string | number)[], type: Sql): Sql {
  return values.length === 1 ? sql`${column} = ${values[0]}` : sql`${column} = any(${values}::${type})`;
}

export function anyOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`false` : sql`(${joinSql(conditions, ' or ')})`;
}
