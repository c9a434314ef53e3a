import { isValidationError, type HookName } from 'pagoda-plugin-sdk';
import { acceptAttrInfos, type AttrInfos, type CheckAttrInfo } from './attr-infos.ts';
import { UnusableResult } from './hook-failure.ts';
import { expected, isNothing, isRecord, ownCopy } from './returned-data.ts';

/**
 * Turns what a handler returned for one into a result; undefined when that was nothing. Throws when the hook cannot use it.
 * `before` is what the handler got a copy of.
 */
export type AcceptOne = (returned: unknown, before: unknown) => unknown;

/** The same for a handler that is called for many: undefined, or a list with an element for each. */
export type AcceptMany = (returned: unknown, befores: readonly unknown[]) => unknown;

type Parse = (returned: unknown, before: unknown) => unknown;

export function acceptOne(hook: HookName, checkAttr: CheckAttrInfo): AcceptOne {
  const parse = parserOf(hook, checkAttr);
  return (returned, before) => (parse === null || isNothing(returned) ? undefined : parse(returned, before));
}

export function acceptMany(hook: HookName, checkAttr: CheckAttrInfo): AcceptMany {
  const one = hook === 'entry.validate' ? acceptProblem : acceptOne(hook, checkAttr);
  if (hook !== 'entry.validate' && parserOf(hook, checkAttr) === null) return () => undefined;
  return (returned, befores) => {
    const size = befores.length;
    if (isNothing(returned)) return undefined;
    if (!Array.isArray(returned)) throw expected(`a list of ${size} results or nothing`, returned);
    if (returned.length !== size) {
      throw new UnusableResult(`it returned a list of ${returned.length} results for a batch of ${size}`);
    }
    return returned.map((result, index) => one(result, befores[index]));
  };
}

function parserOf(hook: HookName, checkAttr: CheckAttrInfo): Parse | null {
  switch (hook) {
    case 'entry.before_create':
    case 'entry.before_update':
      return (returned, before) => parseEntryData(ownCopy(returned), before);
    case 'entity.before_create':
    case 'entity.before_update':
      return (returned, before) => parseEntityData(ownCopy(returned), before);
    case 'entry.get_attrs':
    case 'entity.get_attrs':
      // Handlers of these hooks get copies of such lists and of nothing else.
      return (returned, before) => acceptAttrInfos(returned, before as AttrInfos, checkAttr);
    default:
      return null;
  }
}

const ENTRY_KEYS = ['name', 'attrs'];
const ENTITY_KEYS = ['name', 'note', 'attrs', 'itemNamePattern', 'itemNameType', 'isToplevel', 'acl'];

/** What is not returned stays as it was; a key that nobody knows is a slip. */
function completed(value: unknown, before: unknown, keys: readonly string[]): Record<string, unknown> {
  if (!isRecord(value)) throw expected('the changed data or nothing', value);
  const given = isRecord(before) ? before : {};
  const strange = Object.keys(value).find((key) => !keys.includes(key) && !Object.hasOwn(given, key));
  if (strange !== undefined) {
    throw new UnusableResult(`it returned the key "${strange}", and data has none but ${keys.join(', ')}`);
  }
  const said = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries([...Object.entries(given), ...said]);
}

function parseEntryData(returned: unknown, before: unknown): unknown {
  const value = completed(returned, before, ENTRY_KEYS);
  const { name, attrs } = value;
  if (name !== undefined && typeof name !== 'string') throw expected('a text as `name`', name);
  if (attrs === undefined) return value;
  if (!Array.isArray(attrs)) throw expected('a list as `attrs`', attrs);
  for (const attr of attrs) {
    if (!isRecord(attr) || !Number.isInteger(attr['id'])) throw expected('`attrs` made of { id, value }', attr);
  }
  return value;
}

function parseEntityData(returned: unknown, before: unknown): unknown {
  const value = completed(returned, before, ENTITY_KEYS);
  const { name, note, attrs } = value;
  if (name !== undefined && typeof name !== 'string') throw expected('a text as `name`', name);
  if (note !== undefined && note !== null && typeof note !== 'string') throw expected('a text as `note`', note);
  if (attrs === undefined || attrs === null) return value;
  if (!Array.isArray(attrs)) throw expected('a list as `attrs`', attrs);
  for (const attr of attrs) if (!isRecord(attr)) throw expected('`attrs` made of objects', attr);
  return value;
}

function acceptProblem(returned: unknown): unknown {
  if (isNothing(returned)) return undefined;
  if (isValidationError(returned)) return returned;
  throw expected('a list made of ValidationError or nothing', returned);
}
