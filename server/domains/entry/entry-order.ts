import type { Context } from '../../context.ts';
import { sql, type OrderKey } from '../../db/index.ts';
import { BadRequest } from '../../errors.ts';
import { nameKey } from '../attribute/index.ts';
import type { Entity } from '../entity/index.ts';
import { seenBy, textOf } from './attr-conditions.ts';

export interface EntryOrder {
  readonly field?: 'NAME' | 'CREATED_TIME' | 'UPDATED_TIME' | null;
  readonly attr?: string | null;
  readonly direction?: 'ASC' | 'DESC' | null;
}

const MAX_KEYS = 5;

const FIELDS = {
  NAME: { expression: sql`e.name_key`, type: 'text' },
  CREATED_TIME: { expression: sql`e.created_time`, type: 'timestamptz' },
  UPDATED_TIME: { expression: sql`e.updated_time`, type: 'timestamptz' },
} as const;

/** The keys of an order; by name unless it says otherwise, ties broken by id in the direction of the last key. */
export function compileEntryOrder(
  ctx: Context,
  orders: readonly EntryOrder[] | null | undefined,
  entity: Entity | null,
): OrderKey[] {
  const given = orders && orders.length > 0 ? orders : [{ field: 'NAME' } as const];
  if (given.length > MAX_KEYS)
    throw new BadRequest(`\`orderBy\` has ${given.length} keys; at most ${MAX_KEYS}`, ['orderBy']);
  const keys = given.map((order, index) => compileKey(ctx, order, entity, ['orderBy', `${index}`]));
  const isDescending = keys.at(-1)?.isDescending ?? false;
  return [...keys, { name: 'id', expression: sql`e.id`, isDescending, isNullable: false, type: 'integer' }];
}

function compileKey(ctx: Context, order: EntryOrder, entity: Entity | null, path: readonly string[]): OrderKey {
  const isDescending = order.direction === 'DESC';
  if (order.attr && order.field) throw new BadRequest('Order by `field` or by `attr`, not both', path);
  if (order.attr) return { ...compileAttrKey(ctx, order.attr, entity, path), isDescending };
  if (!order.field) throw new BadRequest('An order needs `field` or `attr`', path);
  return { name: order.field, ...FIELDS[order.field], isDescending, isNullable: false };
}

function compileAttrKey(
  ctx: Context,
  name: string,
  entity: Entity | null,
  path: readonly string[],
): Omit<OrderKey, 'isDescending'> {
  if (!entity) throw new BadRequest('An order by attribute needs `entity` or `entityName`', path);
  const attr = entity.attrsByName.get(nameKey(name));
  if (!attr) throw new BadRequest(`Entity "${entity.name}" has no attribute "${name}"`, [...path, 'attr']);
  const text = textOf(seenBy(ctx, attr));
  const key = { name: `attr ${attr.id}`, isNullable: true };
  switch (attr.type.order) {
    case 'text':
      return { ...key, expression: sql`(${text}) collate "C"`, type: 'text' };
    case 'number':
      return { ...key, expression: sql`(${text})::numeric`, type: 'numeric' };
    case 'boolean':
      // Without a value it shows as false, so that is where it stands.
      return {
        ...key,
        expression: sql`coalesce((${text})::boolean, false)`,
        type: 'boolean',
        isNullable: false,
      };
    case null:
      throw new BadRequest(`Entries cannot be ordered by "${attr.name}": ${attr.type.name} has no order`, [
        ...path,
        'attr',
      ]);
  }
}
