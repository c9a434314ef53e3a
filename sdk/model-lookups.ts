import type { EntityProtocol, EntryProtocol, UserProtocol } from './model-protocols.ts';

/** Conditions on a number; all that are given must hold. */
export type NumberLookup = number | { in?: readonly number[]; gt?: number; gte?: number; lt?: number; lte?: number };

/** Conditions on a text; all that are given must hold. Those with an `i` ignore letter case. */
export type TextLookup =
  | string
  | {
      in?: readonly string[];
      iexact?: string;
      contains?: string;
      icontains?: string;
      startsWith?: string;
      istartsWith?: string;
      endsWith?: string;
      iendsWith?: string;
    };

/** Conditions on a time; all that are given must hold. */
export type TimeLookup = Date | { gt?: Date; gte?: Date; lt?: Date; lte?: Date };

/** Which users. */
export interface UserLookup {
  id?: NumberLookup;
  username?: TextLookup;
  email?: TextLookup;
  isActive?: boolean;
  isSuperuser?: boolean;
}

/** Which entities. */
export interface EntityLookup {
  id?: NumberLookup;
  name?: TextLookup;
  note?: TextLookup;
  isActive?: boolean;
  createdTime?: TimeLookup;
  createdUser?: UserProtocol | UserLookup | null;
}

/** Which entries. `schema` is their entity, or conditions on it. */
export interface EntryLookup {
  id?: NumberLookup;
  name?: TextLookup;
  isActive?: boolean;
  schema?: EntityProtocol | EntityLookup;
  createdTime?: TimeLookup;
  updatedTime?: TimeLookup;
  createdUser?: UserProtocol | UserLookup | null;
}

/** Which entity attributes. */
export interface EntityAttrLookup {
  id?: NumberLookup;
  name?: TextLookup;
  type?: NumberLookup;
  isActive?: boolean;
  isMandatory?: boolean;
  parentEntity?: EntityProtocol | EntityLookup;
}

/** Which attributes. */
export interface AttributeLookup {
  id?: NumberLookup;
  name?: TextLookup;
  isActive?: boolean;
  schema?: { id: number } | EntityAttrLookup;
  parentEntry?: EntryProtocol | EntryLookup;
}

/** Which versions of values. */
export interface AttributeValueLookup {
  id?: NumberLookup;
  isLatest?: boolean;
  createdTime?: TimeLookup;
  createdUser?: UserProtocol | UserLookup | null;
  parentAttr?: { id: number } | AttributeLookup;
}

/** Which jobs. */
export interface JobLookup {
  id?: NumberLookup;
  user?: UserProtocol | UserLookup;
  status?: NumberLookup;
  operation?: NumberLookup;
  text?: TextLookup;
  createdAt?: TimeLookup;
  updatedAt?: TimeLookup;
}
