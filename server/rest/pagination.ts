import type { RouteRequest } from 'pagoda-plugin-sdk';
import { notFound } from './wire-error.ts';

/** What a list is answered with. */
export interface Page<T> {
  readonly count: number;
  /** Absolute addresses, with all other parameters of the request. */
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly T[];
}

/** Which rows to read. */
export interface Window {
  readonly limit: number;
  readonly offset: number;
}

const DEFAULT_SIZE = 30;

/**
 * The rows that `limit` and `offset` ask for. What is no positive number is as if it were missing.
 *
 * @param most Larger limits are cut to this; there is none unless told.
 */
export function parseWindow(query: URLSearchParams, most = Number.MAX_SAFE_INTEGER): Window {
  const limit = parseCount(query.get('limit')) || DEFAULT_SIZE;
  return { limit: Math.min(limit, most), offset: parseCount(query.get('offset')) };
}

export function makeWindowPage<T>(
  { url }: Pick<RouteRequest, 'url'>,
  { limit, offset }: Window,
  count: number,
  results: readonly T[],
): Page<T> {
  const at = (start: number): string => withParams(url, { limit, offset: start > 0 ? start : null });
  return {
    count,
    next: offset + limit < count ? at(offset + limit) : null,
    previous: offset > 0 ? at(offset - limit) : null,
    results,
  };
}

/** A page by its number, with the rows that are on it. */
export interface NumberedWindow extends Window {
  readonly page: number;
  readonly pages: number;
}

/** The page that `page` asks for (`last` is one); 404 if there is no such page. The first exists even if it is empty. */
export function parseNumberedWindow(query: URLSearchParams, count: number, size = DEFAULT_SIZE): NumberedWindow {
  const pages = Math.max(1, Math.ceil(count / size));
  const wanted = query.get('page') || '1';
  const page = wanted === 'last' ? pages : parseCount(wanted);
  if (page < 1 || page > pages) throw notFound('Invalid page.');
  return { page, pages, limit: size, offset: (page - 1) * size };
}

export function makeNumberedPage<T>(
  { url }: Pick<RouteRequest, 'url'>,
  { page, pages }: NumberedWindow,
  count: number,
  results: readonly T[],
): Page<T> {
  const at = (number: number): string => withParams(url, { page: number > 1 ? number : null });
  return { count, next: page < pages ? at(page + 1) : null, previous: page > 1 ? at(page - 1) : null, results };
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
