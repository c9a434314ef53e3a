import type { Route, RouteRequest } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import {
  makeWindowPage,
  parseBooleanParam,
  parseOrdering,
  parseSearch,
  parseWindow,
  type Page,
} from '../../rest/index.ts';
import { entityLevel } from '../access/index.ts';
import type { Entity, ItemNameType } from './catalog.ts';
import { listEntityWindow, type EntityFieldOrder } from './entity.list.ts';

/** How REST calls the places that names of entries come from. */
const ITEM_NAME_TYPES: Readonly<Record<ItemNameType, string>> = { USER: 'US', ID: 'ID', ATTRIBUTES: 'AT' };
const TOPLEVEL = 1;

function toRow(ctx: Context, entity: Entity): Record<string, unknown> {
  return {
    id: entity.id,
    name: entity.name,
    note: entity.note,
    item_name_pattern: entity.itemNamePattern,
    item_name_type: ITEM_NAME_TYPES[entity.itemNameType],
    status: entity.isToplevel ? TOPLEVEL : 0,
    is_toplevel: entity.isToplevel,
    permission: entityLevel(ctx, entity),
  };
}

/** The orders that REST knows, by the name of what each goes by here. */
const FIELDS = {
  id: 'id',
  name: 'name',
  note: 'note',
  item_name_pattern: 'itemNamePattern',
  item_name_type: 'itemNameType',
  status: 'isToplevel',
} as const satisfies Readonly<Record<string, EntityFieldOrder['field']>>;
const ORDERINGS = Object.keys(FIELDS) as readonly (keyof typeof FIELDS)[];

function list(request: RouteRequest, ctx: Context): Page<Record<string, unknown>> {
  const window = parseWindow(request.query);
  const orderings = parseOrdering(request.query, ORDERINGS, [{ field: 'name', direction: 'ASC' }]);
  const { rows, total } = listEntityWindow(ctx, {
    ...window,
    isToplevel: parseBooleanParam(request.query, 'is_toplevel'),
    terms: parseSearch(request.query),
    orders: orderings.map(({ field, direction }) => ({ field: FIELDS[field], direction })),
  });
  return makeWindowPage(
    request,
    window,
    total,
    rows.map((entity) => toRow(ctx, entity)),
  );
}

export const entityRoutes: readonly Route<Context>[] = [{ method: 'GET', path: '/entity/api/v2/', handler: list }];
