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
import { attributeLevel, entityAttrLevel, entityLevel, entryLevel, WRITABLE } from '../access/index.ts';
import { findEntityBy, type Entity } from '../entity/index.ts';
import { createEntry } from './entry.create.ts';
import { deleteEntry } from './entry.delete.ts';
import { updateEntry } from './entry.update.ts';
import { restDetail, restRow } from './rest/rest-body.ts';
import { countRestEntries, findRestEntry, listRestEntries, type RestEntry } from './rest/rest-entry.store.ts';
import { parseRestInput } from './rest/rest-input.ts';
import { inRestWords } from './rest/rest-problems.ts';
import { requireGiveable, writableInputs } from './rest/writable-inputs.ts';

const ORDERINGS = ['name', 'updated_time'] as const;

async function list(request: RouteRequest, ctx: Context): Promise<Page<unknown>> {
  const entity = getEntity(ctx, request);
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

async function create(request: RouteRequest, ctx: Context): Promise<RouteResponse> {
  const entity = getEntity(ctx, request);
  if (entityLevel(ctx, entity) < WRITABLE) throw forbidden();
  if (!entity.isActive) throw noSuch('Entity');
  const { name = '', attrs } = parseRestInput(request.body, true);
  const levelOf = (attr: Entity['attrs'][number]) => entityAttrLevel(ctx, entity, attr);
  requireGiveable(entity, levelOf);
  const given = writableInputs(entity, attrs, levelOf);
  await inRestWords(createEntry(ctx, { entity: String(entity.id), name, attrs: given }));
  return response(202);
}

async function retrieve(request: RouteRequest, ctx: Context): Promise<unknown> {
  return restDetail(ctx, await getEntry(ctx, request));
}

async function update(request: RouteRequest, ctx: Context): Promise<RouteResponse> {
  const entry = await getWritableEntry(ctx, request);
  const { name, attrs } = parseRestInput(request.body, false);
  const entity = ctx.catalog.getEntity(entry.entityId);
  const given = writableInputs(entity, attrs, (attr) =>
    attributeLevel(ctx, entity, attr, { acl: entry.acl, attrAcls: entry.attrAcls ?? null }),
  );
  await inRestWords(updateEntry(ctx, { id: String(entry.id), name, attrs: given }));
  return response(202);
}

async function remove(request: RouteRequest, ctx: Context): Promise<RouteResponse> {
  const entry = await getWritableEntry(ctx, request);
  await inRestWords(deleteEntry(ctx, { id: String(entry.id) }));
  return response(204);
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
