import { response, type Route, type RouteRequest, type RouteResponse } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import {
  forbidden,
  makeNumberedPage,
  noSuch,
  parseNumberedWindow,
  parseObjectId,
  parseOrdering,
  parseSearch,
  type Page,
} from '../../rest/index.ts';
import { entityLevel, entryLevel, WRITABLE } from '../access/index.ts';
import { findEntityBy, type Entity } from '../entity/index.ts';
import { readOverridden, type Outcome } from './override/overridden.ts';
import { restDetail, restRow } from './rest/rest-body.ts';
import { countRestEntries, findRestEntry, listRestEntries, type RestEntry } from './rest/rest-entry.store.ts';
import { createByRest, deleteByRest, updateByRest } from './rest/rest-writes.ts';

const ORDERINGS = ['name', 'updated_time'] as const;

async function list(request: RouteRequest, ctx: Context): Promise<unknown> {
  const entity = getEntity(ctx, request);
  const target = { operation: 'list', entity, entryId: null, request, data: null } as const;
  return readOverridden(ctx, target, () => listByDefault(request, ctx, entity));
}

async function listByDefault(request: RouteRequest, ctx: Context, entity: Entity): Promise<Page<unknown>> {
  const filter = {
    entityId: entity.id,
    isActive: parseActivity(request.query),
    terms: parseSearch(request.query),
  };
  const orderings = parseOrdering(request.query, ORDERINGS, []);
  const count = await countRestEntries(ctx, filter);
  const window = parseNumberedWindow(request.query, count);
  const entries = await listRestEntries(ctx, filter, orderings, window);
  return makeNumberedPage(
    request,
    window,
    count,
    entries.map((entry) => restRow(ctx, entry)),
  );
}

function create(request: RouteRequest, ctx: Context): Promise<RouteResponse> {
  const entity = getEntity(ctx, request);
  if (entityLevel(ctx, entity) < WRITABLE) throw forbidden();
  if (!entity.isActive) throw noSuch('Entity');
  return answered(202, createByRest(request, ctx, entity));
}

async function retrieve(request: RouteRequest, ctx: Context): Promise<unknown> {
  const entry = await getEntry(ctx, request);
  const entity = ctx.catalog.getEntity(entry.entityId);
  const target = { operation: 'retrieve', entity, entryId: entry.id, request, data: null } as const;
  return readOverridden(ctx, target, () => restDetail(ctx, entry));
}

async function update(request: RouteRequest, ctx: Context): Promise<RouteResponse> {
  const entry = await getWritableEntry(ctx, request);
  return answered(202, updateByRest(request, ctx, entry));
}

async function remove(request: RouteRequest, ctx: Context): Promise<RouteResponse> {
  const entry = await getWritableEntry(ctx, request);
  return answered(204, deleteByRest(request, ctx, entry));
}

/** What the plugin answers that did it, or that it was done. */
async function answered(status: number, work: Promise<Outcome<unknown>>): Promise<RouteResponse> {
  const outcome = await work;
  return outcome.plugin === null ? response(status) : outcome.answer;
}

function getEntity(ctx: Context, { params }: RouteRequest): Entity {
  const entity = findEntityBy(ctx, { id: String(parseObjectId(params['id'], 'Entity')) });
  if (!entity) throw noSuch('Entity');
  return entity;
}

async function getEntry(ctx: Context, { params }: RouteRequest): Promise<RestEntry> {
  const entry = await findRestEntry(ctx, parseObjectId(params['id'], 'Entry'));
  if (!entry) throw noSuch('Entry');
  return entry;
}

async function getWritableEntry(ctx: Context, request: RouteRequest): Promise<RestEntry> {
  const entry = await getEntry(ctx, request);
  if (entryLevel(ctx, ctx.catalog.getEntity(entry.entityId), entry.acl) < WRITABLE) throw forbidden();
  return entry;
}

/** What is no yes or no asks for both, as if it was not there. */
function parseActivity(query: URLSearchParams): boolean | null {
  const word = query.get('is_active')?.toLowerCase();
  if (word === 'true' || word === '1') return true;
  return word === 'false' || word === '0' ? false : null;
}

const ENTRIES = '/entity/api/v2/:id/entries/';
const ENTRY = '/entry/api/v2/:id/';

export const entryRoutes: readonly Route<Context>[] = [
  { method: 'GET', path: ENTRIES, handler: list },
  { method: 'POST', path: ENTRIES, handler: create },
  { method: 'GET', path: ENTRY, handler: retrieve },
  { method: 'PUT', path: ENTRY, handler: update },
  { method: 'DELETE', path: ENTRY, handler: remove },
];
