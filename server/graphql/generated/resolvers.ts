import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Context } from '../../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string | number; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A calendar date without a time, for example `2026-03-01`. */
  Date: { input: string; output: Date | string; }
  /** An instant in time as ISO 8601 in UTC with milliseconds, for example `2026-03-01T09:04:05.123Z`. */
  DateTime: { input: Date; output: Date | string; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
};

/** A condition on one attribute. All given operators must hold; each must fit the attribute's type. */
export type AttrFilter = {
  /** For dates and times: later than this. */
  after?: InputMaybe<Scalars['String']['input']>;
  /** The name of the attribute; letter case is ignored. */
  attr: Scalars['String']['input'];
  /** For dates and times: earlier than this. */
  before?: InputMaybe<Scalars['String']['input']>;
  /** The text of the value, or of one of its elements, contains this one. */
  contains?: InputMaybe<Scalars['String']['input']>;
  /** The value equals this one, in the form that inputs take. Texts ignore letter case; a list equals when one element does; a reference takes an id or a name. */
  eq?: InputMaybe<Scalars['JSON']['input']>;
  /** For numbers: greater than this. */
  gt?: InputMaybe<Scalars['Float']['input']>;
  /** The value equals one of these (at most 100). */
  in?: InputMaybe<Array<Scalars['JSON']['input']>>;
  /** Whether the attribute has no value. */
  isEmpty?: InputMaybe<Scalars['Boolean']['input']>;
  /** For numbers: less than this. */
  lt?: InputMaybe<Scalars['Float']['input']>;
  /** The value refers to the entry with this id. */
  refersTo?: InputMaybe<Scalars['ID']['input']>;
  /** The text of the value, or of one of its elements, starts with this one. */
  startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** A value for an attribute. */
export type AttrInput = {
  /** The name of the attribute, or its id (`EntityAttr.id`). */
  attr: Scalars['String']['input'];
  /** The value in the form of its type: see `Attribute.json`. */
  value?: InputMaybe<Scalars['JSON']['input']>;
};

/** One entry's holder of one entity attribute, with its present value. */
export type Attribute = {
  __typename?: 'Attribute';
  /** The column it belongs to; null if a plugin's hook added it. */
  entityAttr: Maybe<EntityAttr>;
  /** What hooks of plugins added; null when nothing. */
  extensions: Maybe<Scalars['JSON']['output']>;
  /** The number that REST uses too, as a string; null until its first version. */
  id: Maybe<Scalars['ID']['output']>;
  /** Whether the caller may read it; if not, `value` and `json` are null and `text` is empty. */
  isReadable: Scalars['Boolean']['output'];
  /**
   * The same in the form that inputs take: a text, number, boolean; a date as `2026-03-01`; a time as ISO 8601; a choice by its `value`;
   * a reference as the id of the entry, group or role; a labelled reference as `{"name": "eth0", "id": 411}`, with `"boolean": true` where the type has a flag; lists of these.
   */
  json: Maybe<Scalars['JSON']['output']>;
  /** The name of the entity attribute. */
  name: Scalars['String']['output'];
  /** The same for people; empty when there is none. */
  text: Scalars['String']['output'];
  /** The type of its values. */
  type: AttributeType;
  /** The value by its type; null when there is none. */
  value: Maybe<AttributeValue>;
};

/** The types of attributes. The number behind each is its code in REST. */
export type AttributeType =
  /** 1040: a list of references to groups. */
  | 'ARRAY_GROUP'
  /** 3073: a list of labelled references. */
  | 'ARRAY_NAMED_OBJECT'
  /** 3081: a list of labelled references with a flag each. */
  | 'ARRAY_NAMED_OBJECT_BOOLEAN'
  /** 1280: a list of numbers, some perhaps empty. */
  | 'ARRAY_NUMBER'
  /** 1025: a list of references to entries. */
  | 'ARRAY_OBJECT'
  /** 1088: a list of references to roles. */
  | 'ARRAY_ROLE'
  /** 1026: a list of texts. */
  | 'ARRAY_STRING'
  /** 8: true or false. */
  | 'BOOLEAN'
  /** 32: a calendar date. */
  | 'DATE'
  /** 128: an instant in time. */
  | 'DATETIME'
  /** 16: a reference to a group. */
  | 'GROUP'
  /** 1536: some of the attribute's choices. */
  | 'MULTI_SELECT'
  /** 2049: a labelled reference to an entry. */
  | 'NAMED_OBJECT'
  /** 2057: a labelled reference with a flag; can be read but not created. */
  | 'NAMED_OBJECT_BOOLEAN'
  /** 256: a number (IEEE 754 double). */
  | 'NUMBER'
  /** 1: a reference to an entry. */
  | 'OBJECT'
  /** 64: a reference to a role. */
  | 'ROLE'
  /** 512: one of the attribute's choices. */
  | 'SELECT'
  /** 2: a text of one line. */
  | 'STRING'
  /** 4: a text of several lines. */
  | 'TEXT';

/** A value by its type. */
export type AttributeValue = BooleanValue | DateTimeValue | DateValue | EntryListValue | EntryValue | GroupListValue | GroupValue | NamedEntryListValue | NamedEntryValue | NumberListValue | NumberValue | RoleListValue | RoleValue | SelectListValue | SelectValue | StringListValue | StringValue | TextValue;

/** One version of an attribute's value. Versions are never changed or removed. */
export type AttributeVersion = {
  __typename?: 'AttributeVersion';
  /** The attribute it is a version of, with its present value. */
  attribute: Attribute;
  /** A number of its own, as a string. */
  id: Scalars['ID']['output'];
  /** Whether it is the present value. */
  isLatest: Scalars['Boolean']['output'];
  /** The same in the form that inputs take. */
  json: Maybe<Scalars['JSON']['output']>;
  /** The same for people. */
  text: Scalars['String']['output'];
  /** When it was written. */
  time: Scalars['DateTime']['output'];
  /** Who wrote it; null when that user is gone or unknown. */
  user: Maybe<User>;
  /** The value by its type; null when there was none. */
  value: Maybe<AttributeValue>;
};

/** A page of versions. */
export type AttributeVersionConnection = {
  __typename?: 'AttributeVersionConnection';
  /** The same with a cursor each. */
  edges: Array<AttributeVersionEdge>;
  /** The versions of this page. */
  nodes: Array<AttributeVersion>;
  /** Where this page stands. */
  pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** A version and its place in a list. */
export type AttributeVersionEdge = {
  __typename?: 'AttributeVersionEdge';
  /** The place, for `after` and `before`. */
  cursor: Scalars['String']['output'];
  /** The version. */
  node: AttributeVersion;
};

/** A value of type BOOLEAN. */
export type BooleanValue = {
  __typename?: 'BooleanValue';
  /** True or false. */
  boolean: Scalars['Boolean']['output'];
};

/** One possibility of a select. */
export type Choice = {
  __typename?: 'Choice';
  /** What people read. */
  label: Scalars['String']['output'];
  /** What is stored and what inputs name; stays when the label changes. */
  value: Scalars['String']['output'];
};

/** One possibility of a select. */
export type ChoiceInput = {
  /** What people read; unique in the list. */
  label: Scalars['String']['input'];
  /** What is stored; made by the server when left out. */
  value?: InputMaybe<Scalars['String']['input']>;
};

/** What `copyEntry` copies. */
export type CopyEntryInput = {
  /** The id of the entry to copy. */
  id: Scalars['ID']['input'];
  /** The names of the copies: 1 to 100. */
  names: Array<Scalars['String']['input']>;
};

/** The answer of `copyEntry`. */
export type CopyEntryPayload = {
  __typename?: 'CopyEntryPayload';
  /** The copies, in the order of the names; null when there are errors. */
  entries: Maybe<Array<Entry>>;
  /** What was wrong; empty on success. */
  errors: Array<UserError>;
};

/** An attribute of a new entity. */
export type CreateEntityAttrInput = {
  /** What it can hold; needed for SELECT and MULTI_SELECT. */
  choices?: InputMaybe<Array<ChoiceInput>>;
  /** A text, boolean or number for the types that have a default. */
  defaultValue?: InputMaybe<Scalars['JSON']['input']>;
  /** At most 200 characters. */
  displayAttr?: InputMaybe<Scalars['String']['input']>;
  /** Where it stands (default: its place in this list). */
  index?: InputMaybe<Scalars['Int']['input']>;
  /** Whether deletion goes on to referred entries (default false). */
  isDeleteInChain?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether entries must have a value (default false). */
  isMandatory?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether dashboards should sum it up (default false). */
  isSummarized?: InputMaybe<Scalars['Boolean']['input']>;
  /** 1 to 200 characters, unique within the entity. */
  name: Scalars['String']['input'];
  /** Its place in automatic names (default 0, none); for STRING, NUMBER and OBJECT. */
  nameOrder?: InputMaybe<Scalars['Int']['input']>;
  /** At most 20 characters. */
  namePostfix?: InputMaybe<Scalars['String']['input']>;
  /** At most 20 characters. */
  namePrefix?: InputMaybe<Scalars['String']['input']>;
  /** At most 200 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** The entities it is meant to refer to; needed for the types that refer to entries. */
  referral?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** The type; it can never be changed. */
  type: AttributeType;
};

/** What `createEntity` creates. */
export type CreateEntityInput = {
  /** Its attributes. */
  attrs?: InputMaybe<Array<CreateEntityAttrInput>>;
  /** Whether user interfaces should list it at their top level (default false). */
  isToplevel?: InputMaybe<Scalars['Boolean']['input']>;
  /** A regular expression (RE2 syntax, at most 400 characters) that names of entries must match from their start. */
  itemNamePattern?: InputMaybe<Scalars['String']['input']>;
  /** Where the names of entries come from (default USER). */
  itemNameType?: InputMaybe<ItemNameType>;
  /** 1 to 200 characters, unique among active entities. */
  name: Scalars['String']['input'];
  /** At most 200 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
};

/** The answer of `createEntity`. */
export type CreateEntityPayload = {
  __typename?: 'CreateEntityPayload';
  /** What was created; null when there are errors. */
  entity: Maybe<Entity>;
  /** What was wrong; empty on success. */
  errors: Array<UserError>;
};

/** What `createEntries` creates. */
export type CreateEntriesInput = {
  /** The id of the entity; or give `entityName`. */
  entity?: InputMaybe<Scalars['ID']['input']>;
  /** The name of the entity; or give `entity`. */
  entityName?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 1,000 entries. */
  entries: Array<NewEntryInput>;
};

/** The answer of `createEntries`. */
export type CreateEntriesPayload = {
  __typename?: 'CreateEntriesPayload';
  /** What was created, in the order of the input; null when there are errors. */
  entries: Maybe<Array<Entry>>;
  /** What was wrong; paths begin with `entries` and the index. Empty on success. */
  errors: Array<UserError>;
};

/** What `createEntry` creates. */
export type CreateEntryInput = {
  /** The values; attributes that are not named get their default. */
  attrs?: InputMaybe<Array<AttrInput>>;
  /** The id of the entity; or give `entityName`. */
  entity?: InputMaybe<Scalars['ID']['input']>;
  /** The name of the entity; or give `entity`. */
  entityName?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 200 characters, unique among the active entries of the entity. Replaced where the entity makes names itself. */
  name: Scalars['String']['input'];
};

/** The answer of `createEntry`. */
export type CreateEntryPayload = {
  __typename?: 'CreateEntryPayload';
  /** What was created; null when there are errors. */
  entry: Maybe<Entry>;
  /** What was wrong; empty on success. */
  errors: Array<UserError>;
};

/** What `createToken` creates. */
export type CreateTokenInput = {
  /** How long it lives, in seconds; 0 for ever. Default: the lifetime that the user has set. */
  lifetime?: InputMaybe<Scalars['Int']['input']>;
  /** What the token is for, for people: at most 200 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
};

/** The answer of `createToken`. */
export type CreateTokenPayload = {
  __typename?: 'CreateTokenPayload';
  /** What was wrong; empty on success. */
  errors: Array<UserError>;
  /** The secret for `Authorization: Token …`; shown only here. */
  secret: Maybe<Scalars['String']['output']>;
  /** The token; null when there are errors. */
  token: Maybe<Token>;
};

/** A value of type DATETIME. */
export type DateTimeValue = {
  __typename?: 'DateTimeValue';
  /** The instant. */
  dateTime: Scalars['DateTime']['output'];
};

/** A value of type DATE. */
export type DateValue = {
  __typename?: 'DateValue';
  /** The date. */
  date: Scalars['Date']['output'];
};

/** What `deleteEntity` deletes. */
export type DeleteEntityInput = {
  /** The id of the entity. */
  id: Scalars['ID']['input'];
};

/** The answer of `deleteEntity`. */
export type DeleteEntityPayload = {
  __typename?: 'DeleteEntityPayload';
  /** The deleted entity; null when there are errors. */
  entity: Maybe<Entity>;
  /** What was wrong; empty on success. */
  errors: Array<UserError>;
};

/** What `deleteEntry` deletes. */
export type DeleteEntryInput = {
  /** Refuse with CONFLICT unless the entry still has this `updatedTime`. */
  expectedUpdatedTime?: InputMaybe<Scalars['DateTime']['input']>;
  /** The id of the entry. */
  id: Scalars['ID']['input'];
};

/** The answer of `deleteEntry`. */
export type DeleteEntryPayload = {
  __typename?: 'DeleteEntryPayload';
  /** The deleted entry; null when there are errors. */
  entry: Maybe<Entry>;
  /** What was wrong; empty on success. */
  errors: Array<UserError>;
};

/** A schema that users defined: a kind of thing, such as `Server`, with typed attributes. */
export type Entity = {
  __typename?: 'Entity';
  /** Its active attributes by `index`. */
  attrs: Array<EntityAttr>;
  /** When the entity was created. */
  createdTime: Scalars['DateTime']['output'];
  /** Who created it; null when that user is gone or unknown. */
  createdUser: Maybe<User>;
  /** The entries of this entity. Arguments as in `Query.entries`. */
  entries: EntryConnection;
  /** The number that REST uses too, as a string. */
  id: Scalars['ID']['output'];
  /** False when the entity was deleted. */
  isActive: Scalars['Boolean']['output'];
  /** Whether user interfaces should list the entity at their top level. */
  isToplevel: Scalars['Boolean']['output'];
  /** The regular expression that names of entries must match from their start; empty for none. */
  itemNamePattern: Scalars['String']['output'];
  /** Where the names of entries come from. */
  itemNameType: ItemNameType;
  /** The name, unique among active entities. */
  name: Scalars['String']['output'];
  /** A remark for people; may be empty. */
  note: Scalars['String']['output'];
  /** When the entity or one of its attributes was last changed. */
  updatedTime: Scalars['DateTime']['output'];
};


/** A schema that users defined: a kind of thing, such as `Server`, with typed attributes. */
export type EntityEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<EntryOrder>>;
};

/** One typed column of an entity. */
export type EntityAttr = {
  __typename?: 'EntityAttr';
  /** What a select can hold; empty for other types. */
  choices: Array<Choice>;
  /** What a new entry gets when it names no value; null for none. */
  defaultValue: Maybe<Scalars['JSON']['output']>;
  /** The attribute of referred entries that labels them; empty for their name. */
  displayAttr: Scalars['String']['output'];
  /** What hooks of plugins added; null when nothing. */
  extensions: Maybe<Scalars['JSON']['output']>;
  /** The number that REST uses too, as a string. */
  id: Scalars['ID']['output'];
  /** Where it stands among the attributes of its entity. */
  index: Scalars['Int']['output'];
  /** False when the attribute was deleted. */
  isActive: Scalars['Boolean']['output'];
  /** Whether deleting an entry also deletes the entries it refers to here, unless others refer to them. */
  isDeleteInChain: Scalars['Boolean']['output'];
  /** Whether entries must have a value. */
  isMandatory: Scalars['Boolean']['output'];
  /** Whether dashboards should sum it up. */
  isSummarized: Scalars['Boolean']['output'];
  /** The name, unique within its entity. */
  name: Scalars['String']['output'];
  /** Its place in automatic names; 0 when it is no part of them. */
  nameOrder: Scalars['Int']['output'];
  /** What stands behind its value in automatic names. */
  namePostfix: Scalars['String']['output'];
  /** What stands before its value in automatic names. */
  namePrefix: Scalars['String']['output'];
  /** A remark for people; may be empty. */
  note: Scalars['String']['output'];
  /** The entities whose entries it is meant to refer to; empty for types that do not refer to entries. */
  referral: Array<Entity>;
  /** The type of its values; it never changes. */
  type: AttributeType;
};

/** A page of entities. */
export type EntityConnection = {
  __typename?: 'EntityConnection';
  /** The same with a cursor each. */
  edges: Array<EntityEdge>;
  /** The entities of this page. */
  nodes: Array<Entity>;
  /** Where this page stands. */
  pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** An entity and its place in a list. */
export type EntityEdge = {
  __typename?: 'EntityEdge';
  /** The place, for `after` and `before`. */
  cursor: Scalars['String']['output'];
  /** The entity. */
  node: Entity;
};

/** Which entities. */
export type EntityFilter = {
  /** True (the default) for active ones, false for deleted ones. */
  isActive?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only those that are, or are not, at the top level. */
  isToplevel?: InputMaybe<Scalars['Boolean']['input']>;
  /** A condition on the name. */
  name?: InputMaybe<StringFilter>;
};

/** How entities are ordered. */
export type EntityOrder = {
  /** In which direction. */
  direction?: InputMaybe<OrderDirection>;
  /** What to order by. */
  field: EntityOrderField;
};

/** What entities can be ordered by. */
export type EntityOrderField =
  /** The time of creation. */
  | 'CREATED_TIME'
  /** The name. */
  | 'NAME'
  /** The time of the last change. */
  | 'UPDATED_TIME';

/** An instance of an entity; user interfaces say item. */
export type Entry = {
  __typename?: 'Entry';
  /** One attribute by its name; null when the entity has none of that name. */
  attr: Maybe<Attribute>;
  /** Its attributes in the order of the entity, one for each active entity attribute. */
  attrs: Array<Attribute>;
  /** When the entry was created. */
  createdTime: Scalars['DateTime']['output'];
  /** Who created it; null when that user is gone or unknown. */
  createdUser: Maybe<User>;
  /** The entity it is an instance of. */
  entity: Entity;
  /** The versions of its values, newest first. */
  history: AttributeVersionConnection;
  /** The number that REST uses too, as a string. */
  id: Scalars['ID']['output'];
  /** False when the entry was deleted. */
  isActive: Scalars['Boolean']['output'];
  /** The name, unique among the active entries of its entity. A deleted entry's name ends in `_deleted_` and the time. */
  name: Scalars['String']['output'];
  /** The active entries that refer to this one, by name. */
  referrals: EntryConnection;
  /** When the entry was last changed. */
  updatedTime: Scalars['DateTime']['output'];
};


/** An instance of an entity; user interfaces say item. */
export type EntryAttrArgs = {
  name: Scalars['String']['input'];
};


/** An instance of an entity; user interfaces say item. */
export type EntryAttrsArgs = {
  names?: InputMaybe<Array<Scalars['String']['input']>>;
};


/** An instance of an entity; user interfaces say item. */
export type EntryHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  attr?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** An instance of an entity; user interfaces say item. */
export type EntryReferralsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  entityName?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A change of an entry. */
export type EntryChange = {
  __typename?: 'EntryChange';
  /** The entry as it is now; null with RESYNC. */
  entry: Maybe<Entry>;
  /** The id of the entry; null with RESYNC. */
  id: Maybe<Scalars['ID']['output']>;
  /** What happened. */
  kind: EntryChangeKind;
  /** When it happened. */
  time: Scalars['DateTime']['output'];
};

/** What happened to an entry. */
export type EntryChangeKind =
  /** It was created. */
  | 'CREATED'
  /** It was deleted. */
  | 'DELETED'
  /** It was restored. */
  | 'RESTORED'
  /** Changes may have been missed: read again what you show. */
  | 'RESYNC'
  /** Its name or a value changed. */
  | 'UPDATED';

/** A page of entries. */
export type EntryConnection = {
  __typename?: 'EntryConnection';
  /** The same with a cursor each. */
  edges: Array<EntryEdge>;
  /** The entries of this page. */
  nodes: Array<Entry>;
  /** Where this page stands. */
  pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** An entry and its place in a list. */
export type EntryEdge = {
  __typename?: 'EntryEdge';
  /** The place, for `after` and `before`. */
  cursor: Scalars['String']['output'];
  /** The entry. */
  node: Entry;
};

/** Which entries. All given conditions must hold. */
export type EntryFilter = {
  /** All of these must hold. */
  and?: InputMaybe<Array<EntryFilter>>;
  /** Conditions on attributes; all must hold. */
  attrs?: InputMaybe<Array<AttrFilter>>;
  /** True (the default) for active ones, false for deleted ones. */
  isActive?: InputMaybe<Scalars['Boolean']['input']>;
  /** A condition on the name. */
  name?: InputMaybe<StringFilter>;
  /** This must not hold. */
  not?: InputMaybe<EntryFilter>;
  /** At least one of these must hold. */
  or?: InputMaybe<Array<EntryFilter>>;
};

/** A value of type ARRAY_OBJECT. */
export type EntryListValue = {
  __typename?: 'EntryListValue';
  /** The entries; those that were deleted or that the caller may not read are left out. */
  entries: Array<Entry>;
};

/** How entries are ordered: by `field` or by `attr`. */
export type EntryOrder = {
  /** The name of an attribute that is no list; entries without a value come last. */
  attr?: InputMaybe<Scalars['String']['input']>;
  /** In which direction. */
  direction?: InputMaybe<OrderDirection>;
  /** What to order by. */
  field?: InputMaybe<EntryOrderField>;
};

/** What entries can be ordered by besides attributes. */
export type EntryOrderField =
  /** The time of creation. */
  | 'CREATED_TIME'
  /** The name. */
  | 'NAME'
  /** The time of the last change. */
  | 'UPDATED_TIME';

/** A value of type OBJECT. */
export type EntryValue = {
  __typename?: 'EntryValue';
  /** The entry; null when it was deleted or the caller may not read it. */
  entry: Maybe<Entry>;
};

/** The kinds of errors that a caller can cause. */
export type ErrorCode =
  /** Somebody else changed the object in the meantime; read it again. */
  | 'CONFLICT'
  /** Another object has this name already. */
  | 'DUPLICATE'
  /** A value is not of the form that its place asks for. */
  | 'INVALID'
  /** Other objects still need this one. */
  | 'IN_USE'
  /** The job is not in a state that allows this. */
  | 'JOB_STATE'
  /** A limit of this server was reached. */
  | 'LIMIT_EXCEEDED'
  /** The object does not exist, or the caller may not see it. */
  | 'NOT_FOUND'
  /** The caller may see the object, but not do this with it. */
  | 'PERMISSION_DENIED'
  /** A value that must be given is missing or empty. */
  | 'REQUIRED'
  /** A text is longer than its place allows. */
  | 'TOO_LONG'
  /** A list has more elements than its place allows. */
  | 'TOO_MANY'
  /** Something the server needs is away for the moment; try again. */
  | 'UNAVAILABLE'
  /** A plugin's hook refused the operation. */
  | 'VETOED';

/** A group of users. */
export type Group = {
  __typename?: 'Group';
  /** A number of its own, as a string. */
  id: Scalars['ID']['output'];
  /** The name. */
  name: Scalars['String']['output'];
};

/** A value of type ARRAY_GROUP. */
export type GroupListValue = {
  __typename?: 'GroupListValue';
  /** The groups; deleted ones are left out. */
  groups: Array<Group>;
};

/** A value of type GROUP. */
export type GroupValue = {
  __typename?: 'GroupValue';
  /** The group; null when it was deleted. */
  group: Maybe<Group>;
};

/** Where the names of entries come from. */
export type ItemNameType =
  /** Built from attributes that have a `nameOrder`. */
  | 'ATTRIBUTES'
  /** A random UUID, made at creation. */
  | 'ID'
  /** Users type them. */
  | 'USER';

export type Mutation = {
  __typename?: 'Mutation';
  /** Creates copies of an entry with its present values under new names: all of them or none. */
  copyEntry: CopyEntryPayload;
  /** Creates an entity together with its attributes. */
  createEntity: CreateEntityPayload;
  /** Creates many entries of one entity: all of them or none. */
  createEntries: CreateEntriesPayload;
  /** Creates an entry. */
  createEntry: CreateEntryPayload;
  /** Makes a token for a program that acts as the caller. The token is shown in this answer and never again. */
  createToken: CreateTokenPayload;
  /** Deletes an entity that has no active entries. Its name becomes free. */
  deleteEntity: DeleteEntityPayload;
  /** Deletes an entry so that it can be restored. Its name becomes free; entries that refer to it show nothing there. */
  deleteEntry: DeleteEntryPayload;
  /** Brings a deleted entry back, with those that were deleted in chain with it. */
  restoreEntry: RestoreEntryPayload;
  /** Makes the value of an old version the present one, as a new version. */
  restoreValue: RestoreValuePayload;
  /** Ends one of the caller's tokens at once. */
  revokeToken: RevokeTokenPayload;
  /** Changes an entity and its attributes. What is left out stays as it is. */
  updateEntity: UpdateEntityPayload;
  /** Changes the name or values of an entry. Attributes that are not named stay as they are; a value that does not differ makes no version. */
  updateEntry: UpdateEntryPayload;
};


export type MutationCopyEntryArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: CopyEntryInput;
};


export type MutationCreateEntityArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: CreateEntityInput;
};


export type MutationCreateEntriesArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: CreateEntriesInput;
};


export type MutationCreateEntryArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: CreateEntryInput;
};


export type MutationCreateTokenArgs = {
  input: CreateTokenInput;
};


export type MutationDeleteEntityArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: DeleteEntityInput;
};


export type MutationDeleteEntryArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: DeleteEntryInput;
};


export type MutationRestoreEntryArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: RestoreEntryInput;
};


export type MutationRestoreValueArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: RestoreValueInput;
};


export type MutationRevokeTokenArgs = {
  input: RevokeTokenInput;
};


export type MutationUpdateEntityArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: UpdateEntityInput;
};


export type MutationUpdateEntryArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: UpdateEntryInput;
};

/** One labelled reference of a list. */
export type NamedEntryItem = {
  __typename?: 'NamedEntryItem';
  /** The flag; null where the type has none. */
  boolean: Maybe<Scalars['Boolean']['output']>;
  /** The entry; null when there is none. */
  entry: Maybe<Entry>;
  /** The label; may be empty. */
  name: Scalars['String']['output'];
};

/** A value of type ARRAY_NAMED_OBJECT or ARRAY_NAMED_OBJECT_BOOLEAN. */
export type NamedEntryListValue = {
  __typename?: 'NamedEntryListValue';
  /** The elements; those whose entry was deleted or that the caller may not read are left out. */
  items: Array<NamedEntryItem>;
};

/** A value of type NAMED_OBJECT or NAMED_OBJECT_BOOLEAN. */
export type NamedEntryValue = {
  __typename?: 'NamedEntryValue';
  /** The entry; null when there is none, it was deleted or the caller may not read it. */
  entry: Maybe<Entry>;
  /** The label; may be empty. */
  name: Scalars['String']['output'];
};

/** One of the entries of `createEntries`. */
export type NewEntryInput = {
  /** As in `CreateEntryInput`. */
  attrs?: InputMaybe<Array<AttrInput>>;
  /** As in `CreateEntryInput`. */
  name: Scalars['String']['input'];
};

/** A value of type ARRAY_NUMBER. */
export type NumberListValue = {
  __typename?: 'NumberListValue';
  /** The numbers; an element may be empty. */
  numbers: Array<Maybe<Scalars['Float']['output']>>;
};

/** A value of type NUMBER. */
export type NumberValue = {
  __typename?: 'NumberValue';
  /** The number. */
  number: Scalars['Float']['output'];
};

/** The direction of an ordering. */
export type OrderDirection =
  /** From small to large, from A to Z, from old to new. */
  | 'ASC'
  /** From large to small, from Z to A, from new to old. */
  | 'DESC';

/** Where a page of a list stands in the whole list. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** The cursor of the last node of this page; null when the page is empty. */
  endCursor: Maybe<Scalars['String']['output']>;
  /** Whether more nodes follow this page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether nodes come before this page. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first node of this page; null when the page is empty. */
  startCursor: Maybe<Scalars['String']['output']>;
};

export type Query = {
  __typename?: 'Query';
  /** The entities that the caller may read; by name unless `orderBy` says otherwise. */
  entities: EntityConnection;
  /** One entity by its id or by its name. Null when there is none that the caller may read. */
  entity: Maybe<Entity>;
  /** The entries that the caller may read, of one entity or of all; by name unless `orderBy` says otherwise. */
  entries: EntryConnection;
  /** One entry by its id, deleted ones included. Null when there is none that the caller may read. */
  entry: Maybe<Entry>;
  /** The user who asks; null for the anonymous. */
  me: Maybe<User>;
};


export type QueryEntitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EntityFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<EntityOrder>>;
};


export type QueryEntityArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
};


export type QueryEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  entity?: InputMaybe<Scalars['ID']['input']>;
  entityName?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<EntryOrder>>;
};


export type QueryEntryArgs = {
  id: Scalars['ID']['input'];
};

/** What `restoreEntry` restores. */
export type RestoreEntryInput = {
  /** The id of the deleted entry. */
  id: Scalars['ID']['input'];
};

/** The answer of `restoreEntry`. */
export type RestoreEntryPayload = {
  __typename?: 'RestoreEntryPayload';
  /** The restored entry; null when there are errors. */
  entry: Maybe<Entry>;
  /** What was wrong; empty on success. */
  errors: Array<UserError>;
};

/** What `restoreValue` restores. */
export type RestoreValueInput = {
  /** The id of the version (`AttributeVersion.id`). */
  version: Scalars['ID']['input'];
};

/** The answer of `restoreValue`. */
export type RestoreValuePayload = {
  __typename?: 'RestoreValuePayload';
  /** The entry as it is now; null when there are errors. */
  entry: Maybe<Entry>;
  /** What was wrong; empty on success. */
  errors: Array<UserError>;
};

/** Which token `revokeToken` ends. */
export type RevokeTokenInput = {
  /** The id of the token. */
  id: Scalars['ID']['input'];
};

/** The answer of `revokeToken`. */
export type RevokeTokenPayload = {
  __typename?: 'RevokeTokenPayload';
  /** What was wrong; empty on success. */
  errors: Array<UserError>;
  /** The token that was ended; null when there are errors. */
  token: Maybe<Token>;
};

/** A role that users and groups have. */
export type Role = {
  __typename?: 'Role';
  /** A number of its own, as a string. */
  id: Scalars['ID']['output'];
  /** The name. */
  name: Scalars['String']['output'];
};

/** A value of type ARRAY_ROLE. */
export type RoleListValue = {
  __typename?: 'RoleListValue';
  /** The roles; deleted ones are left out. */
  roles: Array<Role>;
};

/** A value of type ROLE. */
export type RoleValue = {
  __typename?: 'RoleValue';
  /** The role; null when it was deleted. */
  role: Maybe<Role>;
};

/** A value of type MULTI_SELECT. */
export type SelectListValue = {
  __typename?: 'SelectListValue';
  /** The choices in stored order. */
  options: Array<Choice>;
};

/** A value of type SELECT. */
export type SelectValue = {
  __typename?: 'SelectValue';
  /** The choice. One that is no longer offered has its value as label. */
  option: Choice;
};

/** A condition on a text. All given operators must hold. Letter case is ignored, for every script. */
export type StringFilter = {
  /** The text contains this one. */
  contains?: InputMaybe<Scalars['String']['input']>;
  /** The text equals this one. */
  eq?: InputMaybe<Scalars['String']['input']>;
  /** The text is one of these (at most 100). */
  in?: InputMaybe<Array<Scalars['String']['input']>>;
  /** The text starts with this one. */
  startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** A value of type ARRAY_STRING. */
export type StringListValue = {
  __typename?: 'StringListValue';
  /** The texts. */
  strings: Array<Scalars['String']['output']>;
};

/** A value of type STRING. */
export type StringValue = {
  __typename?: 'StringValue';
  /** The text. */
  string: Scalars['String']['output'];
};

export type Subscription = {
  __typename?: 'Subscription';
  /** Each change of an entry that the caller may read, from now on. Changes that were missed while a connection was away are told by one event of kind RESYNC. */
  entryChanged: EntryChange;
};


export type SubscriptionEntryChangedArgs = {
  entity?: InputMaybe<Scalars['ID']['input']>;
  entityName?: InputMaybe<Scalars['String']['input']>;
};

/** A value of type TEXT. */
export type TextValue = {
  __typename?: 'TextValue';
  /** The text. */
  text: Scalars['String']['output'];
};

/** A token without its secret. */
export type Token = {
  __typename?: 'Token';
  /** When it was made. */
  createdTime: Scalars['DateTime']['output'];
  /** When it ends; null for never. */
  expiresTime: Maybe<Scalars['DateTime']['output']>;
  /** A number of its own, as a string. */
  id: Scalars['ID']['output'];
  /** What the token is for, for people; may be empty. */
  note: Scalars['String']['output'];
};

/** An attribute to change (with `id`), to add (without) or to delete (with `id` and `isDeleted`). */
export type UpdateEntityAttrInput = {
  /** What it can hold. A choice that an entry holds cannot be removed. */
  choices?: InputMaybe<Array<ChoiceInput>>;
  /** The default; null removes it. */
  defaultValue?: InputMaybe<Scalars['JSON']['input']>;
  /** At most 200 characters. */
  displayAttr?: InputMaybe<Scalars['String']['input']>;
  /** The id of an active attribute of this entity; leave it out to add one. */
  id?: InputMaybe<Scalars['ID']['input']>;
  /** Where it stands. */
  index?: InputMaybe<Scalars['Int']['input']>;
  /** Whether deletion goes on to referred entries. */
  isDeleteInChain?: InputMaybe<Scalars['Boolean']['input']>;
  /** Delete this attribute. */
  isDeleted?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether entries must have a value. */
  isMandatory?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether dashboards should sum it up. */
  isSummarized?: InputMaybe<Scalars['Boolean']['input']>;
  /** The name; needed for a new one. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Its place in automatic names. */
  nameOrder?: InputMaybe<Scalars['Int']['input']>;
  /** At most 20 characters. */
  namePostfix?: InputMaybe<Scalars['String']['input']>;
  /** At most 20 characters. */
  namePrefix?: InputMaybe<Scalars['String']['input']>;
  /** At most 200 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** The entities it is meant to refer to. */
  referral?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** The type; needed for a new one, and never another one for an existing one. */
  type?: InputMaybe<AttributeType>;
};

/** What `updateEntity` changes. */
export type UpdateEntityInput = {
  /** Attributes to change, add or delete; those not named stay as they are. */
  attrs?: InputMaybe<Array<UpdateEntityAttrInput>>;
  /** Refuse with CONFLICT unless the entity still has this `updatedTime`. */
  expectedUpdatedTime?: InputMaybe<Scalars['DateTime']['input']>;
  /** The id of the entity. */
  id: Scalars['ID']['input'];
  /** Whether it is at the top level. */
  isToplevel?: InputMaybe<Scalars['Boolean']['input']>;
  /** The new pattern; empty for none. */
  itemNamePattern?: InputMaybe<Scalars['String']['input']>;
  /** Where the names of entries come from. */
  itemNameType?: InputMaybe<ItemNameType>;
  /** The new name. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The new note. */
  note?: InputMaybe<Scalars['String']['input']>;
};

/** The answer of `updateEntity`. */
export type UpdateEntityPayload = {
  __typename?: 'UpdateEntityPayload';
  /** The entity as it is now; null when there are errors. */
  entity: Maybe<Entity>;
  /** What was wrong; empty on success. */
  errors: Array<UserError>;
};

/** What `updateEntry` changes. */
export type UpdateEntryInput = {
  /** The new values. */
  attrs?: InputMaybe<Array<AttrInput>>;
  /** Refuse with CONFLICT unless the entry still has this `updatedTime`. */
  expectedUpdatedTime?: InputMaybe<Scalars['DateTime']['input']>;
  /** The id of the entry. */
  id: Scalars['ID']['input'];
  /** The new name. */
  name?: InputMaybe<Scalars['String']['input']>;
};

/** The answer of `updateEntry`. */
export type UpdateEntryPayload = {
  __typename?: 'UpdateEntryPayload';
  /** The entry as it is now; null when there are errors. */
  entry: Maybe<Entry>;
  /** What was wrong; empty on success. */
  errors: Array<UserError>;
};

/** Somebody, or some program, that can act. */
export type User = {
  __typename?: 'User';
  /** A number of its own, as a string. */
  id: Scalars['ID']['output'];
  /** Whether the user can log in. */
  isActive: Scalars['Boolean']['output'];
  /** Whether the user may only read. */
  isReadonly: Scalars['Boolean']['output'];
  /** Whether the user may do everything. */
  isSuperuser: Scalars['Boolean']['output'];
  /** The name to log in with. */
  username: Scalars['String']['output'];
};

/** What a caller did wrong, as data. A mutation that succeeded has none. */
export type UserError = {
  __typename?: 'UserError';
  /** The kind of error; programs decide by it. */
  code: ErrorCode;
  /** What is wrong and what to change, for people. */
  message: Scalars['String']['output'];
  /** Where in the input: for example `["attrs", "2", "value"]`. Empty when the whole input is meant. */
  path: Array<Scalars['String']['output']>;
  /** The plugin whose hook raised the error; null for the built-in rules. */
  plugin: Maybe<Scalars['String']['output']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;



/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  AttributeValue:
    | ( BooleanValue )
    | ( DateTimeValue )
    | ( DateValue )
    | ( Omit<EntryListValue, 'entries'> & { entries: Array<_RefType['Entry']> } )
    | ( Omit<EntryValue, 'entry'> & { entry?: Maybe<_RefType['Entry']> } )
    | ( GroupListValue )
    | ( GroupValue )
    | ( Omit<NamedEntryListValue, 'items'> & { items: Array<_RefType['NamedEntryItem']> } )
    | ( Omit<NamedEntryValue, 'entry'> & { entry?: Maybe<_RefType['Entry']> } )
    | ( NumberListValue )
    | ( NumberValue )
    | ( RoleListValue )
    | ( RoleValue )
    | ( Omit<SelectListValue, 'options'> & { options: Array<_RefType['Choice']> } )
    | ( Omit<SelectValue, 'option'> & { option: _RefType['Choice'] } )
    | ( StringListValue )
    | ( StringValue )
    | ( TextValue )
  ;
};


/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AttrFilter: AttrFilter;
  AttrInput: AttrInput;
  Attribute: ResolverTypeWrapper<Omit<Attribute, 'entityAttr' | 'value'> & { entityAttr?: Maybe<ResolversTypes['EntityAttr']>, value?: Maybe<ResolversTypes['AttributeValue']> }>;
  AttributeType: AttributeType;
  AttributeValue: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AttributeValue']>;
  AttributeVersion: ResolverTypeWrapper<Omit<AttributeVersion, 'attribute' | 'user' | 'value'> & { attribute: ResolversTypes['Attribute'], user?: Maybe<ResolversTypes['User']>, value?: Maybe<ResolversTypes['AttributeValue']> }>;
  AttributeVersionConnection: ResolverTypeWrapper<Omit<AttributeVersionConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['AttributeVersionEdge']>, nodes: Array<ResolversTypes['AttributeVersion']> }>;
  AttributeVersionEdge: ResolverTypeWrapper<Omit<AttributeVersionEdge, 'node'> & { node: ResolversTypes['AttributeVersion'] }>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  BooleanValue: ResolverTypeWrapper<BooleanValue>;
  Choice: ResolverTypeWrapper<Choice>;
  ChoiceInput: ChoiceInput;
  CopyEntryInput: CopyEntryInput;
  CopyEntryPayload: ResolverTypeWrapper<Omit<CopyEntryPayload, 'entries'> & { entries?: Maybe<Array<ResolversTypes['Entry']>> }>;
  CreateEntityAttrInput: CreateEntityAttrInput;
  CreateEntityInput: CreateEntityInput;
  CreateEntityPayload: ResolverTypeWrapper<Omit<CreateEntityPayload, 'entity'> & { entity?: Maybe<ResolversTypes['Entity']> }>;
  CreateEntriesInput: CreateEntriesInput;
  CreateEntriesPayload: ResolverTypeWrapper<Omit<CreateEntriesPayload, 'entries'> & { entries?: Maybe<Array<ResolversTypes['Entry']>> }>;
  CreateEntryInput: CreateEntryInput;
  CreateEntryPayload: ResolverTypeWrapper<Omit<CreateEntryPayload, 'entry'> & { entry?: Maybe<ResolversTypes['Entry']> }>;
  CreateTokenInput: CreateTokenInput;
  CreateTokenPayload: ResolverTypeWrapper<CreateTokenPayload>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DateTimeValue: ResolverTypeWrapper<DateTimeValue>;
  DateValue: ResolverTypeWrapper<DateValue>;
  DeleteEntityInput: DeleteEntityInput;
  DeleteEntityPayload: ResolverTypeWrapper<Omit<DeleteEntityPayload, 'entity'> & { entity?: Maybe<ResolversTypes['Entity']> }>;
  DeleteEntryInput: DeleteEntryInput;
  DeleteEntryPayload: ResolverTypeWrapper<Omit<DeleteEntryPayload, 'entry'> & { entry?: Maybe<ResolversTypes['Entry']> }>;
  Entity: ResolverTypeWrapper<Omit<Entity, 'attrs' | 'createdUser' | 'entries'> & { attrs: Array<ResolversTypes['EntityAttr']>, createdUser?: Maybe<ResolversTypes['User']>, entries: ResolversTypes['EntryConnection'] }>;
  EntityAttr: ResolverTypeWrapper<Omit<EntityAttr, 'choices' | 'referral'> & { choices: Array<ResolversTypes['Choice']>, referral: Array<ResolversTypes['Entity']> }>;
  EntityConnection: ResolverTypeWrapper<Omit<EntityConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['EntityEdge']>, nodes: Array<ResolversTypes['Entity']> }>;
  EntityEdge: ResolverTypeWrapper<Omit<EntityEdge, 'node'> & { node: ResolversTypes['Entity'] }>;
  EntityFilter: EntityFilter;
  EntityOrder: EntityOrder;
  EntityOrderField: EntityOrderField;
  Entry: ResolverTypeWrapper<Omit<Entry, 'attr' | 'attrs' | 'createdUser' | 'entity' | 'history' | 'referrals'> & { attr?: Maybe<ResolversTypes['Attribute']>, attrs: Array<ResolversTypes['Attribute']>, createdUser?: Maybe<ResolversTypes['User']>, entity: ResolversTypes['Entity'], history: ResolversTypes['AttributeVersionConnection'], referrals: ResolversTypes['EntryConnection'] }>;
  EntryChange: ResolverTypeWrapper<Omit<EntryChange, 'entry'> & { entry?: Maybe<ResolversTypes['Entry']> }>;
  EntryChangeKind: EntryChangeKind;
  EntryConnection: ResolverTypeWrapper<Omit<EntryConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['EntryEdge']>, nodes: Array<ResolversTypes['Entry']> }>;
  EntryEdge: ResolverTypeWrapper<Omit<EntryEdge, 'node'> & { node: ResolversTypes['Entry'] }>;
  EntryFilter: EntryFilter;
  EntryListValue: ResolverTypeWrapper<Omit<EntryListValue, 'entries'> & { entries: Array<ResolversTypes['Entry']> }>;
  EntryOrder: EntryOrder;
  EntryOrderField: EntryOrderField;
  EntryValue: ResolverTypeWrapper<Omit<EntryValue, 'entry'> & { entry?: Maybe<ResolversTypes['Entry']> }>;
  ErrorCode: ErrorCode;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Group: ResolverTypeWrapper<Group>;
  GroupListValue: ResolverTypeWrapper<GroupListValue>;
  GroupValue: ResolverTypeWrapper<GroupValue>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ItemNameType: ItemNameType;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NamedEntryItem: ResolverTypeWrapper<Omit<NamedEntryItem, 'entry'> & { entry?: Maybe<ResolversTypes['Entry']> }>;
  NamedEntryListValue: ResolverTypeWrapper<Omit<NamedEntryListValue, 'items'> & { items: Array<ResolversTypes['NamedEntryItem']> }>;
  NamedEntryValue: ResolverTypeWrapper<Omit<NamedEntryValue, 'entry'> & { entry?: Maybe<ResolversTypes['Entry']> }>;
  NewEntryInput: NewEntryInput;
  NumberListValue: ResolverTypeWrapper<NumberListValue>;
  NumberValue: ResolverTypeWrapper<NumberValue>;
  OrderDirection: OrderDirection;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RestoreEntryInput: RestoreEntryInput;
  RestoreEntryPayload: ResolverTypeWrapper<Omit<RestoreEntryPayload, 'entry'> & { entry?: Maybe<ResolversTypes['Entry']> }>;
  RestoreValueInput: RestoreValueInput;
  RestoreValuePayload: ResolverTypeWrapper<Omit<RestoreValuePayload, 'entry'> & { entry?: Maybe<ResolversTypes['Entry']> }>;
  RevokeTokenInput: RevokeTokenInput;
  RevokeTokenPayload: ResolverTypeWrapper<RevokeTokenPayload>;
  Role: ResolverTypeWrapper<Role>;
  RoleListValue: ResolverTypeWrapper<RoleListValue>;
  RoleValue: ResolverTypeWrapper<RoleValue>;
  SelectListValue: ResolverTypeWrapper<Omit<SelectListValue, 'options'> & { options: Array<ResolversTypes['Choice']> }>;
  SelectValue: ResolverTypeWrapper<Omit<SelectValue, 'option'> & { option: ResolversTypes['Choice'] }>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  StringFilter: StringFilter;
  StringListValue: ResolverTypeWrapper<StringListValue>;
  StringValue: ResolverTypeWrapper<StringValue>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TextValue: ResolverTypeWrapper<TextValue>;
  Token: ResolverTypeWrapper<Token>;
  UpdateEntityAttrInput: UpdateEntityAttrInput;
  UpdateEntityInput: UpdateEntityInput;
  UpdateEntityPayload: ResolverTypeWrapper<Omit<UpdateEntityPayload, 'entity'> & { entity?: Maybe<ResolversTypes['Entity']> }>;
  UpdateEntryInput: UpdateEntryInput;
  UpdateEntryPayload: ResolverTypeWrapper<Omit<UpdateEntryPayload, 'entry'> & { entry?: Maybe<ResolversTypes['Entry']> }>;
  User: ResolverTypeWrapper<User>;
  UserError: ResolverTypeWrapper<UserError>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AttrFilter: AttrFilter;
  AttrInput: AttrInput;
  Attribute: Omit<Attribute, 'entityAttr' | 'value'> & { entityAttr?: Maybe<ResolversParentTypes['EntityAttr']>, value?: Maybe<ResolversParentTypes['AttributeValue']> };
  AttributeValue: ResolversUnionTypes<ResolversParentTypes>['AttributeValue'];
  AttributeVersion: Omit<AttributeVersion, 'attribute' | 'user' | 'value'> & { attribute: ResolversParentTypes['Attribute'], user?: Maybe<ResolversParentTypes['User']>, value?: Maybe<ResolversParentTypes['AttributeValue']> };
  AttributeVersionConnection: Omit<AttributeVersionConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['AttributeVersionEdge']>, nodes: Array<ResolversParentTypes['AttributeVersion']> };
  AttributeVersionEdge: Omit<AttributeVersionEdge, 'node'> & { node: ResolversParentTypes['AttributeVersion'] };
  Boolean: Scalars['Boolean']['output'];
  BooleanValue: BooleanValue;
  Choice: Choice;
  ChoiceInput: ChoiceInput;
  CopyEntryInput: CopyEntryInput;
  CopyEntryPayload: Omit<CopyEntryPayload, 'entries'> & { entries?: Maybe<Array<ResolversParentTypes['Entry']>> };
  CreateEntityAttrInput: CreateEntityAttrInput;
  CreateEntityInput: CreateEntityInput;
  CreateEntityPayload: Omit<CreateEntityPayload, 'entity'> & { entity?: Maybe<ResolversParentTypes['Entity']> };
  CreateEntriesInput: CreateEntriesInput;
  CreateEntriesPayload: Omit<CreateEntriesPayload, 'entries'> & { entries?: Maybe<Array<ResolversParentTypes['Entry']>> };
  CreateEntryInput: CreateEntryInput;
  CreateEntryPayload: Omit<CreateEntryPayload, 'entry'> & { entry?: Maybe<ResolversParentTypes['Entry']> };
  CreateTokenInput: CreateTokenInput;
  CreateTokenPayload: CreateTokenPayload;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  DateTimeValue: DateTimeValue;
  DateValue: DateValue;
  DeleteEntityInput: DeleteEntityInput;
  DeleteEntityPayload: Omit<DeleteEntityPayload, 'entity'> & { entity?: Maybe<ResolversParentTypes['Entity']> };
  DeleteEntryInput: DeleteEntryInput;
  DeleteEntryPayload: Omit<DeleteEntryPayload, 'entry'> & { entry?: Maybe<ResolversParentTypes['Entry']> };
  Entity: Omit<Entity, 'attrs' | 'createdUser' | 'entries'> & { attrs: Array<ResolversParentTypes['EntityAttr']>, createdUser?: Maybe<ResolversParentTypes['User']>, entries: ResolversParentTypes['EntryConnection'] };
  EntityAttr: Omit<EntityAttr, 'choices' | 'referral'> & { choices: Array<ResolversParentTypes['Choice']>, referral: Array<ResolversParentTypes['Entity']> };
  EntityConnection: Omit<EntityConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['EntityEdge']>, nodes: Array<ResolversParentTypes['Entity']> };
  EntityEdge: Omit<EntityEdge, 'node'> & { node: ResolversParentTypes['Entity'] };
  EntityFilter: EntityFilter;
  EntityOrder: EntityOrder;
  Entry: Omit<Entry, 'attr' | 'attrs' | 'createdUser' | 'entity' | 'history' | 'referrals'> & { attr?: Maybe<ResolversParentTypes['Attribute']>, attrs: Array<ResolversParentTypes['Attribute']>, createdUser?: Maybe<ResolversParentTypes['User']>, entity: ResolversParentTypes['Entity'], history: ResolversParentTypes['AttributeVersionConnection'], referrals: ResolversParentTypes['EntryConnection'] };
  EntryChange: Omit<EntryChange, 'entry'> & { entry?: Maybe<ResolversParentTypes['Entry']> };
  EntryConnection: Omit<EntryConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['EntryEdge']>, nodes: Array<ResolversParentTypes['Entry']> };
  EntryEdge: Omit<EntryEdge, 'node'> & { node: ResolversParentTypes['Entry'] };
  EntryFilter: EntryFilter;
  EntryListValue: Omit<EntryListValue, 'entries'> & { entries: Array<ResolversParentTypes['Entry']> };
  EntryOrder: EntryOrder;
  EntryValue: Omit<EntryValue, 'entry'> & { entry?: Maybe<ResolversParentTypes['Entry']> };
  Float: Scalars['Float']['output'];
  Group: Group;
  GroupListValue: GroupListValue;
  GroupValue: GroupValue;
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  JSON: Scalars['JSON']['output'];
  Mutation: Record<PropertyKey, never>;
  NamedEntryItem: Omit<NamedEntryItem, 'entry'> & { entry?: Maybe<ResolversParentTypes['Entry']> };
  NamedEntryListValue: Omit<NamedEntryListValue, 'items'> & { items: Array<ResolversParentTypes['NamedEntryItem']> };
  NamedEntryValue: Omit<NamedEntryValue, 'entry'> & { entry?: Maybe<ResolversParentTypes['Entry']> };
  NewEntryInput: NewEntryInput;
  NumberListValue: NumberListValue;
  NumberValue: NumberValue;
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  RestoreEntryInput: RestoreEntryInput;
  RestoreEntryPayload: Omit<RestoreEntryPayload, 'entry'> & { entry?: Maybe<ResolversParentTypes['Entry']> };
  RestoreValueInput: RestoreValueInput;
  RestoreValuePayload: Omit<RestoreValuePayload, 'entry'> & { entry?: Maybe<ResolversParentTypes['Entry']> };
  RevokeTokenInput: RevokeTokenInput;
  RevokeTokenPayload: RevokeTokenPayload;
  Role: Role;
  RoleListValue: RoleListValue;
  RoleValue: RoleValue;
  SelectListValue: Omit<SelectListValue, 'options'> & { options: Array<ResolversParentTypes['Choice']> };
  SelectValue: Omit<SelectValue, 'option'> & { option: ResolversParentTypes['Choice'] };
  String: Scalars['String']['output'];
  StringFilter: StringFilter;
  StringListValue: StringListValue;
  StringValue: StringValue;
  Subscription: Record<PropertyKey, never>;
  TextValue: TextValue;
  Token: Token;
  UpdateEntityAttrInput: UpdateEntityAttrInput;
  UpdateEntityInput: UpdateEntityInput;
  UpdateEntityPayload: Omit<UpdateEntityPayload, 'entity'> & { entity?: Maybe<ResolversParentTypes['Entity']> };
  UpdateEntryInput: UpdateEntryInput;
  UpdateEntryPayload: Omit<UpdateEntryPayload, 'entry'> & { entry?: Maybe<ResolversParentTypes['Entry']> };
  User: User;
  UserError: UserError;
};

export type AttributeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Attribute'] = ResolversParentTypes['Attribute']> = {
  entityAttr?: Resolver<Maybe<ResolversTypes['EntityAttr']>, ParentType, ContextType>;
  extensions?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  isReadable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  json?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['AttributeType'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['AttributeValue']>, ParentType, ContextType>;
};

export type AttributeValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AttributeValue'] = ResolversParentTypes['AttributeValue']> = {
  __resolveType: TypeResolveFn<'BooleanValue' | 'DateTimeValue' | 'DateValue' | 'EntryListValue' | 'EntryValue' | 'GroupListValue' | 'GroupValue' | 'NamedEntryListValue' | 'NamedEntryValue' | 'NumberListValue' | 'NumberValue' | 'RoleListValue' | 'RoleValue' | 'SelectListValue' | 'SelectValue' | 'StringListValue' | 'StringValue' | 'TextValue', ParentType, ContextType>;
};

export type AttributeVersionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AttributeVersion'] = ResolversParentTypes['AttributeVersion']> = {
  attribute?: Resolver<ResolversTypes['Attribute'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isLatest?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  json?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['AttributeValue']>, ParentType, ContextType>;
};

export type AttributeVersionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AttributeVersionConnection'] = ResolversParentTypes['AttributeVersionConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AttributeVersionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['AttributeVersion']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AttributeVersionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AttributeVersionEdge'] = ResolversParentTypes['AttributeVersionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AttributeVersion'], ParentType, ContextType>;
};

export type BooleanValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BooleanValue'] = ResolversParentTypes['BooleanValue']> = {
  boolean?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ChoiceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Choice'] = ResolversParentTypes['Choice']> = {
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CopyEntryPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CopyEntryPayload'] = ResolversParentTypes['CopyEntryPayload']> = {
  entries?: Resolver<Maybe<Array<ResolversTypes['Entry']>>, ParentType, ContextType>;
  errors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateEntityPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateEntityPayload'] = ResolversParentTypes['CreateEntityPayload']> = {
  entity?: Resolver<Maybe<ResolversTypes['Entity']>, ParentType, ContextType>;
  errors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateEntriesPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateEntriesPayload'] = ResolversParentTypes['CreateEntriesPayload']> = {
  entries?: Resolver<Maybe<Array<ResolversTypes['Entry']>>, ParentType, ContextType>;
  errors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateEntryPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateEntryPayload'] = ResolversParentTypes['CreateEntryPayload']> = {
  entry?: Resolver<Maybe<ResolversTypes['Entry']>, ParentType, ContextType>;
  errors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateTokenPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateTokenPayload'] = ResolversParentTypes['CreateTokenPayload']> = {
  errors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  token?: Resolver<Maybe<ResolversTypes['Token']>, ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DateTimeValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DateTimeValue'] = ResolversParentTypes['DateTimeValue']> = {
  dateTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DateValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DateValue'] = ResolversParentTypes['DateValue']> = {
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeleteEntityPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteEntityPayload'] = ResolversParentTypes['DeleteEntityPayload']> = {
  entity?: Resolver<Maybe<ResolversTypes['Entity']>, ParentType, ContextType>;
  errors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DeleteEntryPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteEntryPayload'] = ResolversParentTypes['DeleteEntryPayload']> = {
  entry?: Resolver<Maybe<ResolversTypes['Entry']>, ParentType, ContextType>;
  errors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type EntityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Entity'] = ResolversParentTypes['Entity']> = {
  attrs?: Resolver<Array<ResolversTypes['EntityAttr']>, ParentType, ContextType>;
  createdTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdUser?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  entries?: Resolver<ResolversTypes['EntryConnection'], ParentType, ContextType, Partial<EntityEntriesArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isActive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isToplevel?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  itemNamePattern?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  itemNameType?: Resolver<ResolversTypes['ItemNameType'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  note?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  updatedTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type EntityAttrResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntityAttr'] = ResolversParentTypes['EntityAttr']> = {
  choices?: Resolver<Array<ResolversTypes['Choice']>, ParentType, ContextType>;
  defaultValue?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  displayAttr?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  extensions?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  isActive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isDeleteInChain?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isMandatory?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isSummarized?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nameOrder?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  namePostfix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  namePrefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  note?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  referral?: Resolver<Array<ResolversTypes['Entity']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['AttributeType'], ParentType, ContextType>;
};

export type EntityConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntityConnection'] = ResolversParentTypes['EntityConnection']> = {
  edges?: Resolver<Array<ResolversTypes['EntityEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Entity']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EntityEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntityEdge'] = ResolversParentTypes['EntityEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
};

export type EntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Entry'] = ResolversParentTypes['Entry']> = {
  attr?: Resolver<Maybe<ResolversTypes['Attribute']>, ParentType, ContextType, RequireFields<EntryAttrArgs, 'name'>>;
  attrs?: Resolver<Array<ResolversTypes['Attribute']>, ParentType, ContextType, Partial<EntryAttrsArgs>>;
  createdTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdUser?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  entity?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
  history?: Resolver<ResolversTypes['AttributeVersionConnection'], ParentType, ContextType, Partial<EntryHistoryArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isActive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  referrals?: Resolver<ResolversTypes['EntryConnection'], ParentType, ContextType, Partial<EntryReferralsArgs>>;
  updatedTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type EntryChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntryChange'] = ResolversParentTypes['EntryChange']> = {
  entry?: Resolver<Maybe<ResolversTypes['Entry']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['EntryChangeKind'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type EntryConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntryConnection'] = ResolversParentTypes['EntryConnection']> = {
  edges?: Resolver<Array<ResolversTypes['EntryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Entry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EntryEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntryEdge'] = ResolversParentTypes['EntryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Entry'], ParentType, ContextType>;
};

export type EntryListValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntryListValue'] = ResolversParentTypes['EntryListValue']> = {
  entries?: Resolver<Array<ResolversTypes['Entry']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EntryValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntryValue'] = ResolversParentTypes['EntryValue']> = {
  entry?: Resolver<Maybe<ResolversTypes['Entry']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GroupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Group'] = ResolversParentTypes['Group']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type GroupListValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GroupListValue'] = ResolversParentTypes['GroupListValue']> = {
  groups?: Resolver<Array<ResolversTypes['Group']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GroupValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GroupValue'] = ResolversParentTypes['GroupValue']> = {
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  copyEntry?: Resolver<ResolversTypes['CopyEntryPayload'], ParentType, ContextType, RequireFields<MutationCopyEntryArgs, 'dryRun' | 'input'>>;
  createEntity?: Resolver<ResolversTypes['CreateEntityPayload'], ParentType, ContextType, RequireFields<MutationCreateEntityArgs, 'dryRun' | 'input'>>;
  createEntries?: Resolver<ResolversTypes['CreateEntriesPayload'], ParentType, ContextType, RequireFields<MutationCreateEntriesArgs, 'dryRun' | 'input'>>;
  createEntry?: Resolver<ResolversTypes['CreateEntryPayload'], ParentType, ContextType, RequireFields<MutationCreateEntryArgs, 'dryRun' | 'input'>>;
  createToken?: Resolver<ResolversTypes['CreateTokenPayload'], ParentType, ContextType, RequireFields<MutationCreateTokenArgs, 'input'>>;
  deleteEntity?: Resolver<ResolversTypes['DeleteEntityPayload'], ParentType, ContextType, RequireFields<MutationDeleteEntityArgs, 'dryRun' | 'input'>>;
  deleteEntry?: Resolver<ResolversTypes['DeleteEntryPayload'], ParentType, ContextType, RequireFields<MutationDeleteEntryArgs, 'dryRun' | 'input'>>;
  restoreEntry?: Resolver<ResolversTypes['RestoreEntryPayload'], ParentType, ContextType, RequireFields<MutationRestoreEntryArgs, 'dryRun' | 'input'>>;
  restoreValue?: Resolver<ResolversTypes['RestoreValuePayload'], ParentType, ContextType, RequireFields<MutationRestoreValueArgs, 'dryRun' | 'input'>>;
  revokeToken?: Resolver<ResolversTypes['RevokeTokenPayload'], ParentType, ContextType, RequireFields<MutationRevokeTokenArgs, 'input'>>;
  updateEntity?: Resolver<ResolversTypes['UpdateEntityPayload'], ParentType, ContextType, RequireFields<MutationUpdateEntityArgs, 'dryRun' | 'input'>>;
  updateEntry?: Resolver<ResolversTypes['UpdateEntryPayload'], ParentType, ContextType, RequireFields<MutationUpdateEntryArgs, 'dryRun' | 'input'>>;
};

export type NamedEntryItemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NamedEntryItem'] = ResolversParentTypes['NamedEntryItem']> = {
  boolean?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  entry?: Resolver<Maybe<ResolversTypes['Entry']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type NamedEntryListValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NamedEntryListValue'] = ResolversParentTypes['NamedEntryListValue']> = {
  items?: Resolver<Array<ResolversTypes['NamedEntryItem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NamedEntryValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NamedEntryValue'] = ResolversParentTypes['NamedEntryValue']> = {
  entry?: Resolver<Maybe<ResolversTypes['Entry']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NumberListValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NumberListValue'] = ResolversParentTypes['NumberListValue']> = {
  numbers?: Resolver<Array<Maybe<ResolversTypes['Float']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NumberValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NumberValue'] = ResolversParentTypes['NumberValue']> = {
  number?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  entities?: Resolver<ResolversTypes['EntityConnection'], ParentType, ContextType, Partial<QueryEntitiesArgs>>;
  entity?: Resolver<Maybe<ResolversTypes['Entity']>, ParentType, ContextType, Partial<QueryEntityArgs>>;
  entries?: Resolver<ResolversTypes['EntryConnection'], ParentType, ContextType, Partial<QueryEntriesArgs>>;
  entry?: Resolver<Maybe<ResolversTypes['Entry']>, ParentType, ContextType, RequireFields<QueryEntryArgs, 'id'>>;
  me?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type RestoreEntryPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RestoreEntryPayload'] = ResolversParentTypes['RestoreEntryPayload']> = {
  entry?: Resolver<Maybe<ResolversTypes['Entry']>, ParentType, ContextType>;
  errors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RestoreValuePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RestoreValuePayload'] = ResolversParentTypes['RestoreValuePayload']> = {
  entry?: Resolver<Maybe<ResolversTypes['Entry']>, ParentType, ContextType>;
  errors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RevokeTokenPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeTokenPayload'] = ResolversParentTypes['RevokeTokenPayload']> = {
  errors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
  token?: Resolver<Maybe<ResolversTypes['Token']>, ParentType, ContextType>;
};

export type RoleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Role'] = ResolversParentTypes['Role']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RoleListValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoleListValue'] = ResolversParentTypes['RoleListValue']> = {
  roles?: Resolver<Array<ResolversTypes['Role']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoleValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoleValue'] = ResolversParentTypes['RoleValue']> = {
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SelectListValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SelectListValue'] = ResolversParentTypes['SelectListValue']> = {
  options?: Resolver<Array<ResolversTypes['Choice']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SelectValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SelectValue'] = ResolversParentTypes['SelectValue']> = {
  option?: Resolver<ResolversTypes['Choice'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StringListValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StringListValue'] = ResolversParentTypes['StringListValue']> = {
  strings?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StringValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StringValue'] = ResolversParentTypes['StringValue']> = {
  string?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  entryChanged?: SubscriptionResolver<ResolversTypes['EntryChange'], "entryChanged", ParentType, ContextType, Partial<SubscriptionEntryChangedArgs>>;
};

export type TextValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TextValue'] = ResolversParentTypes['TextValue']> = {
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TokenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Token'] = ResolversParentTypes['Token']> = {
  createdTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresTime?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  note?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UpdateEntityPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateEntityPayload'] = ResolversParentTypes['UpdateEntityPayload']> = {
  entity?: Resolver<Maybe<ResolversTypes['Entity']>, ParentType, ContextType>;
  errors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UpdateEntryPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateEntryPayload'] = ResolversParentTypes['UpdateEntryPayload']> = {
  entry?: Resolver<Maybe<ResolversTypes['Entry']>, ParentType, ContextType>;
  errors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isActive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isReadonly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isSuperuser?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  username?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  plugin?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Attribute?: AttributeResolvers<ContextType>;
  AttributeValue?: AttributeValueResolvers<ContextType>;
  AttributeVersion?: AttributeVersionResolvers<ContextType>;
  AttributeVersionConnection?: AttributeVersionConnectionResolvers<ContextType>;
  AttributeVersionEdge?: AttributeVersionEdgeResolvers<ContextType>;
  BooleanValue?: BooleanValueResolvers<ContextType>;
  Choice?: ChoiceResolvers<ContextType>;
  CopyEntryPayload?: CopyEntryPayloadResolvers<ContextType>;
  CreateEntityPayload?: CreateEntityPayloadResolvers<ContextType>;
  CreateEntriesPayload?: CreateEntriesPayloadResolvers<ContextType>;
  CreateEntryPayload?: CreateEntryPayloadResolvers<ContextType>;
  CreateTokenPayload?: CreateTokenPayloadResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DateTimeValue?: DateTimeValueResolvers<ContextType>;
  DateValue?: DateValueResolvers<ContextType>;
  DeleteEntityPayload?: DeleteEntityPayloadResolvers<ContextType>;
  DeleteEntryPayload?: DeleteEntryPayloadResolvers<ContextType>;
  Entity?: EntityResolvers<ContextType>;
  EntityAttr?: EntityAttrResolvers<ContextType>;
  EntityConnection?: EntityConnectionResolvers<ContextType>;
  EntityEdge?: EntityEdgeResolvers<ContextType>;
  Entry?: EntryResolvers<ContextType>;
  EntryChange?: EntryChangeResolvers<ContextType>;
  EntryConnection?: EntryConnectionResolvers<ContextType>;
  EntryEdge?: EntryEdgeResolvers<ContextType>;
  EntryListValue?: EntryListValueResolvers<ContextType>;
  EntryValue?: EntryValueResolvers<ContextType>;
  Group?: GroupResolvers<ContextType>;
  GroupListValue?: GroupListValueResolvers<ContextType>;
  GroupValue?: GroupValueResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  NamedEntryItem?: NamedEntryItemResolvers<ContextType>;
  NamedEntryListValue?: NamedEntryListValueResolvers<ContextType>;
  NamedEntryValue?: NamedEntryValueResolvers<ContextType>;
  NumberListValue?: NumberListValueResolvers<ContextType>;
  NumberValue?: NumberValueResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RestoreEntryPayload?: RestoreEntryPayloadResolvers<ContextType>;
  RestoreValuePayload?: RestoreValuePayloadResolvers<ContextType>;
  RevokeTokenPayload?: RevokeTokenPayloadResolvers<ContextType>;
  Role?: RoleResolvers<ContextType>;
  RoleListValue?: RoleListValueResolvers<ContextType>;
  RoleValue?: RoleValueResolvers<ContextType>;
  SelectListValue?: SelectListValueResolvers<ContextType>;
  SelectValue?: SelectValueResolvers<ContextType>;
  StringListValue?: StringListValueResolvers<ContextType>;
  StringValue?: StringValueResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  TextValue?: TextValueResolvers<ContextType>;
  Token?: TokenResolvers<ContextType>;
  UpdateEntityPayload?: UpdateEntityPayloadResolvers<ContextType>;
  UpdateEntryPayload?: UpdateEntryPayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};

