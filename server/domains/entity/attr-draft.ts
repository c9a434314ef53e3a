import type { Context } from '../../context.ts';
import { problem, type Problem } from '../../errors.ts';
import {
  attributeTypeOfName,
  checkName,
  cleanName,
  isLongerThan,
  type AttributeType,
  type AttributeTypeName,
  type Choice,
  type StoredValue,
} from '../attribute/index.ts';
import type { EntityAttr } from './catalog.ts';
import { draftChoices, type ChoiceInput } from './choices.ts';
import { draftReferral } from './referral.ts';

/** An attribute as the inputs of `createEntity` and `updateEntity` describe it. */
export interface AttrDefinition {
  readonly id?: string | null;
  readonly isDeleted?: boolean | null;
  readonly name?: string | null;
  readonly type?: AttributeTypeName | null;
  readonly index?: number | null;
  readonly isMandatory?: boolean | null;
  readonly isSummarized?: boolean | null;
  readonly isDeleteInChain?: boolean | null;
  readonly referral?: readonly string[] | null;
  readonly defaultValue?: unknown;
  readonly choices?: readonly ChoiceInput[] | null;
  readonly note?: string | null;
  readonly nameOrder?: number | null;
  readonly namePrefix?: string | null;
  readonly namePostfix?: string | null;
  readonly displayAttr?: string | null;
}

/** The columns of an attribute that an input sets; what is missing stays. */
export interface AttrDraft {
  readonly name?: string;
  readonly index?: number;
  readonly isMandatory?: boolean;
  readonly isSummarized?: boolean;
  readonly isDeleteInChain?: boolean;
  readonly referral?: number[];
  readonly defaultValue?: StoredValue;
  readonly choices?: Choice[];
  readonly note?: string;
  readonly nameOrder?: number;
  readonly namePrefix?: string;
  readonly namePostfix?: string;
  readonly displayAttr?: string;
}

type Path = readonly (string | number)[];

const NAMING_TYPES: readonly AttributeTypeName[] = ['STRING', 'NUMBER', 'OBJECT'];
const MAX = { name: 200, note: 200, namePrefix: 20, namePostfix: 20, displayAttr: 200 };

/** Checks a definition; adds all that is wrong with it to `problems`. `existing` is the attribute it changes, if any. */
export function draftAttr(
  ctx: Context,
  input: AttrDefinition,
  existing: EntityAttr | null,
  path: Path,
  problems: Problem[],
): { readonly draft: AttrDraft; readonly type: AttributeType | null } {
  const type = findType(input, existing, path, problems);
  if (input.name !== undefined || !existing) {
    problems.push(
      ...checkName(input.name ?? undefined, {
        subject: 'The name of the attribute',
        max: MAX.name,
        path: [...path, 'name'],
      }),
    );
  }
  checkTexts(input, path, problems);
  const draft: AttrDraft = {
    ...pick(input.name && cleanName(input.name), 'name'),
    ...pick(input.index, 'index'),
    ...pick(input.isMandatory, 'isMandatory'),
    ...pick(input.isSummarized, 'isSummarized'),
    ...pick(input.isDeleteInChain, 'isDeleteInChain'),
    ...pick(input.note, 'note'),
    ...pick(input.nameOrder, 'nameOrder'),
    ...pick(input.namePrefix, 'namePrefix'),
    ...pick(input.namePostfix, 'namePostfix'),
    ...pick(input.displayAttr, 'displayAttr'),
    ...(type ? draftByType(ctx, type, input, existing, path, problems) : {}),
  };
  return { draft, type };
}

function pick<K extends string, V>(value: V | null | undefined, key: K): { [P in K]?: V } {
  return value === undefined || value === null ? {} : ({ [key]: value } as { [P in K]?: V });
}

function findType(
  input: AttrDefinition,
  existing: EntityAttr | null,
  path: Path,
  problems: Problem[],
): AttributeType | null {
  const given = input.type ? attributeTypeOfName(input.type) : null;
  if (existing) {
    if (given && given !== existing.type) {
      const message = `Attribute "${existing.name}" is of type ${existing.type.name} for ever; add another attribute instead`;
      problems.push(problem('INVALID', message, [...path, 'type']));
    }
    return existing.type;
  }
  if (!given) problems.push(problem('REQUIRED', 'A new attribute needs a type', [...path, 'type']));
  else if (!given.isCreatable) {
    problems.push(problem('INVALID', `Attributes of type ${given.name} cannot be created`, [...path, 'type']));
  }
  return given;
}

function checkTexts(input: AttrDefinition, path: Path, problems: Problem[]): void {
  for (const key of ['note', 'namePrefix', 'namePostfix', 'displayAttr'] as const) {
    const text = input[key];
    if (typeof text !== 'string') continue;
    if (isLongerThan(text, MAX[key])) {
      problems.push(problem('TOO_LONG', `\`${key}\` may have at most ${MAX[key]} characters`, [...path, key]));
    } else if (text.includes('\0') || !text.isWellFormed()) {
      problems.push(problem('INVALID', `\`${key}\` has a character that cannot be stored`, [...path, key]));
    }
  }
}

function draftByType(
  ctx: Context,
  type: AttributeType,
  input: AttrDefinition,
  existing: EntityAttr | null,
  path: Path,
  problems: Problem[],
): Pick<AttrDraft, 'referral' | 'defaultValue' | 'choices'> {
  if (input.nameOrder && !NAMING_TYPES.includes(type.name)) {
    const message = `Attributes of type ${type.name} cannot be part of automatic names; ${NAMING_TYPES.join(', ')} can`;
    problems.push(problem('INVALID', message, [...path, 'nameOrder']));
  }
  return {
    ...draftReferral(ctx, type, input.referral, existing, path, problems),
    ...draftDefault(type, input, path, problems),
    ...draftChoices(type, input.choices, existing, path, problems),
  };
}

function draftDefault(
  type: AttributeType,
  input: AttrDefinition,
  path: Path,
  problems: Problem[],
): Pick<AttrDraft, 'defaultValue'> {
  const given = input.defaultValue;
  if (given === undefined) return {};
  if (given === null) return { defaultValue: null };
  if (type.defaultValue === null) {
    problems.push(problem('INVALID', `Attributes of type ${type.name} have no default`, [...path, 'defaultValue']));
    return {};
  }
  const parsed = typeof given === type.defaultValue ? type.parse(given, { choices: [], timeZone: 'UTC' }) : null;
  if (!parsed || 'problems' in parsed) {
    const cause = parsed?.problems[0]?.message ?? `it must be a ${type.defaultValue}`;
    problems.push(
      problem('INVALID', `The default does not fit type ${type.name}: ${cause}`, [...path, 'defaultValue']),
    );
    return {};
  }
  return { defaultValue: parsed.value };
}
