import {
  noContentResponse,
  notFoundResponse,
  permissionDeniedResponse,
  queryBoolean,
  type EntryProtocol,
  type OverrideContext,
  type RouteResponse,
  type UserView,
} from 'pagoda-plugin-sdk';
import { Entry } from 'pagoda-plugin-sdk/models';
import { parseParams } from './params.ts';
import { idsOfParts } from './relationships.ts';

/** Deletes a service, and if that is wanted what is part of it: all or nothing. */
export async function deleteService({
  entry,
  user,
  request,
  params,
  log,
}: OverrideContext): Promise<RouteResponse | null> {
  if (!entry || !user) return notFoundResponse();
  // The server knows what to say about what is deleted already.
  if (!entry.isActive) return null;
  const isWanted = (request && queryBoolean(request, 'cascade')) ?? parseParams(params).cascade_delete;
  const parts = isWanted ? await partsOf(entry) : [];
  const denied = await deniedTo(user, parts);
  if (denied.length > 0) return permissionDeniedResponse('Parts of this entry may not be deleted by you', denied);
  for (const part of parts) {
    await part.delete();
    log.info(`${part.name} of ${part.schema.name} is deleted with ${entry.name}`);
  }
  await entry.delete();
  return noContentResponse();
}

/** Those that the caller may see; others stay. */
async function partsOf(entry: EntryProtocol): Promise<readonly EntryProtocol[]> {
  const ids = idsOfParts(await entry.getAttrs());
  return ids.length === 0 ? [] : Entry.objects.filter({ id: { in: ids }, isActive: true });
}

async function deniedTo(user: UserView, entries: readonly EntryProtocol[]): Promise<readonly number[]> {
  const denied: number[] = [];
  for (const entry of entries) {
    if (!(await entry.mayPermitted(user, 'WRITABLE'))) denied.push(entry.id);
  }
  return denied;
}
