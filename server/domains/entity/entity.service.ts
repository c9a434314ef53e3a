import type { Actor, Context } from '../../context.ts';
import { inTransaction, recordChange, type Change } from '../../db/index.ts';
import { Rejected, rejected, type Problem } from '../../errors.ts';
import { authorOf } from '../../system-actor.ts';
import {
  canReadEntity,
  draftNewEntityAcl,
  entityLevel,
  FULL,
  requireLevel,
  requireWriter,
  WRITABLE,
  writeAcl,
  type AclInput,
  type Level,
} from '../access/index.ts';
import { keepEntityName, releaseEntityNames } from '../../plugins/index.ts';
import { lockRights } from '../user/index.ts';
import { draftAttr, type AttrDefinition } from './attr-draft.ts';
import { planAttrChanges, requireAttrLevels } from './attr-changes.ts';
import type { Entity } from './catalog.ts';
import { checkAttrCount, draftEntity, problemsOfAttrNames, type EntityDefinition } from './entity-draft.ts';
import { runBeforeCreateEntity, runBeforeDeleteEntity, runBeforeUpdateEntity } from './entity.hooks.ts';
import {
  bumpCatalogEpoch,
  changeEntity,
  deactivateAttr,
  deactivateEntity,
  findAttrs,
  hasActiveEntries,
  insertAttr,
  insertEntity,
  lockEntity,
  releaseAttrNames,
} from './entity.store.ts';
import type { EntityRecord } from './entity.entity.ts';
import { findEntityBy } from './find-entity.ts';
import { problemsOfNewNameParts } from './new-name-parts.ts';
import { translatingEntityConflicts } from './entity-conflicts.ts';

export interface CreateEntityInput extends EntityDefinition {
  readonly attrs?: readonly AttrDefinition[] | null;
  readonly acl?: AclInput | null;
}

export interface UpdateEntityInput extends Omit<CreateEntityInput, 'acl'> {
  readonly id: string;
  readonly expectedUpdatedTime?: Date | string | null;
}

/** Creates an entity together with its attributes. */
export async function createEntity(ctx: Context, input: CreateEntityInput): Promise<Entity> {
  const actor = requireWriter(ctx);
  const id = await inTransaction(ctx, (tx) =>
    translatingEntityConflicts(async () => {
      if (input.acl?.roles?.length) await lockRights(tx);
      const changed = await runBeforeCreateEntity(tx, input);
      checkAttrCount(changed.attrs?.length ?? 0);
      const problems: Problem[] = [];
      const draft = draftEntity(tx.catalog, changed, null, problems);
      const attrs = (changed.attrs ?? []).map((attr, index) => ({
        ...draftAttr(tx, attr, null, ['attrs', index], problems),
        path: ['attrs', index, 'name'],
        index,
      }));
      problems.push(...problemsOfAttrNames(attrs.map(({ draft: { name = '' }, path }) => ({ name, path }))));
      const acl = await draftNewEntityAcl(tx, actor, input.acl, problems);
      if (problems.length > 0) throw new Rejected(problems);

      const record = await insertEntity(tx, actor, { ...draft, name: draft.name ?? '' });
      for (const { type, draft: attr, index } of attrs) {
        if (type) insertAttr(tx, actor, record.id, type, { index, ...attr, name: attr.name ?? '' });
      }
      await writeAcl(tx.em, authorOf(actor), { id: record.id, kind: 'ENTITY', ...acl });
      await finish(tx, actor, record, 'CREATED');
      return record.id;
    }),
  );
  return refreshed(ctx, id);
}

/** Changes an entity and its attributes; what is not mentioned stays. */
export async function updateEntity(ctx: Context, input: UpdateEntityInput): Promise<Entity> {
  const actor = requireWriter(ctx);
  const id = await inTransaction(ctx, (tx) =>
    translatingEntityConflicts(async () => {
      const { record, entity } = await lockActiveEntity(tx, input.id, WRITABLE);
      requireAttrLevels(tx, entity, input.attrs ?? []);
      const expected = input.expectedUpdatedTime;
      if (expected && new Date(expected).getTime() !== record.updatedTime.getTime()) {
        const message = `Entity ${input.id} was changed at ${record.updatedTime.toISOString()}; read it again`;
        throw rejected('CONFLICT', message, ['expectedUpdatedTime']);
      }
      const changed = await runBeforeUpdateEntity(tx, entity, input);
      const problems: Problem[] = [];
      const draft = draftEntity(tx.catalog, changed, entity, problems);
      const planned = await planAttrChanges(tx, actor, entity, changed.attrs ?? [], problems);
      problems.push(...(await problemsOfNewNameParts(tx, entity, changed)));
      if (problems.length > 0) throw new Rejected(problems);
      changeEntity(actor, record, draft);
      await releaseAttrNames(tx, planned.leaving);
      for (const write of planned.writes) write();
      await finish(tx, actor, record, 'UPDATED');
      if (record.nameKey !== entity.nameKey) await keepEntityName(tx.em, record.id, entity.nameKey);
      return record.id;
    }),
  );
  return refreshed(ctx, id);
}

/** Deletes an entity that has no active entries, so that its name becomes free. */
export async function deleteEntity(ctx: Context, input: { readonly id: string }): Promise<Entity> {
  const actor = requireWriter(ctx);
  const id = await inTransaction(ctx, async (tx) => {
    const { record, entity } = await lockActiveEntity(tx, input.id, FULL);
    if (await hasActiveEntries(tx, entity.id)) {
      throw rejected('IN_USE', `Entity "${entity.name}" still has entries; delete them first`, ['id']);
    }
    await runBeforeDeleteEntity(tx, entity);
    const { timeZone } = tx.host.settings;
    for (const attr of await findAttrs(tx, entity.id)) deactivateAttr(actor, attr, timeZone);
    deactivateEntity(actor, record, timeZone);
    await finish(tx, actor, record, 'DELETED');
    await releaseEntityNames(tx.em, record.id);
    return record.id;
  });
  return refreshed(ctx, id);
}

async function lockActiveEntity(
  tx: Context,
  id: string,
  level: Level,
): Promise<{ record: EntityRecord; entity: Entity }> {
  const found = findEntityBy(tx, { id });
  const record = found && (await lockEntity(tx, found.id));
  if (!record?.isActive) throw rejected('NOT_FOUND', `There is no entity with id ${id}`, ['id']);
  // The lock may have waited for somebody who changed it: rules look at what is there now.
  tx.catalog = await tx.host.catalogs.load(tx.em);
  const entity = tx.catalog.getEntity(record.id);
  if (!canReadEntity(tx, entity)) throw rejected('NOT_FOUND', `There is no entity with id ${id}`, ['id']);
  requireLevel(level, entityLevel(tx, entity), `entity "${entity.name}"`);
  return { record, entity };
}

async function finish(tx: Context, actor: Actor, record: EntityRecord, kind: Change['kind']): Promise<void> {
  recordChange(tx.em, {
    noun: 'entity',
    kind,
    id: record.id,
    entityId: record.id,
    actorId: authorOf(actor),
    time: record.updatedTime,
  });
  await tx.em.flush();
  await bumpCatalogEpoch(tx);
}

/** The rest of the operation sees what was written. */
async function refreshed(ctx: Context, id: number): Promise<Entity> {
  ctx.catalog = await ctx.host.catalogs.load(ctx.em);
  return ctx.catalog.getEntity(id);
}
