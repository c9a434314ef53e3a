import { problem, type Problem } from '../../errors.ts';
import { checkName, cleanName, compilePattern } from '../attribute/index.ts';

/** What REST calls a name that breaks a rule which only names of entries have. */
const BROKEN_RULE = 'AE-250000';

const PATH = ['name'];

export interface EntryNameRules {
  /** The `itemNamePattern` of the entity; empty for none. */
  readonly pattern: string;
}

/** What is wrong with the name of an entry, apart from being taken; empty when nothing is. */
export function checkEntryName(name: unknown, { pattern }: EntryNameRules): readonly Problem[] {
  const problems = checkName(name, { subject: 'The name of the entry', max: 200, path: PATH });
  if (problems.length > 0 || typeof name !== 'string') return problems;
  return [...checkTabs(cleanName(name)), ...checkPattern(cleanName(name), pattern)];
}

function checkTabs(name: string): readonly Problem[] {
  if (!name.includes('\t')) return [];
  return [problem('INVALID', 'The name of the entry may not contain a tab.', PATH, BROKEN_RULE)];
}

function checkPattern(name: string, source: string): readonly Problem[] {
  const compiled = compilePattern(source);
  if ('problem' in compiled) {
    const message = `No name can be accepted until the pattern of the entity is repaired. ${compiled.problem.message}`;
    return [problem('INVALID', message, PATH, BROKEN_RULE)];
  }
  if (compiled.pattern.matches(name)) return [];
  return [
    problem('INVALID', `The name of the entry does not match the pattern ${source} of its entity.`, PATH, BROKEN_RULE),
  ];
}
