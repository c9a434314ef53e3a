/** The lists of get_attrs hooks: a page has thousands of attributes, of which handlers change few. */
import type { AttrInfo } from 'pagoda-plugin-sdk';
import { UnusableResult } from './hook-failure.ts';
import { isPlain, isSameData, plainCopy, put } from './plain-copy.ts';
import { expected, isRecord, ownCopy } from './returned-data.ts';

/** Says what is wrong with an attribute's value for its type, or null. */
export type CheckAttrInfo = (attr: AttrInfo) => string | null;

/** Never changed: a handler works on a copy, and what it makes of that is another list. */
export type AttrInfos = readonly AttrInfo[];

/** A handler's own copy. */
export function copyAttrInfos(list: AttrInfos): AttrInfo[] {
  return list.map(copyAttrInfo);
}

function copyAttrInfo(info: AttrInfo): AttrInfo {
  const { id, schema, name, type, isReadable, value } = info;
  const own = schema && { id: schema.id, name: schema.name };
  const copy: AttrInfo = { id, schema: own, name, type, isReadable, value: plainCopy(value) };
  for (const key in info) if (isAdded(key, info)) put(copy, key, plainCopy(info[key]));
  return copy;
}

/**
 * What a handler made of a list. An attribute that it did not change is the very object that was there before, and so is the list
 * if that holds for all: only what is new is looked at closely, here and by whoever made the list.
 */
export function acceptAttrInfos(returned: unknown, before: AttrInfos, checkAttr: CheckAttrInfo): AttrInfos {
  if (!Array.isArray(returned)) throw expected('a list of attributes or nothing', returned);
  const { length } = returned;
  let list: AttrInfo[] | null = length === before.length ? null : [];
  let from = 0;
  for (let index = 0; index < length; index += 1) {
    const element = plainRecord(returned[index]);
    const { name } = element;
    if (typeof name !== 'string' || name === '') throw expected('a text as `name` of each attribute', name);
    const place = placeOf(name, before, from);
    if (place >= 0) from = place + 1;
    const attr = acceptAttrInfo(element, name, before[place], checkAttr);
    if (list === null && attr !== before[index]) list = before.slice(0, index);
    list?.push(attr);
  }
  return list ?? before;
}

/** One whose own properties are all that it has; the handler's, unless that could be otherwise. */
function plainRecord(element: unknown): Record<string, unknown> {
  if (isRecord(element) && Object.getPrototypeOf(element) === Object.prototype) return element;
  const data = isRecord(element) && isPlain(element) ? { ...element } : ownCopy(element);
  if (!isRecord(data)) throw expected('a list made of attributes', data);
  return data;
}

/** Most handlers keep the order, so it is looked for only behind the one that was found last. */
function placeOf(name: string, list: AttrInfos, from: number): number {
  for (let index = from; index < list.length; index += 1) if (list[index]?.name === name) return index;
  return -1;
}

/** Every property is read once: it may be another one the next time. */
function acceptAttrInfo(
  attr: Record<string, unknown>,
  name: string,
  before: AttrInfo | undefined,
  checkAttr: CheckAttrInfo,
): AttrInfo {
  const { id = null, schema: reference = null, type, isReadable = true, value = null } = attr;
  if (typeof type !== 'number' || !Number.isInteger(type)) {
    throw expected(`the code of a type as \`type\` ${of(name)}`, type);
  }
  if (id !== null && (typeof id !== 'number' || !Number.isInteger(id))) {
    throw expected(`a number or null as \`id\` ${of(name)}`, id);
  }
  if (typeof isReadable !== 'boolean') throw expected(`true or false as \`isReadable\` ${of(name)}`, isReadable);
  const schema = reference === null ? null : schemaIn(reference, before?.schema);
  if (schema === undefined) throw expected(`{ id, name } or null as \`schema\` ${of(name)}`, reference);

  const hasOldValue = before !== undefined && before.type === type && isSameData(value, before.value);
  const isOld = hasOldValue && id === before.id && isReadable === before.isReadable && schema === before.schema;
  if (isOld && !hasAdded(attr) && !hasAdded(before)) return before;
  const own = hasOldValue ? before.value : ownCopy(value);
  const accepted: AttrInfo = { id, schema, name, type, isReadable, value: own };
  for (const key in attr) if (isAdded(key, attr)) put(accepted, key, ownCopy(attr[key]));
  const wrong = hasOldValue ? null : checkAttr(accepted);
  if (wrong !== null) throw new UnusableResult(`it returned an unusable value ${of(name)}: ${wrong}`);
  return accepted;
}

function of(name: string): string {
  return `of attribute "${name}"`;
}

/** The one that was there before, which may be more than id and name, if these are the same. */
function schemaIn(value: unknown, before: AttrInfo['schema'] | undefined): AttrInfo['schema'] | undefined {
  if (!isRecord(value)) return undefined;
  const { id, name } = value;
  if (before && id === before.id && name === before.name) return before;
  return typeof id === 'number' && Number.isInteger(id) && typeof name === 'string' ? { id, name } : undefined;
}

/** What handlers added to an attribute; null for nothing. */
export function extensionsOf(info: AttrInfo): Readonly<Record<string, unknown>> | null {
  let extensions: Record<string, unknown> | null = null;
  // A rest pattern would be four times as slow, and a list of keys costs memory.
  for (const key in info) if (isAdded(key, info)) put((extensions ??= {}), key, info[key]);
  return extensions;
}

function hasAdded(info: Readonly<Record<string, unknown>>): boolean {
  for (const key in info) if (isAdded(key, info)) return true;
  return false;
}

/** Whether a key that a loop came by is not ours. */
function isAdded(key: string, info: object): boolean {
  return !isKnown(key) && Object.hasOwn(info, key);
}

function isKnown(key: string): boolean {
  switch (key) {
    case 'id':
    case 'schema':
    case 'name':
    case 'type':
    case 'isReadable':
    case 'value':
      return true;
    default:
      return false;
  }
}
