import type { Context } from '../../context.ts';
import { BadRequest } from '../../errors.ts';
import { requireActor } from '../access/index.ts';
import { findEntityBy } from '../entity/index.ts';
import type { EntityChoice } from './entry.create.ts';
import type { EntryChangeEvent } from './entry-change.ts';

/** The changes of one entity's entries, or of all, from now on. Whether the caller may see an entry is asked at each event. */
export function subscribeToEntries(ctx: Context, by: EntityChoice): AsyncIterableIterator<EntryChangeEvent> {
  requireActor(ctx);
  if (by.entity && by.entityName) throw new BadRequest('Give `entity` or `entityName`, not both', ['entityName']);
  if (!by.entity && !by.entityName) return ctx.host.entryChanges.subscribe(null);
  const entity = findEntityBy(ctx, { id: by.entity, name: by.entityName });
  if (!entity) {
    const named = by.entity ? `id ${by.entity}` : `name "${by.entityName}"`;
    throw new BadRequest(`There is no entity with ${named}`, [by.entity ? 'entity' : 'entityName']);
  }
  return ctx.host.entryChanges.subscribe(entity.id);
}
