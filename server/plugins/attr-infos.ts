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
  for (const key of addedKeys(info) ?? []) put(copy, key, plainCopy(info[key]));
  return copy;
}

/**
 * What a handler made of a list. An attribute that it did not change is the very object that was there before, and so is the list
 * if that holds for all: only what is new is looked at closely, here and by whoever made the list.
 */
export function acceptAttrInfos(returned: unknown, before: AttrInfos, checkAttr: CheckAttrInfo): AttrInfos {
  if (!Array.isArray(returned)) throw expected('a list of attributes or nothing', returned);
  const list: AttrInfo[] = [];
  let isSame = returned.length === before.length;
  let from = 0;
  for (let index = 0; index < returned.length; index += 1) {
    const element = plainRecord(returned[index]);
    const { name } = element;
    if (typeof name !== 'string' || name === '') throw expected('a text as `name` of each attribute', name);
    const place = placeOf(name, before, from);
    if (place >= 0) from = place + 1;
    const attr = acceptAttrInfo(element, name, before[place], checkAttr);
    isSame &&= attr === before[index];
    list.push(attr);
  }
  return isSame ? before : list;
}

function plainRecord(element: unknown): Record<string, unknown> {
  const data = isRecord(element) && isPlain(element) ? element : ownCopy(element);
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
  element: Readonly<Record<string, unknown>>,
  name: string,
  before: AttrInfo | undefined,
  checkAttr: CheckAttrInfo,
): AttrInfo {
  const { id = null, schema: reference = null, type, isReadable = true, value = null } = element;
  const of = () => `of attribute "${name}"`;
  if (typeof type !== 'number' || !Number.isInteger(type)) {
    throw expected(`the code of a type as \`type\` ${of()}`, type);
  }
  if (id !== null && (typeof id !== 'number' || !Number.isInteger(id))) {
    throw expected(`a number or null as \`id\` ${of()}`, id);
  }
  if (typeof isReadable !== 'boolean') throw expected(`true or false as \`isReadable\` ${of()}`, isReadable);
  const schema = reference === null ? null : schemaIn(reference);
  if (schema === undefined) throw expected(`{ id, name } or null as \`schema\` ${of()}`, reference);

  const added = addedKeys(element);
  const hasOldValue = before !== undefined && before.type === type && isSameData(value, before.value);
  const old = before && isSameSchema(schema, before.schema) ? before.schema : schema;
  if (hasOldValue && added === null && id === before.id && isReadable === before.isReadable) {
    if (old === before.schema && addedKeys(before) === null) return before;
  }
  const own = hasOldValue ? before.value : ownCopy(value);
  const attr: AttrInfo = { id, schema: old, name, type, isReadable, value: own };
  for (const key of added ?? []) put(attr, key, ownCopy(element[key]));
  const wrong = hasOldValue ? null : checkAttr(attr);
  if (wrong !== null) throw new UnusableResult(`it returned an unusable value ${of()}: ${wrong}`);
  return attr;
}

function schemaIn(value: unknown): AttrInfo['schema'] | undefined {
  if (!isRecord(value)) return undefined;
  const { id, name } = value;
  return typeof id === 'number' && Number.isInteger(id) && typeof name === 'string' ? { id, name } : undefined;
}

/** The one that was there before may be more than these. */
function isSameSchema(schema: AttrInfo['schema'], before: AttrInfo['schema']): boolean {
  return schema?.id === before?.id && schema?.name === before?.name;
}

/** What handlers added to an attribute; null for nothing. */
export function extensionsOf(info: AttrInfo): Readonly<Record<string, unknown>> | null {
  let extensions: Record<string, unknown> | null = null;
  // A rest pattern would be four times as slow.
  for (const key of Object.keys(info)) if (!isKnown(key)) put((extensions ??= {}), key, info[key]);
  return extensions;
}

/** The keys that are not ours; null for none. */
function addedKeys(info: Readonly<Record<string, unknown>>): readonly string[] | null {
  let added: string[] | null = null;
  for (const key of Object.keys(info)) if (!isKnown(key)) (added ??= []).push(key);
  return added;
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
