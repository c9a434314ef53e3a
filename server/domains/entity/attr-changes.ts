import type { Actor, Context } from '../../context.ts';
import { problem, Rejected, type Problem } from '../../errors.ts';
import { entityAttrLevel, FULL, whyDenied, WRITABLE } from '../access/index.ts';
import { nameKey } from '../attribute/index.ts';
import { draftAttr, type AttrDefinition } from './attr-draft.ts';
import type { Entity, EntityAttr } from './catalog.ts';
import type { EntityAttrRecord } from './entity.entity.ts';
import { checkAttrCount, problemsOfAttrNames } from './entity-draft.ts';
import { changeAttr, deactivateAttr, findAttrs, findUsedChoices, insertAttr } from './entity.store.ts';

type Path = readonly (string | number)[];

/** What an update does to the attributes of one entity, as far as it was looked at. */
interface Plan {
  readonly tx: Context;
  readonly actor: Actor;
  readonly entity: Entity;
  readonly records: ReadonlyMap<string, EntityAttrRecord>;
  /** The names there will be, by who has them. */
  readonly names: Map<string, { readonly name: string; readonly path: Path }>;
  readonly mentioned: Set<string>;
  readonly problems: Problem[];
  readonly writes: (() => void)[];
  /** The attributes that give their name away. */
  readonly leaving: number[];
}

/** What is to be written if nothing is wrong. */
export interface PlannedAttrs {
  readonly writes: readonly (() => void)[];
  readonly leaving: readonly number[];
}

/** Refuses to change or delete attributes for which the caller lacks the right, before anything else is said of them. */
export function requireAttrLevels(tx: Context, entity: Entity, inputs: readonly AttrDefinition[]): void {
  const byId = new Map(entity.attrs.map((attr) => [String(attr.id), attr]));
  const problems = inputs.flatMap(({ id, isDeleted }, index) => {
    const attr = id ? byId.get(id) : undefined;
    if (!attr) return [];
    const [needed, held] = [isDeleted ? FULL : WRITABLE, entityAttrLevel(tx, entity, attr)];
    if (held >= needed) return [];
    const message = whyDenied(needed, held, `attribute "${attr.name}"`);
    return [problem('PERMISSION_DENIED', message, ['attrs', index, 'id'])];
  });
  if (problems.length > 0) throw new Rejected(problems);
}

/** Checks every change of an attribute; gives what is to be written if nothing is wrong. */
export async function planAttrChanges(
  tx: Context,
  actor: Actor,
  entity: Entity,
  inputs: readonly AttrDefinition[],
  problems: Problem[],
): Promise<PlannedAttrs> {
  if (inputs.length === 0) return { writes: [], leaving: [] };
  checkAttrCount(inputs.length);
  const records = await findAttrs(tx, entity.id);
  const plan: Plan = {
    tx,
    actor,
    entity,
    records: new Map(records.map((record) => [String(record.id), record])),
    names: new Map(entity.attrs.map(({ id, name }) => [String(id), { name, path: ['attrs'] }])),
    mentioned: new Set(),
    problems,
    writes: [],
    leaving: [],
  };
  for (const [index, input] of inputs.entries()) {
    if (input.id) await planChange(plan, input.id, input, ['attrs', index]);
    else if (!input.isDeleted) planAddition(plan, input, index);
  }
  checkAttrCount(plan.names.size);
  problems.push(...problemsOfAttrNames([...plan.names.values()]));
  return plan;
}

function planAddition(
  { tx, actor, entity, names, problems, writes }: Plan,
  input: AttrDefinition,
  index: number,
): void {
  const path = ['attrs', index];
  const { draft, type } = draftAttr(tx, input, null, path, problems);
  const name = draft.name ?? '';
  names.set(`new ${index}`, { name, path: [...path, 'name'] });
  const place = entity.attrs.length + index;
  if (type) writes.push(() => insertAttr(tx, actor, entity.id, type, { index: place, ...draft, name }));
}

async function planChange(plan: Plan, id: string, input: AttrDefinition, path: Path): Promise<void> {
  const { tx, actor, entity, names, problems, writes } = plan;
  const record = plan.records.get(id);
  const attr = entity.attrs.find((one) => String(one.id) === id);
  if (!record || !attr) {
    const message = `Entity "${entity.name}" has no active attribute with id ${id}`;
    problems.push(problem('NOT_FOUND', message, [...path, 'id']));
    return;
  }
  if (plan.mentioned.has(id)) problems.push(problem('DUPLICATE', `Attribute ${id} is given twice`, [...path, 'id']));
  plan.mentioned.add(id);
  if (input.isDeleted) {
    names.delete(id);
    plan.leaving.push(attr.id);
    writes.push(() => deactivateAttr(actor, record, tx.host.settings.timeZone));
    return;
  }
  const { draft } = draftAttr(tx, input, attr, path, problems);
  if (draft.name !== undefined) {
    names.set(id, { name: draft.name, path: [...path, 'name'] });
    if (nameKey(draft.name) !== attr.nameKey) plan.leaving.push(attr.id);
  }
  if (draft.choices) problems.push(...(await problemsOfRemovedChoices(tx, attr, draft.choices, path)));
  writes.push(() => changeAttr(actor, record, draft));
}

async function problemsOfRemovedChoices(
  tx: Context,
  attr: EntityAttr,
  kept: readonly { readonly value: string }[],
  path: Path,
): Promise<Problem[]> {
  const values = new Set(kept.map(({ value }) => value));
  const removed = attr.choices.filter(({ value }) => !values.has(value)).map(({ value }) => value);
  const used = removed.length === 0 ? [] : await findUsedChoices(tx, attr, removed);
  if (used.length === 0) return [];
  const message = `Entries still hold the choices ${used.join(', ')} of "${attr.name}"; give those entries another value first`;
  return [problem('IN_USE', message, [...path, 'choices'])];
}
