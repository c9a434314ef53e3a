import { isValidationError, type AttrInfo, type HookName } from 'pagoda-plugin-sdk';
import { UnusableResult } from './hook-failure.ts';
import { plainCopy } from './plain-copy.ts';

/** Says what is wrong with an attribute's value for its type, or null. */
export type CheckAttrInfo = (attr: AttrInfo) => string | null;

/** Turns what a handler returned into a result; undefined when that was nothing. Throws when the hook cannot use it. */
export type Accept = (returned: unknown) => unknown;

/** For a handler that is called for one. */
export function acceptOne(hook: HookName, checkAttr: CheckAttrInfo): Accept {
  const parse = parserOf(hook, checkAttr);
  return (returned) => (parse === null || isNothing(returned) ? undefined : parse(ownCopy(returned)));
}

/** For a handler that is called for many: undefined, or a list with an element for each. */
export function acceptMany(hook: HookName, size: number, checkAttr: CheckAttrInfo): Accept {
  const one = hook === 'entry.validate' ? acceptProblem : acceptOne(hook, checkAttr);
  if (hook !== 'entry.validate' && parserOf(hook, checkAttr) === null) return () => undefined;
  return (returned) => {
    if (isNothing(returned)) return undefined;
    if (!Array.isArray(returned)) throw expected(`a list of ${size} results or nothing`, returned);
    if (returned.length !== size) {
      throw new UnusableResult(`it returned a list of ${returned.length} results for a batch of ${size}`);
    }
    return returned.map(one);
  };
}

function parserOf(hook: HookName, checkAttr: CheckAttrInfo): ((value: unknown) => unknown) | null {
  switch (hook) {
    case 'entry.before_create':
    case 'entry.before_update':
      return parseEntryData;
    case 'entity.before_create':
    case 'entity.before_update':
      return parseEntityData;
    case 'entry.get_attrs':
    case 'entity.get_attrs':
      return (value) => parseAttrInfos(value, checkAttr);
    default:
      return null;
  }
}

function parseEntryData(value: unknown): unknown {
  if (!isRecord(value)) throw expected('the changed data or nothing', value);
  const { name, attrs } = value;
  if (name !== undefined && typeof name !== 'string') throw expected('a text as `name`', name);
  if (attrs === undefined) return value;
  if (!Array.isArray(attrs)) throw expected('a list as `attrs`', attrs);
  for (const attr of attrs) {
    if (!isRecord(attr) || !Number.isInteger(attr['id'])) throw expected('`attrs` made of { id, value }', attr);
  }
  return value;
}

function parseEntityData(value: unknown): unknown {
  if (!isRecord(value)) throw expected('the changed data or nothing', value);
  const { name, note, attrs } = value;
  if (name !== undefined && typeof name !== 'string') throw expected('a text as `name`', name);
  if (note !== undefined && note !== null && typeof note !== 'string') throw expected('a text as `note`', note);
  if (attrs === undefined || attrs === null) return value;
  if (!Array.isArray(attrs)) throw expected('a list as `attrs`', attrs);
  for (const attr of attrs) if (!isRecord(attr)) throw expected('`attrs` made of objects', attr);
  return value;
}

function parseAttrInfos(value: unknown, checkAttr: CheckAttrInfo): unknown {
  if (!Array.isArray(value)) throw expected('a list of attributes or nothing', value);
  return value.map((element) => parseAttrInfo(element, checkAttr));
}

function parseAttrInfo(element: unknown, checkAttr: CheckAttrInfo): AttrInfo {
  if (!isRecord(element)) throw expected('a list made of attributes', element);
  const { id = null, schema = null, name, type, isReadable = true, value = null } = element;
  if (typeof name !== 'string' || name === '') throw expected('a text as `name` of each attribute', name);
  const of = `of attribute "${name}"`;
  if (typeof type !== 'number' || !Number.isInteger(type)) throw expected(`the code of a type as \`type\` ${of}`, type);
  if (id !== null && (typeof id !== 'number' || !Number.isInteger(id)))
    throw expected(`a number or null as \`id\` ${of}`, id);
  if (schema !== null && !isSchema(schema)) throw expected(`{ id, name } or null as \`schema\` ${of}`, schema);
  if (typeof isReadable !== 'boolean') throw expected(`true or false as \`isReadable\` ${of}`, isReadable);
  const attr: AttrInfo = { ...element, id, schema, name, type, isReadable, value };
  const wrong = checkAttr(attr);
  if (wrong !== null) throw new UnusableResult(`it returned an unusable value ${of}: ${wrong}`);
  return attr;
}

function isSchema(value: unknown): value is { id: number; name: string } {
  return isRecord(value) && Number.isInteger(value['id']) && typeof value['name'] === 'string';
}

function acceptProblem(returned: unknown): unknown {
  if (isNothing(returned)) return undefined;
  if (isValidationError(returned)) return returned;
  throw expected('a list made of ValidationError or nothing', returned);
}

function ownCopy(returned: unknown): unknown {
  try {
    return plainCopy(returned);
  } catch (cause) {
    throw new UnusableResult('it returned something that is not data', { cause });
  }
}

function isNothing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function expected(what: string, got: unknown): UnusableResult {
  return new UnusableResult(`it returned ${nameOf(got)} where ${what} is expected`);
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
