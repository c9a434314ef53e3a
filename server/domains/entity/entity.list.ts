import type { Context } from '../../context.ts';
import {
  decodeCursor,
  encodeCursor,
  makePage,
  parsePage,
  rawSql,
  type CursorValue,
  type OrderKey,
  type Page,
  type PageArgs,
} from '../../db/index.ts';
import { BadRequest } from '../../errors.ts';
import { canReadEntity, requireActor } from '../access/index.ts';
import { foldText, nameKey } from '../attribute/index.ts';
import type { Entity } from './catalog.ts';

export interface StringFilter {
  readonly eq?: string | null;
  readonly contains?: string | null;
  readonly startsWith?: string | null;
  readonly in?: readonly string[] | null;
}

export interface EntityFilter {
  readonly name?: StringFilter | null;
  readonly isActive?: boolean | null;
  readonly isToplevel?: boolean | null;
}

export interface EntityOrder {
  readonly field: 'NAME' | 'CREATED_TIME' | 'UPDATED_TIME';
  readonly direction?: 'ASC' | 'DESC' | null;
}

export interface EntityListArgs extends PageArgs {
  readonly filter?: EntityFilter | null;
  readonly orderBy?: readonly EntityOrder[] | null;
}

/** One page of the entities that the caller may see. The catalog is in memory: this asks the database nothing. */
export function listEntities(ctx: Context, args: EntityListArgs): Page<Entity> {
  const matching = findEntities(ctx, args.filter);
  const keys = keysOf(args.orderBy);
  const compare = comparison(keys);
  const page = parsePage(args, ctx.host.settings.maxPageSize);
  const after = page.after === null ? null : decodeCursor(keys, page.after, 'after');
  const before = page.before === null ? null : decodeCursor(keys, page.before, 'before');
  const between = matching
    .map((entity) => ({ entity, values: valuesOf(keys, entity) }))
    .filter(({ values }) => after === null || compare(values, after) > 0)
    .filter(({ values }) => before === null || compare(values, before) < 0)
    .toSorted((left, right) => compare(left.values, right.values));
  if (page.isBackward) between.reverse();
  const read = between.slice(0, page.limit + 1).map(({ entity }) => entity);
  return makePage(
    page,
    read,
    (entity) => encodeCursor(keys, valuesOf(keys, entity)),
    () => matching.length,
  );
}

/** All entities that the caller may see and that the filter lets through; active ones unless it says otherwise. */
function findEntities(ctx: Context, filter: EntityFilter | null | undefined): Entity[] {
  requireActor(ctx);
  const isActive = filter?.isActive ?? true;
  const matchesName = nameMatcher(filter?.name);
  return ctx.catalog.entities.filter(
    (entity) =>
      entity.isActive === isActive &&
      (typeof filter?.isToplevel !== 'boolean' || entity.isToplevel === filter.isToplevel) &&
      matchesName(entity.nameKey) &&
      canReadEntity(ctx, entity),
  );
}

/** One criterion of an order; by texts without regard to case. */
export interface EntityFieldOrder {
  readonly field: 'id' | 'name' | 'note' | 'itemNamePattern' | 'itemNameType' | 'isToplevel';
  readonly direction: 'ASC' | 'DESC';
}

export interface EntityWindowArgs {
  readonly isToplevel: boolean | null;
  /** The name must contain all of them. */
  readonly terms: readonly string[];
  readonly orders: readonly EntityFieldOrder[];
  readonly offset: number;
  readonly limit: number;
}

/** The active entities that the caller may see, from one place of their order on, and how many there are in all. */
export function listEntityWindow(
  ctx: Context,
  { isToplevel, terms, orders, offset, limit }: EntityWindowArgs,
): { readonly rows: readonly Entity[]; readonly total: number } {
  const folded = terms.map(foldText);
  const rows = findEntities(ctx, { isToplevel })
    .filter(({ nameKey: key }) => folded.every((term) => key.includes(term)))
    .toSorted((left, right) => compareFields(orders, left, right));
  return { rows: rows.slice(offset, offset + limit), total: rows.length };
}

function compareFields(orders: readonly EntityFieldOrder[], left: Entity, right: Entity): number {
  for (const { field, direction } of orders) {
    const [one, other] = [left, right].map((entity) => {
      const value = entity[field];
      return typeof value === 'string' ? foldText(value) : Number(value);
    });
    if (one === undefined || other === undefined || one === other) continue;
    return one < other === (direction === 'ASC') ? -1 : 1;
  }
  return left.id - right.id;
}

const MAX_NAMES = 100;

function nameMatcher(filter: StringFilter | null | undefined): (key: string) => boolean {
  if (!filter) return () => true;
  const { eq, contains, startsWith } = filter;
  if (filter.in && filter.in.length > MAX_NAMES) {
    throw new BadRequest(`\`in\` has ${filter.in.length} names; at most ${MAX_NAMES} are allowed`, [
      'filter',
      'name',
      'in',
    ]);
  }
  const among = filter.in && new Set(filter.in.map(nameKey));
  return (key) =>
    (typeof eq !== 'string' || key === nameKey(eq)) &&
    (typeof contains !== 'string' || key.includes(foldText(contains))) &&
    (typeof startsWith !== 'string' || key.startsWith(foldText(startsWith))) &&
    (!among || among.has(key));
}

const NO_SQL = rawSql('');
const MAX_KEYS = 5;

function keysOf(orders: readonly EntityOrder[] | null | undefined): OrderKey[] {
  const given = orders && orders.length > 0 ? orders : [{ field: 'NAME', direction: 'ASC' } as const];
  if (given.length > MAX_KEYS)
    throw new BadRequest(`\`orderBy\` has ${given.length} keys; at most ${MAX_KEYS}`, ['orderBy']);
  const keys = given.map(({ field, direction }): OrderKey => {
    const type = field === 'NAME' ? 'text' : 'timestamptz';
    return { name: `entity ${field}`, expression: NO_SQL, isDescending: direction === 'DESC', isNullable: false, type };
  });
  const isDescending = keys.at(-1)?.isDescending ?? false;
  return [...keys, { name: 'entity id', expression: NO_SQL, isDescending, isNullable: false, type: 'integer' }];
}

function valuesOf(keys: readonly OrderKey[], entity: Entity): CursorValue[] {
  return keys.map(({ name }) => {
    switch (name) {
      case 'entity NAME':
        return entity.nameKey;
      case 'entity CREATED_TIME':
        return entity.createdTime.toISOString();
      case 'entity UPDATED_TIME':
        return entity.updatedTime.toISOString();
      default:
        return entity.id;
    }
  });
}

function comparison(
  keys: readonly OrderKey[],
): (left: readonly CursorValue[], right: readonly CursorValue[]) => number {
  return (left, right) => {
    for (const [index, { isDescending }] of keys.entries()) {
      const [one, other] = [left[index] ?? '', right[index] ?? ''];
      if (one !== other) return one < other === isDescending ? 1 : -1;
    }
    return 0;
  };
}
