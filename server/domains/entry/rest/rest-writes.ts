/** Creating, changing and deleting as clients of REST ask for it, once it is known that they may. */
import type { RouteRequest } from 'pagoda-plugin-sdk';
import type { Context } from '../../../context.ts';
import { attributeLevel, entityAttrLevel, type Level } from '../../access/index.ts';
import type { Entity, EntityAttr } from '../../entity/index.ts';
import { createEntry } from '../entry.create.ts';
import { deleteEntry } from '../entry.delete.ts';
import type { EntryInput } from '../entry.hooks.ts';
import type { EntryRow } from '../entry-row.ts';
import { updateEntry } from '../entry.update.ts';
import { beforeCreate, beforeDelete, beforeUpdate } from '../override/before-override.ts';
import { writeOverridden, type Outcome } from '../override/overridden.ts';
import type { RestEntry } from './rest-entry.store.ts';
import { parseRestInput, readRestInput, requireFields, type RestInput } from './rest-input.ts';
import { inRestWords } from './rest-problems.ts';
import { requireGiveable, writableInputs } from './writable-inputs.ts';

type LevelOf = (attr: EntityAttr) => Level;

export async function createByRest(request: RouteRequest, ctx: Context, entity: Entity): Promise<Outcome<EntryRow>> {
  const { body } = request;
  const data = requireFields(body);
  const levelOf: LevelOf = (attr) => entityAttrLevel(ctx, entity, attr);
  const target = { operation: 'create', entity, entryId: null, request, data } as const;
  return writeOverridden(ctx, target, {
    runHooks: (tx) => beforeCreate(tx, entity, writable(entity, readRestInput(body), levelOf), data),
    async byDefault(tx, hooked) {
      const given = parseRestInput(body, true);
      requireGiveable(entity, levelOf);
      const { name, attrs } = hooked ?? writable(entity, given, levelOf);
      return inRestWords(createEntry(tx, { entity: String(entity.id), name: name ?? given.name ?? '', attrs }));
    },
  });
}

export async function updateByRest(request: RouteRequest, ctx: Context, entry: RestEntry): Promise<Outcome<EntryRow>> {
  const { body } = request;
  const data = requireFields(body);
  const entity = ctx.catalog.getEntity(entry.entityId);
  const { acl, attrAcls = null } = entry;
  const levelOf: LevelOf = (attr) => attributeLevel(ctx, entity, attr, { acl, attrAcls });
  const target = { operation: 'update', entity, entryId: entry.id, request, data } as const;
  return writeOverridden(ctx, target, {
    runHooks: (tx) => beforeUpdate(tx, { entity, entry }, writable(entity, readRestInput(body), levelOf), data),
    async byDefault(tx, hooked) {
      const given = parseRestInput(body, false);
      return inRestWords(updateEntry(tx, { id: String(entry.id), ...(hooked ?? writable(entity, given, levelOf)) }));
    },
  });
}

export function deleteByRest(request: RouteRequest, ctx: Context, entry: RestEntry): Promise<Outcome<EntryRow>> {
  const entity = ctx.catalog.getEntity(entry.entityId);
  const target = { operation: 'delete', entity, entryId: entry.id, request, data: null } as const;
  return writeOverridden(ctx, target, {
    runHooks: (tx) => beforeDelete(tx, entity, entry),
    byDefault: (tx) => inRestWords(deleteEntry(tx, { id: String(entry.id) })),
  });
}

function writable(entity: Entity, { name, attrs }: RestInput, levelOf: LevelOf): EntryInput {
  return { name, attrs: writableInputs(entity, attrs, levelOf) };
}
