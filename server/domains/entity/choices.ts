import { randomUUID } from 'node:crypto';
import { problem, type Problem } from '../../errors.ts';
import { isLongerThan, whyUnstorable, type AttributeType, type Choice } from '../attribute/index.ts';
import type { EntityAttr } from './catalog.ts';

export interface ChoiceInput {
  readonly value?: string | null;
  readonly label: string;
}

const MAX_CHOICES = 1_000;
const MAX_LABEL = 200;

type Path = readonly (string | number)[];

/** The choices of a select as they are to be stored: each with a value that stays when its label changes. */
export function draftChoices(
  type: AttributeType,
  inputs: readonly ChoiceInput[] | null | undefined,
  existing: EntityAttr | null,
  path: Path,
  problems: Problem[],
): { readonly choices?: Choice[] } {
  if (!type.hasChoices) return {};
  if (inputs === undefined && existing) return {};
  if (!inputs || inputs.length === 0) {
    problems.push(problem('REQUIRED', `An attribute of type ${type.name} needs choices`, [...path, 'choices']));
    return {};
  }
  if (inputs.length > MAX_CHOICES) {
    problems.push(problem('TOO_MANY', `At most ${MAX_CHOICES} choices are allowed`, [...path, 'choices']));
  }
  for (const [index, { value, label }] of inputs.entries()) {
    const place = [...path, 'choices', index];
    problems.push(...problemsOf('label', label, [...place, 'label']));
    if (value !== undefined && value !== null) problems.push(...problemsOf('value', value, [...place, 'value']));
  }
  const choices = inputs.map(({ value, label }) => ({ value: value ?? randomUUID().replaceAll('-', ''), label }));
  for (const key of ['value', 'label'] as const) {
    const seen = new Set<string>();
    for (const [index, choice] of choices.entries()) {
      if (seen.has(choice[key])) {
        problems.push(
          problem('DUPLICATE', `Two choices have the ${key} "${choice[key]}"`, [...path, 'choices', index, key]),
        );
      }
      seen.add(choice[key]);
    }
  }
  return { choices };
}

function problemsOf(key: string, text: string, path: Path): Problem[] {
  if (text === '') return [problem('REQUIRED', `The ${key} of a choice may not be empty`, path)];
  if (isLongerThan(text, MAX_LABEL)) {
    return [problem('TOO_LONG', `The ${key} of a choice may have at most ${MAX_LABEL} characters`, path)];
  }
  const cause = whyUnstorable(text);
  return cause === null ? [] : [problem('INVALID', `The ${key} of a choice ${cause}`, path)];
}
