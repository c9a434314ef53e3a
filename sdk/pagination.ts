import type { PluginContext } from './plugin-context.ts';
import { response, type RouteRequest, type RouteResponse } from './route.ts';

/** What can be cut into pages: a query set, or a list. */
export type Pageable<Row> =
  { count(): Promise<number>; slice(start: number, end: number): PromiseLike<readonly Row[]> } | readonly Row[];

/** How a page is made. */
export interface PageOptions<Row> {
  /** What stands for a row in the answer; the row itself unless told. */
  readonly render?: (row: Row) => unknown;
}

/** The limits of `paginate`. */
export interface LimitOptions<Row> extends PageOptions<Row> {
  /** Rows when the request does not say; 100 unless told. */
  readonly defaultLimit?: number;
  /** Larger limits are cut to this; 1,000 unless told. */
  readonly maxLimit?: number;
}

/** The limits of `paginateByPage`. */
export interface NumberedOptions<Row> extends PageOptions<Row> {
  /** Rows when the request does not say; 50 unless told. */
  readonly pageSize?: number;
  /** Larger sizes are cut to this; 500 unless told. */
  readonly maxPageSize?: number;
}

/**
 * Answers with the rows that `limit` and `offset` of the query ask for: `{ count, next, previous, results, plugin_meta }`.
 * What is no number counts as missing.
 *
 * @example get('racks/', (request, ctx) => paginate(request, ctx, Entry.objects.filter({ schema: { name: 'Rack' } }), { render }))
 */
export async function paginate<Row>(
  { url, query }: Pick<RouteRequest, 'url' | 'query'>,
  { pluginId }: Pick<PluginContext, 'pluginId'>,
  rows: Pageable<Row>,
  { defaultLimit = 100, maxLimit = 1000, render }: LimitOptions<Row> = {},
): Promise<RouteResponse> {
  const limit = Math.min(parseCount(query.get('limit')) || defaultLimit, maxLimit);
  const offset = parseCount(query.get('offset'));
  const count = await countOf(rows);
  const results = await cut(rows, offset, offset + limit);
  const at = (start: number): string => withParams(url, { limit, offset: start > 0 ? start : null });
  return response(200, {
    count,
    next: offset + limit < count ? at(offset + limit) : null,
    previous: offset > 0 ? at(offset - limit) : null,
    results: render ? results.map(render) : results,
    plugin_meta: {
      plugin_id: pluginId,
      pagination_info: {
        limit,
        offset,
        total_pages: Math.ceil(count / limit),
        current_page: Math.floor(offset / limit) + 1,
      },
    },
  });
}

/**
 * Answers with the page that `page` (`last` is one) and `page_size` of the query ask for; 404 when there is no such page.
 * The body is that of `paginate`.
 *
 * @example get('racks/', (request, ctx) => paginateByPage(request, ctx, racks, { pageSize: 20 }))
 */
export async function paginateByPage<Row>(
  { url, query }: Pick<RouteRequest, 'url' | 'query'>,
  { pluginId }: Pick<PluginContext, 'pluginId'>,
  rows: Pageable<Row>,
  { pageSize = 50, maxPageSize = 500, render }: NumberedOptions<Row> = {},
): Promise<RouteResponse> {
  const size = Math.min(parseCount(query.get('page_size')) || pageSize, maxPageSize);
  const count = await countOf(rows);
  const pages = Math.max(1, Math.ceil(count / size));
  const wanted = query.get('page') || '1';
  const number = wanted === 'last' ? pages : parseCount(wanted);
  if (number < 1 || number > pages) return response(404, { message: 'Invalid page.', code: 'AE-230000' });
  const results = await cut(rows, (number - 1) * size, number * size);
  const at = (other: number): string => withParams(url, { page: other > 1 ? other : null });
  return response(200, {
    count,
    next: number < pages ? at(number + 1) : null,
    previous: number > 1 ? at(number - 1) : null,
    results: render ? results.map(render) : results,
    plugin_meta: {
      plugin_id: pluginId,
      pagination_info: {
        page_size: pageSize,
        current_page: number,
        total_pages: pages,
        has_next: number < pages,
        has_previous: number > 1,
      },
    },
  });
}

function countOf<Row>(rows: Pageable<Row>): number | Promise<number> {
  return 'count' in rows ? rows.count() : rows.length;
}

async function cut<Row>(rows: Pageable<Row>, start: number, end: number): Promise<readonly Row[]> {
  return rows.slice(start, end);
}

/** 0 for what is no count. */
function parseCount(text: string | null): number {
  return /^\s*\+?\d{1,15}\s*$/.test(text ?? '') ? Number(text) : 0;
}

function withParams(url: URL, params: Readonly<Record<string, number | null>>): string {
  const other = new URL(url);
  for (const [name, value] of Object.entries(params)) {
    if (value === null) other.searchParams.delete(name);
    else other.searchParams.set(name, String(value));
  }
  return other.href;
}
