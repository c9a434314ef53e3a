import type { EntityView, EntryData, EntryView, UserView } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import type { Problem } from '../../errors.ts';
import { requireActor } from '../access/index.ts';
import { toEntityView, type Entity } from '../entity/index.ts';
import { findEntityAttr, type AttrInput, type EntryDraft } from './entry-draft.ts';
import type { EntryRow } from './entry-row.ts';
import type { Path } from './path.ts';

/** What an input says of an entry, before or after hooks. */
export interface EntryInput {
  readonly name?: string | null;
  readonly attrs?: readonly AttrInput[] | null;
}

/** What handlers make of the inputs of new entries of one entity; `pathOf` tells where each stands. */
export async function runBeforeCreate<T extends EntryInput>(
  tx: Context,
  entity: Entity,
  inputs: readonly T[],
  pathOf: (index: number) => Path = () => [],
): Promise<readonly EntryInput[]> {
  const hook = 'entry.before_create';
  if (!tx.host.hooks.has(hook, entity.id)) return inputs;
  const common = { entityName: entity.name, entity: toEntityView(entity), user: toUserView(tx) };
  const payloads = inputs.map((input) => ({ ...common, data: toData(entity, input) }));
  const changed = await tx.host.hooks.runBeforeAll(hook, tx, payloads, (index) => pathOf(index).map(String));
  return inputs.map((input, index) => fromData(entity, changed[index] ?? {}, input));
}

export interface EntryChangeInput {
  readonly entry: EntryRow;
  readonly input: EntryInput;
}

/** The same for changes of entries of one entity. */
export async function runBeforeUpdate(
  tx: Context,
  entity: Entity,
  changes: readonly EntryChangeInput[],
  pathOf: (index: number) => Path = () => [],
): Promise<readonly EntryInput[]> {
  const hook = 'entry.before_update';
  if (!tx.host.hooks.has(hook, entity.id)) return changes.map(({ input }) => input);
  const payloads = changes.map(({ entry, input }) => ({
    ...lifecycleOf(tx, entity, entry),
    data: toData(entity, input),
  }));
  const changed = await tx.host.hooks.runBeforeAll(hook, tx, payloads, (index) => pathOf(index).map(String));
  return changes.map(({ input }, index) => fromData(entity, changed[index] ?? {}, input));
}

export async function runBeforeDelete(
  tx: Context,
  entity: Entity,
  entries: readonly EntryRow[],
  pathOf: (index: number) => Path = () => [],
): Promise<void> {
  const hook = 'entry.before_delete';
  if (!tx.host.hooks.has(hook, entity.id)) return;
  const payloads = entries.map((entry) => lifecycleOf(tx, entity, entry));
  await tx.host.hooks.runBeforeAll(hook, tx, payloads, (index) => pathOf(index).map(String));
}

export async function runBeforeRestore(tx: Context, entity: Entity, entry: EntryRow): Promise<void> {
  if (!tx.host.hooks.has('entry.before_restore', entity.id)) return;
  await tx.host.hooks.runBefore('entry.before_restore', tx, lifecycleOf(tx, entity, entry));
}

/** What validation hooks have against what is to be written; to be told together with what the built-in rules found. */
export async function runValidate(
  tx: Context,
  entity: Entity,
  drafts: readonly EntryDraft[],
  /** What each draft changes; nothing for new ones. */
  instances: readonly (EntryRow | null)[] = [],
): Promise<readonly Problem[]> {
  if (!tx.host.hooks.has('entry.validate', entity.id)) return [];
  const common = { user: toUserView(tx), schemaName: entity.name, entity: toEntityView(entity) };
  const payloads = drafts.map((draft, index) => {
    const instance = instances[index] ?? null;
    return {
      ...common,
      instance: instance && toEntryView(entity, instance),
      name: draft.name ?? instance?.name ?? '',
      attrs: [...draft.values].map(([attr, value]) => ({ id: attr.id, value })),
    };
  });
  return tx.host.hooks.runValidateAll(tx, payloads, (index) => (drafts[index]?.path ?? []).map(String));
}

export function toEntryView(entity: Entity, entry: EntryRow): EntryView {
  return { id: entry.id, name: entry.name, isActive: entry.isActive, schema: { id: entity.id, name: entity.name } };
}

function lifecycleOf(
  tx: Context,
  entity: Entity,
  entry: EntryRow,
): { entityName: string; entity: EntityView; user: UserView; entry: EntryView } {
  return {
    entityName: entity.name,
    entity: toEntityView(entity),
    user: toUserView(tx),
    entry: toEntryView(entity, entry),
  };
}

function toUserView(tx: Context): UserView {
  const { id, username, isSuperuser } = requireActor(tx);
  return { id, username, isSuperuser };
}

/** Handlers know attributes by id. */
function toData(entity: Entity, input: EntryInput): EntryData {
  const attrs = (input.attrs ?? []).flatMap((one) => {
    const id = findEntityAttr(entity, one)?.id;
    return id === undefined ? [] : [{ id, value: one.value ?? null }];
  });
  return typeof input.name === 'string' ? { name: input.name, attrs } : { attrs };
}

/** What no handler saw, attributes that the entity does not have, stays for the rules to refuse. */
function fromData(entity: Entity, data: EntryData, input: EntryInput): EntryInput {
  const known = (data.attrs ?? []).map(({ id, value }) => ({ attr: String(id), attrId: id, value }));
  const unknown = (input.attrs ?? []).filter((one) => !findEntityAttr(entity, one));
  return { name: data.name ?? input.name, attrs: [...known, ...unknown] };
}
