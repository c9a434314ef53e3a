import type { AttrInfo } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { BadRequest } from '../../errors.ts';
import { extensionsOf } from '../../plugins/index.ts';
import {
  attributeTypeOfCode,
  nameKey,
  type AttributeType,
  type RenderedValue,
  type StoredValue,
} from '../attribute/index.ts';
import { canReadAttribute } from '../access/index.ts';
import type { EntityAttr } from '../entity/index.ts';
import { valueOf } from './document.ts';
import type { EntryRow } from './entry-row.ts';

/** One attribute of one entry as doors show it. */
export interface AttributeView {
  /** Null until the first version. */
  readonly id: number | null;
  /** Null if a hook added it. */
  readonly attr: EntityAttr | null;
  readonly entry: EntryRow;
  readonly name: string;
  readonly type: AttributeType;
  readonly isReadable: boolean;
  readonly value: StoredValue;
  /** What handlers made of it, if they changed it: keys that are not ours are its extensions, which few ask for. */
  readonly info: AttrInfo | null;
}

/** The attributes that are asked for, in the order of the entity; its document must be loaded. */
export function storedAttributes(ctx: Context, entry: EntryRow, names: readonly string[] | null): AttributeView[] {
  const { attrs } = ctx.catalog.getEntity(entry.entityId);
  if (names === null) return attrs.map((attr) => viewOf(ctx, entry, attr));
  const keys = keysOf(names);
  return attrs.filter((attr) => keys.has(attr.nameKey)).map((attr) => viewOf(ctx, entry, attr));
}

const MAX_NAMES = 1_000;
/** Every entry of a page is asked with the same names. */
const knownKeys = new WeakMap<readonly string[], ReadonlySet<string>>();

/** The names of attributes as they compare. */
export function keysOf(names: readonly string[]): ReadonlySet<string> {
  const known = knownKeys.get(names);
  if (known) return known;
  if (names.length > MAX_NAMES) {
    throw new BadRequest(`\`names\` has ${names.length} names; at most ${MAX_NAMES} are allowed`, ['names']);
  }
  const made = new Set(names.map(nameKey));
  // A few are made anew faster than they are found.
  if (names.length > 10) knownKeys.set(names, made);
  return made;
}

/** Whether the caller may see the attribute of a column in an entry whose document is loaded. */
export function isVisible(ctx: Context, entry: EntryRow, attr: EntityAttr): boolean {
  return canReadAttribute(ctx, attr, entry.attrAcls);
}

/** What the caller may not see looks as if there was no value. */
export function viewOf(ctx: Context, entry: EntryRow, attr: EntityAttr): AttributeView {
  const isReadable = isVisible(ctx, entry, attr);
  const doc = (isReadable && entry.doc) || {};
  return {
    id: doc[attr.id]?.[0] ?? null,
    attr,
    entry,
    name: attr.name,
    type: attr.type,
    isReadable,
    value: valueOf(doc, attr),
    info: null,
  };
}

const NO_OPTIONS = { choices: [], timeZone: 'UTC' };

export function renderView(view: AttributeView): RenderedValue | null {
  return view.isReadable ? view.type.render(view.value, view.attr ?? NO_OPTIONS) : null;
}

/** The attributes in the form in which get_attrs handlers see them: without those that the caller may not see. */
export function storedAttrInfos(ctx: Context, entry: EntryRow, names: readonly string[] | null): AttrInfo[] {
  const { attrs } = ctx.catalog.getEntity(entry.entityId);
  const keys = names && keysOf(names);
  const doc = entry.doc ?? {};
  const infos: AttrInfo[] = [];
  for (const attr of attrs) {
    if ((keys && !keys.has(attr.nameKey)) || !isVisible(ctx, entry, attr)) continue;
    const { name, type } = attr;
    const [id, value] = doc[attr.id] ?? [null, type.emptyValue];
    // Handlers get a copy with no more of the schema than id and name.
    infos.push({ id, schema: attr, name, type: type.code, isReadable: true, value });
  }
  return infos;
}

/** What handlers added to it; null for nothing. */
export function extensionsOfView({ info }: AttributeView): Readonly<Record<string, unknown>> | null {
  return info && extensionsOf(info);
}

/** What handlers made of it. */
export function fromAttrInfo(ctx: Context, entry: EntryRow, info: AttrInfo): AttributeView {
  return {
    id: info.id,
    attr: info.schema && ctx.catalog.findAttr(info.schema.id),
    entry,
    name: info.name,
    type: attributeTypeOfCode(info.type),
    isReadable: info.isReadable,
    value: info.value as StoredValue,
    info,
  };
}
