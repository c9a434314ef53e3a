import type { AttributeTypeName, Choice } from '../domains/attribute/index.ts';
import type { Random } from './random.ts';
import type { EntityKey, Shape } from './shape.ts';

/** Stands for an id that is known only when the data is written. */
export type Ref =
  | { readonly ref: 'entry'; readonly entity: EntityKey; readonly index: number }
  | { readonly ref: 'group'; readonly index: number }
  | { readonly ref: 'role'; readonly index: number };

/** A value in the form that inputs take, with references where ids belong. */
export type DemoValue =
  | null
  | string
  | number
  | boolean
  | Ref
  | readonly DemoValue[]
  | { readonly name: string; readonly id: Ref | null; readonly boolean?: boolean };

export interface DemoEntry {
  readonly name: string;
  /** By the name of the attribute; what is left out gets its default. */
  readonly attrs: Readonly<Record<string, DemoValue>>;
}

/** An attribute in the form of `CreateEntityAttrInput`; `referral` names entities of the demo data. */
export interface DemoAttr {
  readonly name: string;
  readonly type: AttributeTypeName;
  readonly isMandatory?: boolean;
  readonly isSummarized?: boolean;
  readonly isDeleteInChain?: boolean;
  readonly referral?: readonly EntityKey[];
  readonly defaultValue?: string | number | boolean;
  readonly choices?: readonly Choice[];
  readonly note?: string;
  readonly nameOrder?: number;
  readonly namePrefix?: string;
  readonly namePostfix?: string;
  readonly displayAttr?: string;
}

/** What an entry is made from. */
export interface Seed {
  readonly index: number;
  readonly shape: Shape;
  readonly random: Random;
}

/** One entity of the demo data and how its entries are made. */
export interface DemoEntity {
  readonly key: EntityKey;
  readonly name: string;
  readonly note: string;
  readonly isToplevel?: boolean;
  readonly itemNamePattern?: string;
  readonly itemNameType?: 'USER' | 'ID' | 'ATTRIBUTES';
  readonly attrs: readonly DemoAttr[];
  makeEntry(seed: Seed): DemoEntry;
}

export function entryRef(entity: EntityKey, index: number): Ref {
  return { ref: 'entry', entity, index };
}

/** A reference to any entry of another entity. */
export function anyEntry(entity: EntityKey, { shape, random }: Seed): Ref {
  return entryRef(entity, random.between(0, shape[entity] - 1));
}

/** An entry refers to those of its own entity at least this far back: ids are known only when a batch is written. */
export const SELF_REFERENCE_DISTANCE = 25;

/** The entry of `owner` that the entry number `index` of `owned` belongs to, when they are dealt out evenly and in order. */
export function ownerIndex(index: number, owned: number, owner: number): number {
  return Math.min(owner - 1, Math.floor((index * owner) / owned));
}

/** How many entries of the same owner come before this one. */
export function placeAtOwner(index: number, owned: number, owner: number): number {
  const mine = ownerIndex(index, owned, owner);
  let first = Math.max(0, Math.floor((mine * owned) / owner) - 1);
  while (ownerIndex(first, owned, owner) < mine) first += 1;
  return index - first;
}

const DAY = 86_400_000;
const BEGIN = Date.UTC(2019, 3, 1);

/** Always the same "today", so that the data does not depend on the day it is made. */
export const TODAY = Math.round((Date.UTC(2026, 2, 1) - BEGIN) / DAY);

/** A date by its number of days since the data centre's first. */
export function dateOfDay(day: number): string {
  return new Date(BEGIN + day * DAY).toISOString().slice(0, 10);
}

export function instantOfDay(day: number, secondOfDay: number): string {
  return new Date(BEGIN + day * DAY + secondOfDay * 1000).toISOString();
}

/** `list[index]`, and from the second round on with a number behind it, so that names stay unique. */
export function numbered(list: readonly string[], index: number): string {
  const round = Math.floor(index / list.length);
  const word = list[index % list.length] ?? '';
  return round === 0 ? word : `${word} ${round + 1}`;
}
