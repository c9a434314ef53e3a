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
import { foldText } from '../attribute/index.ts';
import type { Entity, ItemNameType } from './catalog.ts';
import { findEntities } from './entity.list.ts';

/** How REST calls the places that names of entries come from. */
const ITEM_NAME_TYPES: Readonly<Record<ItemNameType, string>> = { USER: 'US', ID: 'ID', ATTRIBUTES: 'AT' };
const TOPLEVEL = 1;
/** Full: finer rights replace it. */
const PERMISSION = 8;

function toRow(entity: Entity): Record<string, unknown> {
  return {
    id: entity.id,
    name: entity.name,
    note: entity.note,
    item_name_pattern: entity.itemNamePattern,
    item_name_type: ITEM_NAME_TYPES[entity.itemNameType],
    status: entity.isToplevel ? TOPLEVEL : 0,
    is_toplevel: entity.isToplevel,
    permission: PERMISSION,
  };
}

const ORDERINGS = ['id', 'name', 'note', 'item_name_pattern', 'item_name_type', 'status'] as const;

function list(request: RouteRequest, ctx: Context): Page<Record<string, unknown>> {
  const isToplevel = parseBooleanParam(request.query, 'is_toplevel');
  const terms = parseSearch(request.query).map(foldText);
  const orderings = parseOrdering(request.query, ORDERINGS, [{ field: 'name', direction: 'ASC' }]);
  const rows = findEntities(ctx, { isToplevel })
    .filter(({ nameKey }) => terms.every((term) => nameKey.includes(term)))
    .map(toRow)
    .toSorted((left, right) => compare(orderings, left, right));
  const window = parseWindow(request.query);
  return makeWindowPage(request, window, rows.length, rows.slice(window.offset, window.offset + window.limit));
}

function compare(
  orderings: ReturnType<typeof parseOrdering>,
  left: Record<string, unknown>,
  right: Record<string, unknown>,
): number {
  for (const { field, direction } of orderings) {
    const [one, other] = [left[field], right[field]];
    if (one === other) continue;
    const isLess = typeof one === 'number' ? one < Number(other) : foldText(String(one)) < foldText(String(other));
    return isLess === (direction === 'ASC') ? -1 : 1;
  }
  return Number(left['id']) - Number(right['id']);
}

export const entityRoutes: readonly Route<Context>[] = [{ method: 'GET', path: '/entity/api/v2/', handler: list }];
