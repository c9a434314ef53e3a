import { problem, type Problem } from '../../errors.ts';
import { cleanName, nameKey, type StoredValue } from '../attribute/index.ts';
import type { Entity, EntityAttr } from '../entity/index.ts';
import { checkEntryName } from './entry-name.ts';
import type { Path } from './path.ts';

/** A value as an input gives it: the attribute by name or by id. */
export interface AttrInput {
  readonly attr: string;
  /** Its id, where the input does not come from a user: another attribute may be called like it. */
  readonly attrId?: number;
  readonly value?: unknown;
}

export interface DraftInput {
  readonly name?: unknown;
  readonly attrs?: readonly AttrInput[] | null;
}

/** What an input asks for, checked as far as it can be without the database. */
export interface EntryDraft {
  readonly path: Path;
  /** Undefined leaves the name as it is. */
  readonly name: string | undefined;
  readonly values: ReadonlyMap<EntityAttr, StoredValue>;
  /** Where in the input each value stands. */
  readonly places: ReadonlyMap<EntityAttr, Path>;
  readonly problems: readonly Problem[];
}

/** A new entry: what was given, and the defaults of what was not, as far as they are wanted. */
export function draftNew(
  entity: Entity,
  input: DraftInput,
  path: Path,
  completed: Iterable<EntityAttr> = entity.attrs,
): EntryDraft {
  const draft = draftGiven(entity, input, path);
  const values = new Map(draft.values);
  const problems = [...draft.problems];
  for (const attr of completed) {
    if (draft.places.has(attr)) continue;
    const { defaultValue, isMandatory, type } = attr;
    if (defaultValue !== null) values.set(attr, defaultValue);
    if (isMandatory && (defaultValue === null || type.isEmpty(defaultValue)))
      problems.push(problem('REQUIRED', `Attribute "${attr.name}" is mandatory`, [...path, 'attrs']));
  }
  return { ...draft, values, problems };
}

function draftGiven(entity: Entity, input: DraftInput, path: Path): EntryDraft {
  const problems = problemsOfName(entity, input.name, path);
  const { values, places } = draftValues(entity, input.attrs ?? [], [...path, 'attrs'], problems);
  return { path, name: typeof input.name === 'string' ? cleanName(input.name) : '', values, places, problems };
}

/** A change of an entry: only what is given. */
export function draftChange(entity: Entity, input: DraftInput, path: Path): EntryDraft {
  const isNamed = input.name !== undefined && input.name !== null;
  const problems = isNamed ? problemsOfName(entity, input.name, path) : [];
  const { values, places } = draftValues(entity, input.attrs ?? [], [...path, 'attrs'], problems);
  return { path, name: typeof input.name === 'string' ? cleanName(input.name) : undefined, values, places, problems };
}

/** The rules of names besides that they are unique. */
function problemsOfName(entity: Entity, name: unknown, path: Path): Problem[] {
  const problems = checkEntryName(name, { pattern: entity.itemNamePattern });
  return problems.map((one) => ({ ...one, path: [...path.map(String), ...one.path] }));
}

/** Brings the values of an input into stored form and adds all that is wrong with them to `problems`. */
function draftValues(
  entity: Entity,
  inputs: readonly AttrInput[],
  path: Path,
  problems: Problem[],
): { readonly values: Map<EntityAttr, StoredValue>; readonly places: ReadonlyMap<EntityAttr, Path> } {
  const values = new Map<EntityAttr, StoredValue>();
  const places = new Map<EntityAttr, Path>();
  for (const [index, input] of inputs.entries()) {
    const attr = findEntityAttr(entity, input);
    const attrPath = [...path, index, 'attr'];
    if (!attr) {
      problems.push(problem('NOT_FOUND', `Entity "${entity.name}" has no attribute "${input.attr}"`, attrPath));
      continue;
    }
    if (places.has(attr)) problems.push(problem('DUPLICATE', `Attribute "${attr.name}" is given twice`, attrPath));
    const place = [...path, index, 'value'];
    places.set(attr, place);
    const parsed = parseValue(attr, input.value ?? null, place, problems);
    if (parsed !== undefined) values.set(attr, parsed);
  }
  return { values, places };
}

/** What a user wrote is a name first, so that an attribute called "7" stays reachable. */
export function findEntityAttr(entity: Entity, { attr: nameOrId, attrId }: AttrInput): EntityAttr | undefined {
  if (attrId !== undefined) return entity.attrs.find(({ id }) => id === attrId);
  return entity.attrsByName.get(nameKey(nameOrId)) ?? entity.attrs.find((attr) => String(attr.id) === nameOrId);
}

function parseValue(attr: EntityAttr, input: unknown, path: Path, problems: Problem[]): StoredValue | undefined {
  const parsed = attr.type.parse(input, attr);
  if ('problems' in parsed) {
    for (const { code, message, path: within } of parsed.problems) {
      problems.push(problem(code, `Attribute "${attr.name}": ${message}`, [...path, ...within]));
    }
    return undefined;
  }
  if (attr.isMandatory && attr.type.isEmpty(parsed.value)) {
    problems.push(problem('REQUIRED', `Attribute "${attr.name}" is mandatory and may not be empty`, path, 'AE-121000'));
  }
  return parsed.value;
}
