/** The mutations that plugins may carry out. A plugin answers as it does to REST, and that is put in the words of a payload. */
import type { RouteResponse } from 'pagoda-plugin-sdk';
import { blame } from '../../../blame.ts';
import type { Context } from '../../../context.ts';
import { problem, Rejected } from '../../../errors.ts';
import { parseId } from '../../../parse-id.ts';
import { findOverride } from '../../../plugins/index.ts';
import {
  attributeLevel,
  entityAttrLevel,
  entityLevel,
  entryLevel,
  requireLevel,
  requireWriter,
  WRITABLE,
} from '../../access/index.ts';
import { getActiveEntity, type Entity } from '../../entity/index.ts';
import { createEntry, type CreateEntryInput } from '../entry.create.ts';
import { deleteEntry } from '../entry.delete.ts';
import { findEntityAttr } from '../entry-draft.ts';
import type { EntryInput } from '../entry.hooks.ts';
import { entryLoader, forgetEntries } from '../entry.loader.ts';
import { ALL_PARTS, type EntryRow } from '../entry-row.ts';
import { updateEntry, type UpdateEntryInput } from '../entry.update.ts';
import { checkUnchanged, type EntryChoice } from '../lock.store.ts';
import { requireWritableAttrs } from '../require-writable-attrs.ts';
import { findRestEntry, type RestEntry } from '../rest/rest-entry.store.ts';
import { problemsOfAnswer } from './answer-problems.ts';
import { beforeCreate, beforeDelete, beforeUpdate, toRestAttrs } from './before-override.ts';
import { writeOverridden, type Outcome } from './overridden.ts';

export interface EntryPayload {
  readonly entry: EntryRow | null;
  /** What a plugin answered that gave no entry. */
  readonly extensions: unknown;
}

export async function createOrOverride(ctx: Context, input: CreateEntryInput): Promise<EntryPayload> {
  requireWriter(ctx);
  const entity = getActiveEntity(ctx, input);
  if (!findOverride(ctx, entity.id, 'create')) return plain(await createEntry(ctx, input));
  requireLevel(WRITABLE, entityLevel(ctx, entity), `entity "${entity.name}"`, [input.entity ? 'entity' : 'entityName']);
  requireWritableAttrs(entity, [input], (attr) => entityAttrLevel(ctx, entity, attr));
  const data = dataOf(entity, input);
  const target = { operation: 'create', entity, entryId: null, request: null, data } as const;
  const outcome = await writeOverridden(ctx, target, {
    runHooks: (tx) => beforeCreate(tx, entity, input, data),
    byDefault: (tx, hooked) => createEntry(tx, { ...input, ...hooked, name: hooked?.name ?? input.name }),
  });
  return payloadOf(ctx, outcome);
}

export async function updateOrOverride(ctx: Context, input: UpdateEntryInput): Promise<EntryPayload> {
  const found = await findOverridden(ctx, input, 'update');
  if (!found) return plain(await updateEntry(ctx, input));
  const { entry, entity } = found;
  requireWritableAttrs(entity, [input], (attr) =>
    attributeLevel(ctx, entity, attr, { acl: entry.acl, attrAcls: entry.attrAcls ?? null }),
  );
  const data = dataOf(entity, input);
  const target = { operation: 'update', entity, entryId: entry.id, request: null, data } as const;
  const outcome = await writeOverridden(ctx, target, {
    runHooks: (tx) => beforeUpdate(tx, found, input, data),
    byDefault: (tx, hooked) => updateEntry(tx, { ...input, ...hooked }),
  });
  return payloadOf(ctx, outcome);
}

export async function deleteOrOverride(ctx: Context, input: EntryChoice): Promise<EntryPayload> {
  const found = await findOverridden(ctx, input, 'delete');
  if (!found) return plain(await deleteEntry(ctx, input));
  const { entry, entity } = found;
  const target = { operation: 'delete', entity, entryId: entry.id, request: null, data: null } as const;
  const outcome = await writeOverridden(ctx, target, {
    runHooks: (tx) => beforeDelete(tx, entity, entry),
    byDefault: (tx) => deleteEntry(tx, input),
  });
  return payloadOf(ctx, outcome);
}

function plain(entry: EntryRow): EntryPayload {
  return { entry, extensions: null };
}

/** The entry if a plugin is to carry out the operation and the caller may ask for it; whatever else there is to say, the default says. */
async function findOverridden(
  ctx: Context,
  choice: EntryChoice,
  operation: 'update' | 'delete',
): Promise<{ readonly entry: RestEntry; readonly entity: Entity } | null> {
  requireWriter(ctx);
  const id = parseId(choice.id);
  if (id === null || ctx.host.plugins.current.overrides.isEmpty) return null;
  const entry = await findRestEntry(ctx, id);
  if (!entry || !findOverride(ctx, entry.entityId, operation)) return null;
  const entity = ctx.catalog.getEntity(entry.entityId);
  requireLevel(WRITABLE, entryLevel(ctx, entity, entry.acl), `entry ${choice.id}`);
  checkUnchanged(entry, choice);
  return { entry, entity };
}

/** In the form of REST, so that a plugin needs no other for this door. Attributes that there are not have no id to be named by. */
function dataOf(entity: Entity, { name, attrs }: EntryInput): Readonly<Record<string, unknown>> {
  const unknown = (attrs ?? []).flatMap((one, index) =>
    findEntityAttr(entity, one)
      ? []
      : [problem('NOT_FOUND', `Entity "${entity.name}" has no attribute "${one.attr}"`, ['attrs', index, 'attr'])],
  );
  if (unknown.length > 0) throw new Rejected(unknown);
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(attrs ? { attrs: toRestAttrs(entity, attrs) } : {}),
  };
}

async function payloadOf(ctx: Context, outcome: Outcome<EntryRow>): Promise<EntryPayload> {
  if (outcome.plugin === null) return plain(outcome.result);
  const { plugin, answer } = outcome;
  const { status, body } = answer;
  if (status >= 400 && status < 500) throw new Rejected(problemsOfAnswer(plugin, answer));
  if (status < 200 || status >= 300) {
    throw blame(new Error(`The plugin "${plugin}" answered with status ${status}`), plugin);
  }
  const entry = await findAnswered(ctx, answer);
  return entry ? plain(entry) : { entry: null, extensions: body ?? null };
}

/** The entry that an answer names by its `id`, if the caller may see it. */
async function findAnswered(ctx: Context, { body }: RouteResponse): Promise<EntryRow | null> {
  if (typeof body !== 'object' || body === null || !('id' in body)) return null;
  const id = parseId(String(body.id));
  forgetEntries(ctx);
  return id === null ? null : entryLoader(ctx).load(id, ALL_PARTS);
}
