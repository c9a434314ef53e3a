/** The hooks of the default operations, for plugins that carry them out: with what the default would show them. */
import type { Context } from '../../../context.ts';
import { Rejected } from '../../../errors.ts';
import type { Entity } from '../../entity/index.ts';
import { draftChange, draftNew, findEntityAttr, type EntryDraft } from '../entry-draft.ts';
import type { EntryRow } from '../entry-row.ts';
import { runBeforeCreate, runBeforeDelete, runBeforeUpdate, runValidate, type EntryInput } from '../entry.hooks.ts';
import { writtenOf, type Written } from './hooks-once.ts';
import type { Hooked, Overridable } from './overridden.ts';

type Data = Overridable['data'];

export async function beforeCreate(tx: Context, entity: Entity, input: EntryInput, data: Data): Promise<Hooked> {
  const [changed = input] = await runBeforeCreate(tx, entity, [input]);
  const written = await validate(tx, entity, draftNew(entity, changed, []));
  const done = { hook: 'entry.before_create', entity, entry: null, written } as const;
  return { input: changed, data: shown(entity, input, changed, data), done };
}

export async function beforeUpdate(
  tx: Context,
  { entity, entry }: { readonly entity: Entity; readonly entry: EntryRow },
  input: EntryInput,
  data: Data,
): Promise<Hooked> {
  const [changed = input] = await runBeforeUpdate(tx, entity, [{ entry, input }]);
  const written = await validate(tx, entity, draftChange(entity, changed, []), entry);
  const done = { hook: 'entry.before_update', entity, entry, written } as const;
  return { input: changed, data: shown(entity, input, changed, data), done };
}

export async function beforeDelete(tx: Context, entity: Entity, entry: EntryRow): Promise<Hooked> {
  // What is deleted already is for the plugin, or for the default, to refuse.
  if (entry.isActive) await runBeforeDelete(tx, entity, [entry]);
  return { input: {}, data: null, done: { hook: 'entry.before_delete', entity, entry, written: null } };
}

/** What the built-in rules have against it is not asked: the plugin may mean something else by it. */
async function validate(tx: Context, entity: Entity, draft: EntryDraft, instance?: EntryRow): Promise<Written> {
  const problems = await runValidate(tx, entity, [draft], instance && [instance]);
  if (problems.length > 0) throw new Rejected(problems);
  return writtenOf(draft, instance);
}

/** What handlers changed is told in the form of REST; what else the caller sent stays. */
function shown(entity: Entity, input: EntryInput, changed: EntryInput, data: Data): Data {
  if (changed === input) return data;
  const { name, attrs } = changed;
  return {
    ...data,
    ...(typeof name === 'string' ? { name } : {}),
    ...(attrs && attrs.length + (input.attrs?.length ?? 0) > 0 ? { attrs: toRestAttrs(entity, attrs) } : {}),
  };
}

/** Attributes by their ids, as clients of REST name them. */
export function toRestAttrs(entity: Entity, attrs: NonNullable<EntryInput['attrs']>): readonly object[] {
  return attrs.map((one) => ({ id: findEntityAttr(entity, one)?.id ?? one.attrId ?? null, value: one.value ?? null }));
}
