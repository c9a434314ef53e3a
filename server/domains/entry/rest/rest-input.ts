/** What clients of REST send of an entry. */
import { problem, Rejected, type Problem } from '../../../errors.ts';
import { checkName } from '../../attribute/index.ts';
import type { AttrInput } from '../entry-draft.ts';

export interface RestInput {
  /** Undefined where an update leaves it as it is. */
  readonly name: string | undefined;
  readonly attrs: readonly RestAttrInput[];
}

export type RestAttrInput = AttrInput & { readonly attrId: number };

type Fields = Readonly<Record<string, unknown>>;

const NAME = { subject: 'The name of the entry', max: 200, path: ['name'] };

/** The form of a body, before it is looked at what it means. Throws `Rejected` with all that is wrong with it. */
export function parseRestInput(body: unknown, isNew: boolean): RestInput {
  const fields = requireFields(body);
  const problems: Problem[] = [];
  const name = typeof fields['name'] === 'number' ? String(fields['name']) : fields['name'];
  if (isNew || name !== undefined) problems.push(...checkName(name, NAME));
  const attrs = parseAttrs(fields['attrs'], problems);
  if (problems.length > 0) throw new Rejected(problems);
  return { name: typeof name === 'string' ? name : undefined, attrs };
}

/** A body that has fields, whatever they are called. Throws `Rejected`. */
export function requireFields(body: unknown): Fields {
  if (isFields(body)) return body;
  throw new Rejected([problem('INVALID', `Invalid data. Expected a dictionary, but got ${kindOf(body)}.`)]);
}

/** As much of a body as hooks can understand, where a plugin takes it whatever it looks like. */
export function readRestInput(body: unknown): RestInput {
  try {
    return parseRestInput(body, false);
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    return { name: isFields(body) && typeof body['name'] === 'string' ? body['name'] : undefined, attrs: [] };
  }
}

function parseAttrs(given: unknown, problems: Problem[]): readonly RestAttrInput[] {
  if (given === undefined) return [];
  if (given === null) {
    problems.push(problem('INVALID', 'This field may not be null.', ['attrs'], 'AE-999999'));
    return [];
  }
  if (!Array.isArray(given)) {
    problems.push(problem('INVALID', `Expected a list of items but got type "${kindOf(given)}".`, ['attrs']));
    return [];
  }
  const byId = new Map<number, RestAttrInput>();
  for (const [index, element] of given.entries()) {
    const attr = parseAttr(element, ['attrs', index], problems);
    if (attr && !byId.has(attr.attrId)) byId.set(attr.attrId, attr);
  }
  return [...byId.values()];
}

function parseAttr(
  element: unknown,
  path: readonly (string | number)[],
  problems: Problem[],
): RestAttrInput | undefined {
  if (!isFields(element)) {
    const message = `Invalid data. Expected a dictionary, but got ${kindOf(element)}.`;
    problems.push(problem('INVALID', message, [...path, 'non_field_errors']));
    return undefined;
  }
  const { id, value } = element;
  if (value === undefined) problems.push(problem('REQUIRED', 'This field is required.', [...path, 'value']));
  if (id === undefined) problems.push(problem('REQUIRED', 'This field is required.', [...path, 'id']));
  const number = parseInteger(id);
  if (number === null) {
    if (id !== undefined) problems.push(problem('INVALID', 'A valid integer is required.', [...path, 'id']));
    return undefined;
  }
  if (number <= 0) problems.push(problem('INVALID', `${number} is the id of no attribute.`));
  return { attr: String(number), attrId: number, value };
}

/** Integers may come as texts, and with zeros behind a point. */
function parseInteger(given: unknown): number | null {
  if (typeof given === 'number') return Number.isSafeInteger(given) ? given : null;
  const isText = typeof given === 'string' && /^\s*[+-]?\d{1,15}(\.0*)?\s*$/.test(given);
  return isText ? Number(given) : null;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}
