import { problem, rejected, type Problem } from '../../errors.ts';
import { checkName, cleanName, compilePattern, isLongerThan, nameKey, whyUnstorable } from '../attribute/index.ts';
import type { Catalog, Entity, ItemNameType } from './catalog.ts';

/** What inputs say of an entity besides its attributes. */
export interface EntityDefinition {
  readonly name?: string | null;
  readonly note?: string | null;
  readonly itemNamePattern?: string | null;
  readonly itemNameType?: ItemNameType | null;
  readonly isToplevel?: boolean | null;
}

/** The columns that an input sets; what is missing stays. */
export interface EntityDraft {
  readonly name?: string;
  readonly note?: string;
  readonly itemNamePattern?: string;
  readonly itemNameType?: ItemNameType;
  readonly isToplevel?: boolean;
}

const MAX_NAME = 200;
const MAX_NOTE = 200;

export function draftEntity(
  catalog: Catalog,
  input: EntityDefinition,
  existing: Entity | null,
  problems: Problem[],
): EntityDraft {
  if (!existing || (input.name !== undefined && input.name !== null)) {
    problems.push(
      ...checkName(input.name ?? undefined, { subject: 'The name of the entity', max: MAX_NAME, path: ['name'] }),
    );
  }
  if (typeof input.name === 'string') {
    const other = catalog.findEntityByName(input.name);
    if (other && other.id !== existing?.id) {
      problems.push(problem('DUPLICATE', `Another entity has the name "${cleanName(input.name)}"`, ['name']));
    }
  }
  if (typeof input.note === 'string') problems.push(...problemsOfNote(input.note));
  if (typeof input.itemNamePattern === 'string') {
    const compiled = compilePattern(input.itemNamePattern);
    if ('problem' in compiled) problems.push(compiled.problem);
  }
  return {
    ...(typeof input.name === 'string' ? { name: cleanName(input.name) } : {}),
    ...(typeof input.note === 'string' ? { note: input.note } : {}),
    ...(typeof input.itemNamePattern === 'string' ? { itemNamePattern: input.itemNamePattern } : {}),
    ...(input.itemNameType ? { itemNameType: input.itemNameType } : {}),
    ...(typeof input.isToplevel === 'boolean' ? { isToplevel: input.isToplevel } : {}),
  };
}

function problemsOfNote(note: string): Problem[] {
  if (isLongerThan(note, MAX_NOTE)) {
    return [problem('TOO_LONG', `The note may have at most ${MAX_NOTE} characters`, ['note'])];
  }
  const cause = whyUnstorable(note);
  return cause === null ? [] : [problem('INVALID', `The note ${cause}`, ['note'])];
}

/** Every process keeps all attributes in memory, and every page of entries goes through those of its entity. */
const MAX_ATTRS = 1_000;

/** Throws when there are more attributes than an entity may have: looking at each of them would take too long. */
export function checkAttrCount(count: number): void {
  if (count <= MAX_ATTRS) return;
  throw rejected('TOO_MANY', `${count} attributes; an entity has at most ${MAX_ATTRS}`, ['attrs']);
}

/** Says which attributes would have the name of another one. */
export function problemsOfAttrNames(
  names: readonly { readonly name: string; readonly path: readonly (string | number)[] }[],
): Problem[] {
  const seen = new Set<string>();
  return names.flatMap(({ name, path }) => {
    const isTaken = seen.has(nameKey(name));
    seen.add(nameKey(name));
    return isTaken ? [problem('DUPLICATE', `Another attribute has the name "${name}"`, path)] : [];
  });
}
