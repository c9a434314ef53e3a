/** A labelled reference to an entry, with a flag in some types: what its parts are, apart from the types that hold it. */
import type { NameLookup, Parsed, StoredValue, ValueProblem } from './attribute-type.ts';
import { accepted, refused, show } from './parsed.ts';
import { parseId } from './reference-id.ts';
import { parseText } from './types/text.ts';

export interface NamedReference {
  readonly name: string;
  readonly id: number | null;
  readonly boolean: boolean;
}

const NOTHING: NamedReference = { name: '', id: null, boolean: false };

export function readNamed(value: StoredValue | undefined): NamedReference {
  if (!isObject(value)) return NOTHING;
  const { name, id, boolean } = value;
  return {
    name: typeof name === 'string' ? name : '',
    id: typeof id === 'number' ? id : null,
    boolean: boolean === true,
  };
}

export function storeNamed({ name, id, boolean }: NamedReference, hasFlag: boolean): StoredValue {
  return hasFlag ? { name, id, boolean } : { name, id };
}

export function isEmptyNamed({ name, id, boolean }: NamedReference): boolean {
  return name === '' && id === null && !boolean;
}

export function isSameNamed(left: NamedReference, right: NamedReference): boolean {
  return left.name === right.name && left.id === right.id && left.boolean === right.boolean;
}

/** `{"name", "id"}` with both keys, and `boolean` where the type has a flag; null and other empty values are nothing. */
export function parseNamed(input: unknown, hasFlag: boolean): Parsed {
  if (isNothing(input)) return accepted(storeNamed(NOTHING, hasFlag));
  if (!isObject(input)) return refused(`Expected an object such as {"name": "eth0", "id": 411}, got ${show(input)}.`);
  const problems: ValueProblem[] = [];
  const take = (key: string, parse: (part: unknown) => Parsed): StoredValue => {
    const parsed = Object.hasOwn(input, key) ? parse(input[key]) : refused(`The key "${key}" is missing.`);
    if ('value' in parsed) return parsed.value;
    problems.push(...parsed.problems.map((problem) => ({ ...problem, path: [key, ...problem.path] })));
    return null;
  };
  const name = take('name', parseText);
  const id = take('id', (part) => parseId(part, 'entry'));
  const boolean = hasFlag && Object.hasOwn(input, 'boolean') ? take('boolean', parseFlag) : false;
  return problems.length > 0 ? { problems } : accepted(storeNamed(readNamed({ name, id, boolean }), hasFlag));
}

function parseFlag(input: unknown): Parsed {
  if (input === null || typeof input === 'boolean') return accepted(input === true);
  return refused(`Expected true or false, got ${show(input)}.`);
}

function isNothing(input: unknown): boolean {
  if (input === null || input === '' || input === 0 || input === false) return true;
  return (Array.isArray(input) || isPlainObject(input)) && Object.keys(input).length === 0;
}

function isPlainObject(input: unknown): input is object {
  if (!isObject(input)) return false;
  const prototype: unknown = Object.getPrototypeOf(input);
  return prototype === Object.prototype || prototype === null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** For people: `eth0: switch-7`, with `(true)` behind where the flag is set. */
export function showNamed({ name, id, boolean }: NamedReference, names: NameLookup): string {
  const entry = id === null ? null : names.entry(id);
  const text = [name, entry].filter((part) => part !== null && part !== '').join(': ');
  return boolean ? `${text} (true)`.trimStart() : text;
}
