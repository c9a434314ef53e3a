import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AnyPage as PageInfoSource, Entity as EntitySource, EntityAttr as EntityAttrSource, EntityPage as EntityConnectionSource, EntityEdge as EntityEdgeSource, EntryRow as EntrySource, EntryPage as EntryConnectionSource, EntryEdge as EntryEdgeSource, EntryChangeEvent as EntryChangeSource, AttributeView as AttributeSource, VersionRow as AttributeVersionSource, VersionPage as AttributeVersionConnectionSource, VersionEdge as AttributeVersionEdgeSource, UserRow as UserSource, UserPage as UserConnectionSource, UserEdge as UserEdgeSource, UserGroupRow as UserGroupSource, UserRoleRow as UserRoleSource, TokenRow as TokenSource, GroupRow as GroupSource, GroupPage as GroupConnectionSource, GroupEdge as GroupEdgeSource, RoleRow as RoleSource, RolePage as RoleConnectionSource, RoleEdge as RoleEdgeSource, AclObject as AclSource, AclObject as AccessObjectSource, AclRoleView as AclRoleSource, AclChangeRow as AclChangeSource, AclChangeItem as AclChangeItemSource, AclChangePage as AclChangeConnectionSource, AclChangeEdge as AclChangeEdgeSource, AccessExplanation as AccessExplanationSource, AccessStep as AccessStepSource, Job as JobSource, JobPage as JobConnectionSource, JobEdge as JobEdgeSource, JobEvent as JobEventSource, EntryValue as EntryValueSource, NamedEntryValue as NamedEntryValueSource, GroupValue as GroupValueSource, RoleValue as RoleValueSource, StringListValue as StringListValueSource, NumberListValue as NumberListValueSource, SelectListValue as SelectListValueSource, EntryListValue as EntryListValueSource, NamedEntryListValue as NamedEntryListValueSource, NamedEntryItem as NamedEntryItemSource, GroupListValue as GroupListValueSource, RoleListValue as RoleListValueSource } from '../../sources.ts';
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

/** Why a user may do what with an object. */
export type AccessExplanation = {
  readonly __typename?: 'AccessExplanation';
  /** The first step that has the lowest permission. */
  readonly decidedBy: AccessStep;
  /** The object. */
  readonly object: AccessObject;
  /** What the user may do with it: the lowest permission of all steps. */
  readonly permission: Permission;
  /** The objects whose lists count, from the entity down to the object itself. */
  readonly steps: ReadonlyArray<AccessStep>;
  /** The user. */
  readonly user: User;
};

/** An object that has an access control list. */
export type AccessObject = {
  readonly __typename?: 'AccessObject';
  /** The id of the object. */
  readonly id: Scalars['ID']['output'];
  /** What kind of object it is. */
  readonly kind: AclKind;
  /** The name of the object; of an attribute that of its column. */
  readonly name: Scalars['String']['output'];
};

/** The rules of access, in the order in which they are looked at. */
export type AccessRule =
  /** The default permission of the object. */
  | 'DEFAULT'
  /** Nothing lets the user see the object. */
  | 'NONE'
  /** The object is public. */
  | 'PUBLIC'
  /** The list would let the user do more, but he may only read. */
  | 'READ_ONLY'
  /** The permission of a role that the user belongs to. */
  | 'ROLE'
  /** The user is a superuser. */
  | 'SUPERUSER';

/** What the list of one object alone lets the user do, and why. */
export type AccessStep = {
  readonly __typename?: 'AccessStep';
  /** The id of the object. */
  readonly id: Scalars['ID']['output'];
  /** Whether the user has that role as its administrator; null for other rules. */
  readonly isAdmin: Maybe<Scalars['Boolean']['output']>;
  /** What kind of object it is. */
  readonly kind: AclKind;
  /** The name of the object; of an attribute that of its column. */
  readonly name: Scalars['String']['output'];
  /** What this list lets the user do. */
  readonly permission: Permission;
  /** The role that decided, for rule ROLE: of several the one that is nearest to the user. */
  readonly role: Maybe<Role>;
  /** Which rule decided. */
  readonly rule: AccessRule;
  /** The groups through which the user has that role: first his own, last the one that the role is given to. Empty when he has it himself. */
  readonly via: ReadonlyArray<Group>;
};

/**
 * Who may do what with one object. Superusers may do everything; read-only users never more than READABLE; others what the object and everything
 * it belongs to (its entity; for an attribute also its column and its entry) let them.
 */
export type Acl = {
  readonly __typename?: 'Acl';
  /** What everybody may do while it is not public. */
  readonly defaultPermission: Permission;
  /** The changes of this list, newest first; those of an entity's attributes are in theirs. Empty for a caller without FULL. */
  readonly history: AclChangeConnection;
  /** The id of the object. */
  readonly id: Scalars['ID']['output'];
  /** Whether everybody may do everything, as far as what the object belongs to lets them. */
  readonly isPublic: Scalars['Boolean']['output'];
  /** What kind of object it is. */
  readonly kind: AclKind;
  /** The name of the object; of an attribute that of its column. */
  readonly name: Scalars['String']['output'];
  /** The list of the entity of an entry or entity attribute, and of the entry of an attribute; null for an entity. */
  readonly parent: Maybe<Acl>;
  /** What the caller may do with the object, everything that it belongs to considered. */
  readonly permission: Permission;
  /** What members of roles may do while it is not public. A caller without FULL sees only the roles that he belongs to. */
  readonly roles: ReadonlyArray<AclRole>;
};


/**
 * Who may do what with one object. Superusers may do everything; read-only users never more than READABLE; others what the object and everything
 * it belongs to (its entity; for an attribute also its column and its entry) let them.
 */
export type AclHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** What was changed in an access control list at once. */
export type AclChange = {
  readonly __typename?: 'AclChange';
  /** What was changed. */
  readonly changes: ReadonlyArray<AclChangeItem>;
  /** A number of its own, as a string. */
  readonly id: Scalars['ID']['output'];
  /** When it was changed. */
  readonly time: Scalars['DateTime']['output'];
  /** Who changed it; null when that user is gone or unknown. */
  readonly user: Maybe<User>;
};

/** A page of changes of an access control list. */
export type AclChangeConnection = {
  readonly __typename?: 'AclChangeConnection';
  /** The same with a cursor each. */
  readonly edges: ReadonlyArray<AclChangeEdge>;
  /** The changes of this page. */
  readonly nodes: ReadonlyArray<AclChange>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A change of an access control list and its place in a list. */
export type AclChangeEdge = {
  readonly __typename?: 'AclChangeEdge';
  /** The place, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The change. */
  readonly node: AclChange;
};

/** One thing that was changed in an access control list. */
export type AclChangeItem = {
  readonly __typename?: 'AclChangeItem';
  /** What it became. */
  readonly after: Maybe<Scalars['JSON']['output']>;
  /** What it was: a boolean for IS_PUBLIC, else the name of a permission. */
  readonly before: Maybe<Scalars['JSON']['output']>;
  /** Whose permission, for target ROLE; null when the role was deleted since. */
  readonly role: Maybe<Role>;
  /** The name that the role had then. */
  readonly roleName: Maybe<Scalars['String']['output']>;
  /** What was changed. */
  readonly target: AclChangeTarget;
};

/** What can change in an access control list. */
export type AclChangeTarget =
  /** What everybody may do while it is not. */
  | 'DEFAULT_PERMISSION'
  /** Whether the object is public. */
  | 'IS_PUBLIC'
  /** What a role may do. */
  | 'ROLE';

/** The kinds of objects that have an access control list. The number behind each is its code in REST. */
export type AclKind =
  /** 8: an attribute, what one entry has in one column. */
  | 'ATTRIBUTE'
  /** 1: an entity. */
  | 'ENTITY'
  /** 2: an entity attribute, one column of an entity. */
  | 'ENTITY_ATTR'
  /** 4: an entry. */
  | 'ENTRY';

/** What members and administrators of a role may do with an object. */
export type AclRole = {
  readonly __typename?: 'AclRole';
  /** What it may do; never NOTHING. */
  readonly permission: Permission;
  /** The role. */
  readonly role: Role;
};

/** What a role may do. */
export type AclRoleInput = {
  /** What it may do; NOTHING takes away what it has. */
  readonly permission: Permission;
  /** The id of an active role. */
  readonly role: Scalars['ID']['input'];
};

/** A condition on one attribute. All given operators must hold; each must fit the attribute's type. */
export type AttrFilter = {
  /** For dates and times: later than this. */
  readonly after?: InputMaybe<Scalars['String']['input']>;
  /** The name of the attribute; letter case is ignored. */
  readonly attr: Scalars['String']['input'];
  /** For dates and times: earlier than this. */
  readonly before?: InputMaybe<Scalars['String']['input']>;
  /** The text of the value, or of one of its elements, contains this one. */
  readonly contains?: InputMaybe<Scalars['String']['input']>;
  /** The value equals this one, in the form that inputs take. Texts ignore letter case; a list equals when one element does; a reference takes an id or a name. */
  readonly eq?: InputMaybe<Scalars['JSON']['input']>;
  /** For numbers: greater than this. */
  readonly gt?: InputMaybe<Scalars['Float']['input']>;
  /** The value equals one of these (at most 100). */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['JSON']['input']>>;
  /** Whether the attribute has no value. */
  readonly isEmpty?: InputMaybe<Scalars['Boolean']['input']>;
  /** For numbers: less than this. */
  readonly lt?: InputMaybe<Scalars['Float']['input']>;
  /** The value refers to the entry with this id. */
  readonly refersTo?: InputMaybe<Scalars['ID']['input']>;
  /** The text of the value, or of one of its elements, starts with this one. */
  readonly startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** A value for an attribute. */
export type AttrInput = {
  /** The name of the attribute, or its id (`EntityAttr.id`). */
  readonly attr: Scalars['String']['input'];
  /** The value in the form of its type: see `Attribute.json`. */
  readonly value?: InputMaybe<Scalars['JSON']['input']>;
};

/** One entry's holder of one entity attribute, with its present value. */
export type Attribute = {
  readonly __typename?: 'Attribute';
  /** Who may do what with it; null until its first version and when the caller may not read it. */
  readonly acl: Maybe<Acl>;
  /** The column it belongs to; null if a plugin's hook added it. */
  readonly entityAttr: Maybe<EntityAttr>;
  /** What hooks of plugins added; null when nothing. */
  readonly extensions: Maybe<Scalars['JSON']['output']>;
  /** The number that REST uses too, as a string; null until its first version. */
  readonly id: Maybe<Scalars['ID']['output']>;
  /** Whether the caller may read it; if not, `value` and `json` are null and `text` is empty. */
  readonly isReadable: Scalars['Boolean']['output'];
  /**
   * The same in the form that inputs take: a text, number, boolean; a date as `2026-03-01`; a time as ISO 8601; a choice by its `value`;
   * a reference as the id of the entry, group or role; a labelled reference as `{"name": "eth0", "id": 411}`, with `"boolean": true` where the type has a flag; lists of these.
   */
  readonly json: Maybe<Scalars['JSON']['output']>;
  /** The name of the entity attribute. */
  readonly name: Scalars['String']['output'];
  /** What the caller may do with it: no more than with its column and its entry. READABLE for one that a plugin's hook added. */
  readonly permission: Permission;
  /** The same for people; empty when there is none. */
  readonly text: Scalars['String']['output'];
  /** The type of its values. */
  readonly type: AttributeType;
  /** The value by its type; null when there is none. */
  readonly value: Maybe<AttributeValue>;
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
  readonly __typename?: 'AttributeVersion';
  /** The attribute it is a version of, with its present value. */
  readonly attribute: Attribute;
  /** A number of its own, as a string. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is the present value. */
  readonly isLatest: Scalars['Boolean']['output'];
  /** The same in the form that inputs take. */
  readonly json: Maybe<Scalars['JSON']['output']>;
  /** The same for people. */
  readonly text: Scalars['String']['output'];
  /** When it was written. */
  readonly time: Scalars['DateTime']['output'];
  /** Who wrote it; null when that user is gone or unknown. */
  readonly user: Maybe<User>;
  /** The value by its type; null when there was none. */
  readonly value: Maybe<AttributeValue>;
};

/** A page of versions. */
export type AttributeVersionConnection = {
  readonly __typename?: 'AttributeVersionConnection';
  /** The same with a cursor each. */
  readonly edges: ReadonlyArray<AttributeVersionEdge>;
  /** The versions of this page. */
  readonly nodes: ReadonlyArray<AttributeVersion>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A version and its place in a list. */
export type AttributeVersionEdge = {
  readonly __typename?: 'AttributeVersionEdge';
  /** The place, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The version. */
  readonly node: AttributeVersion;
};

/** A value of type BOOLEAN. */
export type BooleanValue = {
  readonly __typename?: 'BooleanValue';
  /** True or false. */
  readonly boolean: Scalars['Boolean']['output'];
};

/** Which job `cancelJob` ends. */
export type CancelJobInput = {
  /** The id of the job. */
  readonly id: Scalars['ID']['input'];
};

/** The answer of `cancelJob`. */
export type CancelJobPayload = {
  readonly __typename?: 'CancelJobPayload';
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
  /** The job as it is now: PROCESSING with `isStopping` when it was asked to stop; null when there are errors. */
  readonly job: Maybe<Job>;
};

/** One possibility of a select. */
export type Choice = {
  readonly __typename?: 'Choice';
  /** What people read. */
  readonly label: Scalars['String']['output'];
  /** What is stored and what inputs name; stays when the label changes. */
  readonly value: Scalars['String']['output'];
};

/** One possibility of a select. */
export type ChoiceInput = {
  /** What people read; unique in the list. */
  readonly label: Scalars['String']['input'];
  /** What is stored; made by the server when left out. */
  readonly value?: InputMaybe<Scalars['String']['input']>;
};

/** What `copyEntry` copies. */
export type CopyEntryInput = {
  /** The id of the entry to copy. */
  readonly id: Scalars['ID']['input'];
  /** The names of the copies: 1 to 100. */
  readonly names: ReadonlyArray<Scalars['String']['input']>;
};

/** The answer of `copyEntry`. */
export type CopyEntryPayload = {
  readonly __typename?: 'CopyEntryPayload';
  /** The copies, in the order of the names; null when there are errors. */
  readonly entries: Maybe<ReadonlyArray<Entry>>;
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
};

/** An attribute of a new entity. */
export type CreateEntityAttrInput = {
  /** What it can hold; needed for SELECT and MULTI_SELECT. */
  readonly choices?: InputMaybe<ReadonlyArray<ChoiceInput>>;
  /** A text, boolean or number for the types that have a default. */
  readonly defaultValue?: InputMaybe<Scalars['JSON']['input']>;
  /** At most 200 characters. */
  readonly displayAttr?: InputMaybe<Scalars['String']['input']>;
  /** Where it stands (default: its place in this list). */
  readonly index?: InputMaybe<Scalars['Int']['input']>;
  /** Whether deletion goes on to referred entries (default false). */
  readonly isDeleteInChain?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether entries must have a value (default false). */
  readonly isMandatory?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether dashboards should sum it up (default false). */
  readonly isSummarized?: InputMaybe<Scalars['Boolean']['input']>;
  /** 1 to 200 characters, unique within the entity. */
  readonly name: Scalars['String']['input'];
  /** Its place in automatic names (default 0, none); for STRING, NUMBER and OBJECT. */
  readonly nameOrder?: InputMaybe<Scalars['Int']['input']>;
  /** At most 20 characters. */
  readonly namePostfix?: InputMaybe<Scalars['String']['input']>;
  /** At most 20 characters. */
  readonly namePrefix?: InputMaybe<Scalars['String']['input']>;
  /** At most 200 characters. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /** The entities it is meant to refer to; needed for the types that refer to entries. */
  readonly referral?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The type; it can never be changed. */
  readonly type: AttributeType;
};

/** What `createEntity` creates. */
export type CreateEntityInput = {
  /** Who may do what with it. Default: everybody everything, or nobody anything where the server is set so; then FULL must be given to a role of the caller. */
  readonly acl?: InputMaybe<NewEntityAclInput>;
  /** Its attributes. */
  readonly attrs?: InputMaybe<ReadonlyArray<CreateEntityAttrInput>>;
  /** Whether user interfaces should list it at their top level (default false). */
  readonly isToplevel?: InputMaybe<Scalars['Boolean']['input']>;
  /** A regular expression (RE2 syntax, at most 400 characters) that names of entries must match from their start. */
  readonly itemNamePattern?: InputMaybe<Scalars['String']['input']>;
  /** Where the names of entries come from (default USER). */
  readonly itemNameType?: InputMaybe<ItemNameType>;
  /** 1 to 200 characters, unique among active entities. */
  readonly name: Scalars['String']['input'];
  /** At most 200 characters. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
};

/** The answer of `createEntity`. */
export type CreateEntityPayload = {
  readonly __typename?: 'CreateEntityPayload';
  /** What was created; null when there are errors. */
  readonly entity: Maybe<Entity>;
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
};

/** What `createEntries` creates. */
export type CreateEntriesInput = {
  /** The id of the entity; or give `entityName`. */
  readonly entity?: InputMaybe<Scalars['ID']['input']>;
  /** The name of the entity; or give `entity`. */
  readonly entityName?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 1,000 entries. */
  readonly entries: ReadonlyArray<NewEntryInput>;
};

/** The answer of `createEntries`. */
export type CreateEntriesPayload = {
  readonly __typename?: 'CreateEntriesPayload';
  /** What was created, in the order of the input; null when there are errors. */
  readonly entries: Maybe<ReadonlyArray<Entry>>;
  /** What was wrong; paths begin with `entries` and the index. Empty on success. */
  readonly errors: ReadonlyArray<UserError>;
};

/** What `createEntry` creates. */
export type CreateEntryInput = {
  /** The values; attributes that are not named get their default. */
  readonly attrs?: InputMaybe<ReadonlyArray<AttrInput>>;
  /** The id of the entity; or give `entityName`. */
  readonly entity?: InputMaybe<Scalars['ID']['input']>;
  /** The name of the entity; or give `entity`. */
  readonly entityName?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 200 characters, unique among the active entries of the entity. Replaced where the entity makes names itself. */
  readonly name: Scalars['String']['input'];
};

/** The answer of `createEntry`. */
export type CreateEntryPayload = {
  readonly __typename?: 'CreateEntryPayload';
  /** What was created; null when there are errors. */
  readonly entry: Maybe<Entry>;
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
  /** What a plugin answered that carried this out in place of the server and named no entry; null otherwise. */
  readonly extensions: Maybe<Scalars['JSON']['output']>;
};

/** What `createGroup` creates. */
export type CreateGroupInput = {
  /** The users in it. Default: none. */
  readonly members?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The name: at most 150 characters, and no other group has it. */
  readonly name: Scalars['String']['input'];
  /** The group above it. Default: none. */
  readonly parentGroup?: InputMaybe<Scalars['ID']['input']>;
};

/** The answer of `createGroup`. */
export type CreateGroupPayload = {
  readonly __typename?: 'CreateGroupPayload';
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
  /** The group; null when there are errors. */
  readonly group: Maybe<Group>;
};

/** What `createRole` creates. A role has at least one administrator, and nobody is both member and administrator. */
export type CreateRoleInput = {
  /** The groups whose users may change the role. */
  readonly adminGroups?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The users who may change the role. */
  readonly adminUsers?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** What the role is for. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** The groups that are members. */
  readonly groups?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The name: at most 200 characters, and no other role has it. */
  readonly name: Scalars['String']['input'];
  /** The members. */
  readonly users?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** The answer of `createRole`. */
export type CreateRolePayload = {
  readonly __typename?: 'CreateRolePayload';
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
  /** The role; null when there are errors. */
  readonly role: Maybe<Role>;
};

/** What `createToken` creates. */
export type CreateTokenInput = {
  /** How long it lives, in seconds; 0 for ever. Default: the lifetime that the user has set. */
  readonly lifetime?: InputMaybe<Scalars['Int']['input']>;
  /** What the token is for, for people: at most 200 characters. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /** The co-user whom the token is for. Default: the caller. */
  readonly user?: InputMaybe<Scalars['ID']['input']>;
};

/** The answer of `createToken`. */
export type CreateTokenPayload = {
  readonly __typename?: 'CreateTokenPayload';
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
  /** The secret for `Authorization: Token …`; shown only here. */
  readonly secret: Maybe<Scalars['String']['output']>;
  /** The token; null when there are errors. */
  readonly token: Maybe<Token>;
};

/** What `createUser` creates. */
export type CreateUserInput = {
  /** Where to reach the user. Co-users have the address of the caller. */
  readonly email?: InputMaybe<Scalars['String']['input']>;
  /** Whether the user may only read. Co-users always are. Default: false. */
  readonly isReadonly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the user may do everything. Only superusers may say so. Default: false. */
  readonly isSuperuser?: InputMaybe<Scalars['Boolean']['input']>;
  /** The password: at least 8 characters, not only digits, none that many have. Without one the user can use tokens only. */
  readonly password?: InputMaybe<Scalars['String']['input']>;
  /** How long new tokens live unless told, in seconds, at most ten years; 0 for ever. Default: a day. */
  readonly tokenLifetime?: InputMaybe<Scalars['Int']['input']>;
  /** The name to log in with: at most 150 characters, and no other user has or had it. The names of co-users get the name of the caller and `-` in front. */
  readonly username: Scalars['String']['input'];
};

/** The answer of `createUser`. */
export type CreateUserPayload = {
  readonly __typename?: 'CreateUserPayload';
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
  /** The user; null when there are errors. */
  readonly user: Maybe<User>;
};

/** A value of type DATETIME. */
export type DateTimeValue = {
  readonly __typename?: 'DateTimeValue';
  /** The instant. */
  readonly dateTime: Scalars['DateTime']['output'];
};

/** A value of type DATE. */
export type DateValue = {
  readonly __typename?: 'DateValue';
  /** The date. */
  readonly date: Scalars['Date']['output'];
};

/** What `deleteEntity` deletes. */
export type DeleteEntityInput = {
  /** The id of the entity. */
  readonly id: Scalars['ID']['input'];
};

/** The answer of `deleteEntity`. */
export type DeleteEntityPayload = {
  readonly __typename?: 'DeleteEntityPayload';
  /** The deleted entity; null when there are errors. */
  readonly entity: Maybe<Entity>;
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
};

/** What `deleteEntry` deletes. */
export type DeleteEntryInput = {
  /** Refuse with CONFLICT unless the entry still has this `updatedTime`. */
  readonly expectedUpdatedTime?: InputMaybe<Scalars['DateTime']['input']>;
  /** The id of the entry. */
  readonly id: Scalars['ID']['input'];
};

/** The answer of `deleteEntry`. */
export type DeleteEntryPayload = {
  readonly __typename?: 'DeleteEntryPayload';
  /** The deleted entry; null when there are errors. */
  readonly entry: Maybe<Entry>;
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
  /** What a plugin answered that carried this out in place of the server and named no entry; null otherwise. */
  readonly extensions: Maybe<Scalars['JSON']['output']>;
};

/** What `deleteGroup` deletes. */
export type DeleteGroupInput = {
  /** The id of the group. */
  readonly id: Scalars['ID']['input'];
};

/** The answer of `deleteGroup`. */
export type DeleteGroupPayload = {
  readonly __typename?: 'DeleteGroupPayload';
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
  /** The group, no longer active and with the name it has now; null when there are errors. */
  readonly group: Maybe<Group>;
};

/** What `deleteRole` deletes. */
export type DeleteRoleInput = {
  /** The id of the role. */
  readonly id: Scalars['ID']['input'];
};

/** The answer of `deleteRole`. */
export type DeleteRolePayload = {
  readonly __typename?: 'DeleteRolePayload';
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
  /** The role, no longer active and with the name it has now; null when there are errors. */
  readonly role: Maybe<Role>;
};

/** Whom `deleteUser` deletes. */
export type DeleteUserInput = {
  /** The id of the user. */
  readonly id: Scalars['ID']['input'];
};

/** The answer of `deleteUser`. */
export type DeleteUserPayload = {
  readonly __typename?: 'DeleteUserPayload';
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
  /** The user, no longer active and with the name it has now; null when there are errors. */
  readonly user: Maybe<User>;
};

/** Which plugin to disable. */
export type DisablePluginInput = {
  /** The id of the plugin, or the entry name under which ENABLED_PLUGINS has it. */
  readonly id: Scalars['ID']['input'];
};

/** The plugin as it is now. */
export type DisablePluginPayload = {
  readonly __typename?: 'DisablePluginPayload';
  /** What stood against it. */
  readonly errors: ReadonlyArray<UserError>;
  /** The plugin; null when it was not disabled. It was disabled already: no error. */
  readonly plugin: Maybe<Plugin>;
};

/** Which plugin to enable. */
export type EnablePluginInput = {
  /** The id of the plugin, or the entry name under which ENABLED_PLUGINS has it. */
  readonly id: Scalars['ID']['input'];
};

/** The plugin as it is now. */
export type EnablePluginPayload = {
  readonly __typename?: 'EnablePluginPayload';
  /** What stood against it. */
  readonly errors: ReadonlyArray<UserError>;
  /** The plugin; null when it was not enabled. It was enabled already: no error. */
  readonly plugin: Maybe<Plugin>;
};

/** A schema that users defined: a kind of thing, such as `Server`, with typed attributes. */
export type Entity = {
  readonly __typename?: 'Entity';
  /** Who may do what with it. */
  readonly acl: Maybe<Acl>;
  /** Its active attributes by `index`. */
  readonly attrs: ReadonlyArray<EntityAttr>;
  /** When the entity was created. */
  readonly createdTime: Scalars['DateTime']['output'];
  /** Who created it; null when that user is gone or unknown. */
  readonly createdUser: Maybe<User>;
  /** The entries of this entity. Arguments as in `Query.entries`. */
  readonly entries: EntryConnection;
  /** The number that REST uses too, as a string. */
  readonly id: Scalars['ID']['output'];
  /** False when the entity was deleted. */
  readonly isActive: Scalars['Boolean']['output'];
  /** Whether user interfaces should list the entity at their top level. */
  readonly isToplevel: Scalars['Boolean']['output'];
  /** The regular expression that names of entries must match from their start; empty for none. */
  readonly itemNamePattern: Scalars['String']['output'];
  /** Where the names of entries come from. */
  readonly itemNameType: ItemNameType;
  /** The name, unique among active entities. */
  readonly name: Scalars['String']['output'];
  /** A remark for people; may be empty. */
  readonly note: Scalars['String']['output'];
  /** What the caller may do with it. */
  readonly permission: Permission;
  /** When the entity or one of its attributes was last changed. */
  readonly updatedTime: Scalars['DateTime']['output'];
};


/** A schema that users defined: a kind of thing, such as `Server`, with typed attributes. */
export type EntityEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<EntryOrder>>;
};

/** One typed column of an entity. */
export type EntityAttr = {
  readonly __typename?: 'EntityAttr';
  /** Who may do what with it; null when the caller may not read its values. */
  readonly acl: Maybe<Acl>;
  /** What a select can hold; empty for other types. */
  readonly choices: ReadonlyArray<Choice>;
  /** What a new entry gets when it names no value; null for none, and when the caller may not see the values. */
  readonly defaultValue: Maybe<Scalars['JSON']['output']>;
  /** The attribute of referred entries that labels them; empty for their name. */
  readonly displayAttr: Scalars['String']['output'];
  /** What hooks of plugins added; null when nothing. */
  readonly extensions: Maybe<Scalars['JSON']['output']>;
  /** The number that REST uses too, as a string. */
  readonly id: Scalars['ID']['output'];
  /** Where it stands among the attributes of its entity. */
  readonly index: Scalars['Int']['output'];
  /** False when the attribute was deleted. */
  readonly isActive: Scalars['Boolean']['output'];
  /** Whether deleting an entry also deletes the entries it refers to here, unless others refer to them. */
  readonly isDeleteInChain: Scalars['Boolean']['output'];
  /** Whether entries must have a value. */
  readonly isMandatory: Scalars['Boolean']['output'];
  /** Whether dashboards should sum it up. */
  readonly isSummarized: Scalars['Boolean']['output'];
  /** The name, unique within its entity. */
  readonly name: Scalars['String']['output'];
  /** Its place in automatic names; 0 when it is no part of them. */
  readonly nameOrder: Scalars['Int']['output'];
  /** What stands behind its value in automatic names. */
  readonly namePostfix: Scalars['String']['output'];
  /** What stands before its value in automatic names. */
  readonly namePrefix: Scalars['String']['output'];
  /** A remark for people; may be empty. */
  readonly note: Scalars['String']['output'];
  /** What the caller may do with it: no more than with its entity. */
  readonly permission: Permission;
  /** The entities whose entries it is meant to refer to, as far as the caller may see them; empty for types that do not refer to entries. */
  readonly referral: ReadonlyArray<Entity>;
  /** The type of its values; it never changes. */
  readonly type: AttributeType;
};

/** A page of entities. */
export type EntityConnection = {
  readonly __typename?: 'EntityConnection';
  /** The same with a cursor each. */
  readonly edges: ReadonlyArray<EntityEdge>;
  /** The entities of this page. */
  readonly nodes: ReadonlyArray<Entity>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An entity and its place in a list. */
export type EntityEdge = {
  readonly __typename?: 'EntityEdge';
  /** The place, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The entity. */
  readonly node: Entity;
};

/** Which entities. */
export type EntityFilter = {
  /** True (the default) for active ones, false for deleted ones. */
  readonly isActive?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only those that are, or are not, at the top level. */
  readonly isToplevel?: InputMaybe<Scalars['Boolean']['input']>;
  /** A condition on the name. */
  readonly name?: InputMaybe<StringFilter>;
};

/** How entities are ordered. */
export type EntityOrder = {
  /** In which direction. */
  readonly direction?: InputMaybe<OrderDirection>;
  /** What to order by. */
  readonly field: EntityOrderField;
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
  readonly __typename?: 'Entry';
  /** Who may do what with it. */
  readonly acl: Maybe<Acl>;
  /** One attribute by its name; null when the entity has none of that name. */
  readonly attr: Maybe<Attribute>;
  /** Its attributes in the order of the entity, one for each active entity attribute. */
  readonly attrs: ReadonlyArray<Attribute>;
  /** When the entry was created. */
  readonly createdTime: Scalars['DateTime']['output'];
  /** Who created it; null when that user is gone or unknown. */
  readonly createdUser: Maybe<User>;
  /** The entity it is an instance of. */
  readonly entity: Entity;
  /** The versions of its values, newest first. */
  readonly history: AttributeVersionConnection;
  /** The number that REST uses too, as a string. */
  readonly id: Scalars['ID']['output'];
  /** False when the entry was deleted. */
  readonly isActive: Scalars['Boolean']['output'];
  /** The name, unique among the active entries of its entity. A deleted entry's name ends in `_deleted_` and the time. */
  readonly name: Scalars['String']['output'];
  /** What the caller may do with it: no more than with its entity. */
  readonly permission: Permission;
  /** The active entries that refer to this one, by name. */
  readonly referrals: EntryConnection;
  /** When the entry was last changed. */
  readonly updatedTime: Scalars['DateTime']['output'];
};


/** An instance of an entity; user interfaces say item. */
export type EntryAttrArgs = {
  name: Scalars['String']['input'];
};


/** An instance of an entity; user interfaces say item. */
export type EntryAttrsArgs = {
  names?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
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
  readonly __typename?: 'EntryChange';
  /** The entry as it is now; null with RESYNC. */
  readonly entry: Maybe<Entry>;
  /** The id of the entry; null with RESYNC. */
  readonly id: Maybe<Scalars['ID']['output']>;
  /** What happened. */
  readonly kind: EntryChangeKind;
  /** When it happened. */
  readonly time: Scalars['DateTime']['output'];
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
  readonly __typename?: 'EntryConnection';
  /** The same with a cursor each. */
  readonly edges: ReadonlyArray<EntryEdge>;
  /** The entries of this page. */
  readonly nodes: ReadonlyArray<Entry>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An entry and its place in a list. */
export type EntryEdge = {
  readonly __typename?: 'EntryEdge';
  /** The place, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: Entry;
};

/** Which entries. All given conditions must hold. */
export type EntryFilter = {
  /** All of these must hold. */
  readonly and?: InputMaybe<ReadonlyArray<EntryFilter>>;
  /** Conditions on attributes; all must hold. */
  readonly attrs?: InputMaybe<ReadonlyArray<AttrFilter>>;
  /** True (the default) for active ones, false for deleted ones. */
  readonly isActive?: InputMaybe<Scalars['Boolean']['input']>;
  /** A condition on the name. */
  readonly name?: InputMaybe<StringFilter>;
  /** This must not hold. */
  readonly not?: InputMaybe<EntryFilter>;
  /** At least one of these must hold. */
  readonly or?: InputMaybe<ReadonlyArray<EntryFilter>>;
};

/** A value of type ARRAY_OBJECT. */
export type EntryListValue = {
  readonly __typename?: 'EntryListValue';
  /** The entries; those that were deleted or that the caller may not read are left out. */
  readonly entries: ReadonlyArray<Entry>;
};

/** How entries are ordered: by `field` or by `attr`. */
export type EntryOrder = {
  /** The name of an attribute that is no list; entries without a value come last. A boolean without one counts as false. */
  readonly attr?: InputMaybe<Scalars['String']['input']>;
  /** In which direction. */
  readonly direction?: InputMaybe<OrderDirection>;
  /** What to order by. */
  readonly field?: InputMaybe<EntryOrderField>;
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
  readonly __typename?: 'EntryValue';
  /** The entry; null when it was deleted or the caller may not read it. */
  readonly entry: Maybe<Entry>;
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

/** The form of an export. */
export type ExportFormat =
  /**
   * Values as people read them: UTF-8 without a byte order mark, commas, a header, CRLF (RFC 4180). A cell that a spreadsheet would take for a formula has an
   * apostrophe in front; numbers have not.
   */
  | 'CSV'
  /**
   * An array of entries in the form of `NewEntryInput`, or with ids in the form of `UpdateEntryInput`. Attributes that were never given a value are not
   * mentioned, unless a new entry would get a default for them.
   */
  | 'JSON';

/** A group of users. Who is in a group has the roles of all groups above it too. */
export type Group = {
  readonly __typename?: 'Group';
  /** The groups directly below this one, by name. */
  readonly children: ReadonlyArray<Group>;
  /** When the group was created. */
  readonly createdTime: Scalars['DateTime']['output'];
  /** A number of its own, as a string. */
  readonly id: Scalars['ID']['output'];
  /** Whether the group was not deleted. */
  readonly isActive: Scalars['Boolean']['output'];
  /** The users in this group itself who can log in, by name. */
  readonly members: ReadonlyArray<User>;
  /** The name. */
  readonly name: Scalars['String']['output'];
  /** The group above this one; null for none. */
  readonly parentGroup: Maybe<Group>;
  /** When the group itself was last changed. */
  readonly updatedTime: Scalars['DateTime']['output'];
};

/** A page of groups. */
export type GroupConnection = {
  readonly __typename?: 'GroupConnection';
  /** The same with a cursor each. */
  readonly edges: ReadonlyArray<GroupEdge>;
  /** The groups of this page. */
  readonly nodes: ReadonlyArray<Group>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A group and its place in a list. */
export type GroupEdge = {
  readonly __typename?: 'GroupEdge';
  /** The place, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The group. */
  readonly node: Group;
};

/** Which groups a list has. All given conditions must hold. */
export type GroupFilter = {
  /** A condition on the name. */
  readonly name?: InputMaybe<StringFilter>;
};

/** A value of type ARRAY_GROUP. */
export type GroupListValue = {
  readonly __typename?: 'GroupListValue';
  /** The groups; deleted ones are left out. */
  readonly groups: ReadonlyArray<Group>;
};

/** A value of type GROUP. */
export type GroupValue = {
  readonly __typename?: 'GroupValue';
  /** The group; null when it was deleted. */
  readonly group: Maybe<Group>;
};

/** Where the names of entries come from. */
export type ItemNameType =
  /** Built from attributes that have a `nameOrder`. */
  | 'ATTRIBUTES'
  /** A random UUID, made at creation. */
  | 'ID'
  /** Users type them. */
  | 'USER';

/** A tracked operation that runs in the background. */
export type Job = {
  readonly __typename?: 'Job';
  /** Which attempt this is: 1 for the first; reruns, retries and takeovers from a worker that died count up. */
  readonly attempt: Scalars['Int']['output'];
  /** When it was created. */
  readonly createdAt: Scalars['DateTime']['output'];
  /**
   * The file that the job left, and an address that hands it out for 15 minutes without a token. Null until the job has ended, when its operation leaves
   * none, and when it is kept no longer.
   */
  readonly download: Maybe<JobDownload>;
  /** When it ended; null until then. */
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  /** What happened to it, in the order of `seq`. */
  readonly events: ReadonlyArray<JobEvent>;
  /** A number of its own, as a string; attempts share it. */
  readonly id: Scalars['ID']['output'];
  /** Whether `cancelJob` would end it: its operation can be cancelled, and it has not ended. */
  readonly isCancelable: Scalars['Boolean']['output'];
  /** Whether `rerunJob` would run it: it ended as CANCELED, ERROR or TIMEOUT and its operation is known here, or it prepares and nobody has started it yet. */
  readonly isRerunnable: Scalars['Boolean']['output'];
  /** Whether somebody asked it to stop and it still runs. */
  readonly isStopping: Scalars['Boolean']['output'];
  /** The `seq` of its newest event. */
  readonly lastSeq: Scalars['Int']['output'];
  /** What it does: 1 to 99 belong to the core, 100 to 199 to custom views, 200 to 9999 to plugins. */
  readonly operation: Scalars['Int']['output'];
  /** What the operation is called, for example `EXPORT_ENTRY_V2`. */
  readonly operationName: Scalars['String']['output'];
  /** What the present attempt reported last; null before its first report. */
  readonly progress: Maybe<JobProgress>;
  /** It does not begin before; null for as soon as possible. */
  readonly runAt: Maybe<Scalars['DateTime']['output']>;
  /** When the present attempt began; null while it waits. */
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  /** How far it has come. */
  readonly status: JobStatus;
  /** The entity or entry that it is about; null for none, and for one that the caller may not see. */
  readonly target: Maybe<JobTarget>;
  /** For people: what it does, or what came of it. May be empty. */
  readonly text: Scalars['String']['output'];
  /** When something happened to it last. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** Who started it, and on whose behalf it acts. */
  readonly user: Maybe<User>;
};


/** A tracked operation that runs in the background. */
export type JobEventsArgs = {
  after?: InputMaybe<Scalars['Int']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of jobs. */
export type JobConnection = {
  readonly __typename?: 'JobConnection';
  /** The jobs of this page with their cursors. */
  readonly edges: ReadonlyArray<JobEdge>;
  /** The jobs of this page. */
  readonly nodes: ReadonlyArray<Job>;
  /** Where this page stands in the whole list. */
  readonly pageInfo: PageInfo;
  /** How many jobs all pages together have; costs a statement of its own. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A file that a job left. */
export type JobDownload = {
  readonly __typename?: 'JobDownload';
  /** Its media type, for example `text/csv; charset=utf-8`. */
  readonly contentType: Scalars['String']['output'];
  /** Until when the address is good. Ask again for another one. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** What the file is called. */
  readonly filename: Scalars['String']['output'];
  /** How many bytes it has. */
  readonly size: Scalars['Int']['output'];
  /**
   * Where it is, as a path on this server with a signature. It is good for this attempt of the job and for as long as whoever asked for it may see the
   * job; whoever else has it can use it too.
   */
  readonly url: Scalars['String']['output'];
};

/** A job and its place in a list. */
export type JobEdge = {
  readonly __typename?: 'JobEdge';
  /** The place, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The job. */
  readonly node: Job;
};

/**
 * Something that happened to a job. It never changes, and is kept as long as the job. `status`, `progress` and `level` are of the kinds that are named
 * like them, and otherwise null.
 */
export type JobEvent = {
  readonly __typename?: 'JobEvent';
  /** The attempt during which it happened. */
  readonly attempt: Scalars['Int']['output'];
  /** The job as it is now, not as it was then. */
  readonly job: Job;
  /** What kind of event it is. */
  readonly kind: JobEventKind;
  /** How important a line of the log is. */
  readonly level: Maybe<LogLevel>;
  /** A text for people: the line of the log, the reason of a status, what is being done; null when nothing was said. */
  readonly message: Maybe<Scalars['String']['output']>;
  /** How far the job was. */
  readonly progress: Maybe<JobProgress>;
  /** Counts from 1 for each job, in order and without gaps. */
  readonly seq: Scalars['Int']['output'];
  /** What the job became. */
  readonly status: Maybe<JobStatus>;
  /** When it happened. */
  readonly time: Scalars['DateTime']['output'];
};

/** The kinds of events of jobs. */
export type JobEventKind =
  /** A line of its log. */
  | 'LOG'
  /** The job says how far it is: at most ten times a second, the last report always. */
  | 'PROGRESS'
  /** The job has another status, text or target. */
  | 'STATUS';

/** Which jobs a list has. All given conditions must hold. */
export type JobFilter = {
  /** They were created then or later. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only those that the caller started. For superusers, who otherwise see those of everybody. */
  readonly isMine?: InputMaybe<Scalars['Boolean']['input']>;
  /** Their operation number is one of these. */
  readonly operation?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** Their status is one of these. */
  readonly status?: InputMaybe<ReadonlyArray<JobStatus>>;
  /** They are about this entity or entry. */
  readonly target?: InputMaybe<Scalars['ID']['input']>;
  /** Also those of operations that are otherwise left out. Default: false. */
  readonly withHidden?: InputMaybe<Scalars['Boolean']['input']>;
};

/** How far a job is. */
export type JobProgress = {
  readonly __typename?: 'JobProgress';
  /** How much is done. */
  readonly done: Scalars['Float']['output'];
  /** What it is doing, for people; null when nothing was said. */
  readonly text: Maybe<Scalars['String']['output']>;
  /** How much there is to do; null when that is not known. */
  readonly total: Maybe<Scalars['Float']['output']>;
};

/** How far a job has come. */
export type JobStatus =
  /** 6, final: somebody cancelled it. */
  | 'CANCELED'
  /** 2, final: it did what it was to do. */
  | 'DONE'
  /** 3, final: it failed; its last events say why. */
  | 'ERROR'
  /** 1: it waits: for its turn, a free worker, its time, or its creator. */
  | 'PREPARING'
  /** 5: it runs. */
  | 'PROCESSING'
  /** 4, final: it took or waited longer than it may. */
  | 'TIMEOUT'
  /** 7, final: it did a part of what it was to do. */
  | 'WARNING';

/** What a job is about. */
export type JobTarget = Entity | Entry;

/** How important a line of a log is. */
export type LogLevel =
  /** For whoever looks for a fault. */
  | 'DEBUG'
  /** Something failed. */
  | 'ERROR'
  /** The course of things. */
  | 'INFO'
  /** Something is not as it should be, and the job goes on. */
  | 'WARN';

export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Ends a job of the caller; superusers end any. One that waits is CANCELED at once; one that runs is asked to stop and is CANCELED after a grace
   * time (10 seconds unless set otherwise) at the latest, and nothing that it writes after that is kept. One that has ended already stays as it is.
   * JOB_STATE when it is DONE or its operation cannot be cancelled.
   */
  readonly cancelJob: CancelJobPayload;
  /** Creates copies of an entry, which the caller must be allowed to write, with its present values under new names: all of them or none. Attributes that he may not read, or not write in a new entry, are as if they were not given to `createEntry`: they get their default, and REQUIRED tells of one that must have a value. */
  readonly copyEntry: CopyEntryPayload;
  /** Creates an entity together with its attributes. */
  readonly createEntity: CreateEntityPayload;
  /** Creates many entries of one entity: all of them or none. */
  readonly createEntries: CreateEntriesPayload;
  /** Creates an entry. */
  readonly createEntry: CreateEntryPayload;
  /** Creates a group. Only superusers may. */
  readonly createGroup: CreateGroupPayload;
  /** Creates a role. Who is no superuser must be among its administrators. */
  readonly createRole: CreateRolePayload;
  /** Makes a token for a program that acts as the caller, or as a co-user. The token is shown in this answer and never again. */
  readonly createToken: CreateTokenPayload;
  /** Creates a user. A superuser creates any; everybody else a co-user of his own: read-only, with a name that begins with his and his e-mail address. */
  readonly createUser: CreateUserPayload;
  /** Deletes an entity that has no active entries. Its name becomes free. */
  readonly deleteEntity: DeleteEntityPayload;
  /** Deletes an entry so that it can be restored, with those that only it refers to through attributes that delete in chain, as far as the caller may write them. Its name becomes free; entries that refer to it show nothing there. */
  readonly deleteEntry: DeleteEntryPayload;
  /** Deletes a group. Groups below it move up to its parent; its members lose what it gave them. Only superusers may. */
  readonly deleteGroup: DeleteGroupPayload;
  /** Deletes a role, and with it every permission that it gives. Its administrators and superusers may; `IN_USE` when nobody but a superuser could change the permissions of some object afterwards. */
  readonly deleteRole: DeleteRolePayload;
  /** Deletes a user, and at once its tokens, sessions and places in groups and roles. Superusers and the parent may. */
  readonly deleteUser: DeleteUserPayload;
  /** Switches a plugin off, on every server process within 2 seconds, and stores that: it stays off when servers start again. Only superusers may. A plugin that others need cannot be disabled before those are. */
  readonly disablePlugin: DisablePluginPayload;
  /** Lets a plugin run again that was disabled, on every server process within 2 seconds, and stores that. Only superusers may. Only what ENABLED_PLUGINS names can be enabled, and what it depends on must be. */
  readonly enablePlugin: EnablePluginPayload;
  /**
   * Runs a job of the caller again that ended as CANCELED, ERROR or TIMEOUT; superusers run any. The id and the parameters stay, `attempt` counts up.
   * One that prepares and that nobody has started yet is started, as the first attempt that it is. One that is DONE or WARNING stays as it is. JOB_STATE when
   * it runs or waits for its turn.
   */
  readonly rerunJob: RerunJobPayload;
  /** Brings a deleted entry back, with those that were deleted in chain with it and that the caller may write. */
  readonly restoreEntry: RestoreEntryPayload;
  /** Makes the value of an old version the present one, as a new version. The caller must be allowed to write the attribute. */
  readonly restoreValue: RestoreValuePayload;
  /** Ends a token at once: one of the caller's own or of a co-user; superusers end any. */
  readonly revokeToken: RevokeTokenPayload;
  /** Changes who may do what with an entity, entity attribute, entry or attribute; what is not mentioned stays. Needs FULL on the object. */
  readonly setAcl: SetAclPayload;
  /** Gives a user another password and ends all its sessions; tokens stay. The user, its parent and superusers may. */
  readonly setPassword: SetPasswordPayload;
  /**
   * Starts a job that creates up to 100,000 entries of one entity, 500 in a transaction. Entries that cannot be created are left out and told of in the
   * job's result; the others stay. Jobs of this kind on one entity run one after the other.
   */
  readonly startBulkCreateEntries: StartBulkCreateEntriesPayload;
  /**
   * Starts a job that deletes up to 100,000 entries of one entity, 500 in a transaction, with those that only they refer to through attributes that delete
   * in chain. Entries that cannot be deleted stay and are told of in the job's result; one that was deleted before counts as done. Jobs of this kind on
   * one entity run one after the other.
   */
  readonly startBulkDeleteEntries: StartBulkDeleteEntriesPayload;
  /**
   * Starts a job that changes up to 100,000 entries of one entity, 500 in a transaction. Entries that cannot be changed are left as they are and told of
   * in the job's result; the others stay changed. Jobs of this kind on one entity run one after the other.
   */
  readonly startBulkUpdateEntries: StartBulkUpdateEntriesPayload;
  /**
   * Starts a job that writes the entries of an entity into a file, by name, as they are when it begins: `Job.download` leads to it. It has what the caller may
   * read; attributes that he may not read are empty in CSV and left out of JSON. Handlers of plugins that change what attributes look like do not take part.
   */
  readonly startExportEntries: StartExportEntriesPayload;
  /** Changes an entity and its attributes. What is left out stays as it is. */
  readonly updateEntity: UpdateEntityPayload;
  /** Changes the name or values of an entry. Attributes that are not named stay as they are; a value that does not differ makes no version. */
  readonly updateEntry: UpdateEntryPayload;
  /** Changes a group; what is not mentioned stays. Only superusers may. */
  readonly updateGroup: UpdateGroupPayload;
  /** Changes a role; what is not mentioned stays. Its administrators and superusers may. */
  readonly updateRole: UpdateRolePayload;
  /** Changes a user; what is not mentioned stays. Superusers may change everybody; all others, unless read-only, themselves. */
  readonly updateUser: UpdateUserPayload;
};


export type MutationCancelJobArgs = {
  input: CancelJobInput;
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


export type MutationCreateGroupArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: CreateGroupInput;
};


export type MutationCreateRoleArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: CreateRoleInput;
};


export type MutationCreateTokenArgs = {
  input: CreateTokenInput;
};


export type MutationCreateUserArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: CreateUserInput;
};


export type MutationDeleteEntityArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: DeleteEntityInput;
};


export type MutationDeleteEntryArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: DeleteEntryInput;
};


export type MutationDeleteGroupArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: DeleteGroupInput;
};


export type MutationDeleteRoleArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: DeleteRoleInput;
};


export type MutationDeleteUserArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: DeleteUserInput;
};


export type MutationDisablePluginArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: DisablePluginInput;
};


export type MutationEnablePluginArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: EnablePluginInput;
};


export type MutationRerunJobArgs = {
  input: RerunJobInput;
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


export type MutationSetAclArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: SetAclInput;
};


export type MutationSetPasswordArgs = {
  input: SetPasswordInput;
};


export type MutationStartBulkCreateEntriesArgs = {
  input: StartBulkCreateEntriesInput;
};


export type MutationStartBulkDeleteEntriesArgs = {
  input: StartBulkDeleteEntriesInput;
};


export type MutationStartBulkUpdateEntriesArgs = {
  input: StartBulkUpdateEntriesInput;
};


export type MutationStartExportEntriesArgs = {
  input: StartExportEntriesInput;
};


export type MutationUpdateEntityArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: UpdateEntityInput;
};


export type MutationUpdateEntryArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: UpdateEntryInput;
};


export type MutationUpdateGroupArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: UpdateGroupInput;
};


export type MutationUpdateRoleArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: UpdateRoleInput;
};


export type MutationUpdateUserArgs = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  input: UpdateUserInput;
};

/** One labelled reference of a list. */
export type NamedEntryItem = {
  readonly __typename?: 'NamedEntryItem';
  /** The flag; null where the type has none. */
  readonly boolean: Maybe<Scalars['Boolean']['output']>;
  /** The entry; null when there is none. */
  readonly entry: Maybe<Entry>;
  /** The label; may be empty. */
  readonly name: Scalars['String']['output'];
};

/** A value of type ARRAY_NAMED_OBJECT or ARRAY_NAMED_OBJECT_BOOLEAN. */
export type NamedEntryListValue = {
  readonly __typename?: 'NamedEntryListValue';
  /** The elements; those whose entry was deleted or that the caller may not read are left out. */
  readonly items: ReadonlyArray<NamedEntryItem>;
};

/** A value of type NAMED_OBJECT or NAMED_OBJECT_BOOLEAN. */
export type NamedEntryValue = {
  readonly __typename?: 'NamedEntryValue';
  /** The entry; null when there is none, it was deleted or the caller may not read it. */
  readonly entry: Maybe<Entry>;
  /** The label; may be empty. */
  readonly name: Scalars['String']['output'];
};

/** Who may do what with a new entity. */
export type NewEntityAclInput = {
  /** What everybody may do while it is not public (default NOTHING). */
  readonly defaultPermission?: InputMaybe<Permission>;
  /** Whether everybody may do everything (the default is a setting of the server). */
  readonly isPublic?: InputMaybe<Scalars['Boolean']['input']>;
  /** What roles may do (at most 1,000). Whoever is no superuser can name only roles that he belongs to. */
  readonly roles?: InputMaybe<ReadonlyArray<AclRoleInput>>;
};

/** One of the entries of `createEntries`. */
export type NewEntryInput = {
  /** As in `CreateEntryInput`. */
  readonly attrs?: InputMaybe<ReadonlyArray<AttrInput>>;
  /** As in `CreateEntryInput`. */
  readonly name: Scalars['String']['input'];
};

/** A value of type ARRAY_NUMBER. */
export type NumberListValue = {
  readonly __typename?: 'NumberListValue';
  /** The numbers; an element may be empty. */
  readonly numbers: ReadonlyArray<Maybe<Scalars['Float']['output']>>;
};

/** A value of type NUMBER. */
export type NumberValue = {
  readonly __typename?: 'NumberValue';
  /** The number. */
  readonly number: Scalars['Float']['output'];
};

/** The direction of an ordering. */
export type OrderDirection =
  /** From small to large, from A to Z, from old to new. */
  | 'ASC'
  /** From large to small, from Z to A, from new to old. */
  | 'DESC';

/** Where a page of a list stands in the whole list. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The cursor of the last node of this page; null when the page is empty. */
  readonly endCursor: Maybe<Scalars['String']['output']>;
  /** Whether more nodes follow this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether nodes come before this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first node of this page; null when the page is empty. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

/** How much somebody may do. Each includes those before it. The number behind each is its code in REST. */
export type Permission =
  /** 8: delete an entity or an entity attribute, and decide who may do what with the object. */
  | 'FULL'
  /** 1: not even see it. */
  | 'NOTHING'
  /** 2: see it. */
  | 'READABLE'
  /** 4: change it; delete and restore an entry; create entries in an entity. */
  | 'WRITABLE';

/** A package that extends the server. */
export type Plugin = {
  readonly __typename?: 'Plugin';
  /** The GraphQL fields that it adds while it runs, for example `Query.hello`, by name. */
  readonly fields: ReadonlyArray<Scalars['String']['output']>;
  /** Its hook handlers, with their figures since this server process started, which go on when it was disabled in between. Superusers see them, others an empty list. */
  readonly hooks: ReadonlyArray<PluginHook>;
  /** Its own id; of one that could not be loaded the name under which it was asked for. */
  readonly id: Scalars['ID']['output'];
  /** What it is called, for people. */
  readonly name: Scalars['String']['output'];
  /** Why it does not run. Null for one that does, and for callers who are no superusers. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** The REST routes that it adds while it runs, for example `GET /api/v2/plugins/hello/test/`. Superusers see them, others an empty list. */
  readonly routes: ReadonlyArray<Scalars['String']['output']>;
  /** Whether it runs. */
  readonly state: PluginState;
  /** How often its code let an error go uncaught, in a timer or a promise, since this server process started. Superusers see it, others 0. */
  readonly uncaughtErrors: Scalars['Int']['output'];
  /** Its version; empty when it is not known. */
  readonly version: Scalars['String']['output'];
};

/** A handler of a plugin. */
export type PluginHook = {
  readonly __typename?: 'PluginHook';
  /** How often it was called. */
  readonly calls: Scalars['Int']['output'];
  /** The name of the entity for which it was registered; null for all. */
  readonly entity: Maybe<Scalars['String']['output']>;
  /** How often it failed. A refusal is no failure. */
  readonly failures: Scalars['Int']['output'];
  /** The hook, for example `entry.after_create`. */
  readonly name: Scalars['String']['output'];
  /** The milliseconds within which half of the last calls ended; null before the first. */
  readonly p50: Maybe<Scalars['Float']['output']>;
  /** The milliseconds within which 95 % of the last calls ended; null before the first. */
  readonly p95: Maybe<Scalars['Float']['output']>;
  /** Lower ones run first. */
  readonly priority: Scalars['Int']['output'];
};

/** Whether a plugin runs. */
export type PluginState =
  /** It was disabled, or depends on one that was; `reason` tells which. */
  | 'DISABLED'
  /** It runs. */
  | 'ENABLED'
  /** It does not fit; `reason` tells why. */
  | 'REFUSED';

export type Query = {
  readonly __typename?: 'Query';
  /** The access control list of an entity, entity attribute, entry or attribute: they share one sequence of ids. Null when there is none with this id or the caller may not read it. */
  readonly acl: Maybe<Acl>;
  /** The entities that the caller may read; by name unless `orderBy` says otherwise. */
  readonly entities: EntityConnection;
  /** One entity by its id or by its name. Null when there is none that the caller may read. */
  readonly entity: Maybe<Entity>;
  /** The entries that the caller may read, of one entity or of all; by name unless `orderBy` says otherwise. */
  readonly entries: EntryConnection;
  /** One entry by its id, deleted ones included. Null when there is none that the caller may read. */
  readonly entry: Maybe<Entry>;
  /**
   * Why somebody may do what with an object: each object of its chain, and what decided there. For those who may change the list of the object;
   * null when there is no such object or user or the caller may not read the object.
   */
  readonly explainAccess: Maybe<AccessExplanation>;
  /** One group by id or by name. Null when there is none. */
  readonly group: Maybe<Group>;
  /** The groups, by name. */
  readonly groups: GroupConnection;
  /** One job of the caller; superusers find any. Null when there is none. */
  readonly job: Maybe<Job>;
  /** The jobs of the caller, for superusers those of everybody; newest first. Operations that only the server is concerned with are left out. */
  readonly jobs: JobConnection;
  /** The user who asks; null for the anonymous. */
  readonly me: Maybe<User>;
  /** The plugins that this server is told to load: those that run, in the order of loading, then those that are disabled, then those that it refused. For users who are logged in. */
  readonly plugins: ReadonlyArray<Plugin>;
  /** One role by id or by name, if the caller belongs to it or is a superuser. Null when there is none. */
  readonly role: Maybe<Role>;
  /** The roles that the caller belongs to, as a member or administrator, directly or through groups; all for superusers. By name. */
  readonly roles: RoleConnection;
  /** One user by id or by name. Null when there is none. */
  readonly user: Maybe<User>;
  /** The users who can log in, by name; the others with `filter: { isActive: false }`. */
  readonly users: UserConnection;
};


export type QueryAclArgs = {
  id: Scalars['ID']['input'];
};


export type QueryEntitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EntityFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<EntityOrder>>;
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
  orderBy?: InputMaybe<ReadonlyArray<EntryOrder>>;
};


export type QueryEntryArgs = {
  id: Scalars['ID']['input'];
};


export type QueryExplainAccessArgs = {
  id: Scalars['ID']['input'];
  user: Scalars['ID']['input'];
};


export type QueryGroupArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
};


export type QueryGroupsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<GroupFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryJobArgs = {
  id: Scalars['ID']['input'];
};


export type QueryJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<JobFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryRoleArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
};


export type QueryRolesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<RoleFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryUserArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  username?: InputMaybe<Scalars['String']['input']>;
};


export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** Which job `rerunJob` runs again. */
export type RerunJobInput = {
  /** The id of the job. */
  readonly id: Scalars['ID']['input'];
};

/** The answer of `rerunJob`. */
export type RerunJobPayload = {
  readonly __typename?: 'RerunJobPayload';
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
  /** The job as it is now; null when there are errors. */
  readonly job: Maybe<Job>;
};

/** What `restoreEntry` restores. */
export type RestoreEntryInput = {
  /** The id of the deleted entry. */
  readonly id: Scalars['ID']['input'];
};

/** The answer of `restoreEntry`. */
export type RestoreEntryPayload = {
  readonly __typename?: 'RestoreEntryPayload';
  /** The restored entry; null when there are errors. */
  readonly entry: Maybe<Entry>;
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
};

/** What `restoreValue` restores. */
export type RestoreValueInput = {
  /** The id of the version (`AttributeVersion.id`). */
  readonly version: Scalars['ID']['input'];
};

/** The answer of `restoreValue`. */
export type RestoreValuePayload = {
  readonly __typename?: 'RestoreValuePayload';
  /** The entry as it is now; null when there are errors. */
  readonly entry: Maybe<Entry>;
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
};

/** Which token `revokeToken` ends. */
export type RevokeTokenInput = {
  /** The id of the token. */
  readonly id: Scalars['ID']['input'];
};

/** The answer of `revokeToken`. */
export type RevokeTokenPayload = {
  readonly __typename?: 'RevokeTokenPayload';
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
  /** The token that was ended; null when there are errors. */
  readonly token: Maybe<Token>;
};

/** A set of users and groups to whom permissions are given. Everybody may see the name; the rest is for those who belong to it and superusers. */
export type Role = {
  readonly __typename?: 'Role';
  /** The groups whose users may change the role, by name. They have its permissions too. None for those who do not belong to it. */
  readonly adminGroups: ReadonlyArray<Group>;
  /** The users who may change the role, by name. They have its permissions too. None for those who do not belong to it. */
  readonly adminUsers: ReadonlyArray<User>;
  /** When the role was created. */
  readonly createdTime: Scalars['DateTime']['output'];
  /** What the role is for; empty also for those who do not belong to it. */
  readonly description: Scalars['String']['output'];
  /** The groups that are members, by name; none for those who do not belong to it. */
  readonly groups: ReadonlyArray<Group>;
  /** A number of its own, as a string. */
  readonly id: Scalars['ID']['output'];
  /** Whether the role was not deleted. */
  readonly isActive: Scalars['Boolean']['output'];
  /** Whether the caller may change or delete the role. */
  readonly isEditable: Scalars['Boolean']['output'];
  /** The name. */
  readonly name: Scalars['String']['output'];
  /** When the role itself was last changed. */
  readonly updatedTime: Scalars['DateTime']['output'];
  /** The members who can log in, by name; none for those who do not belong to it. */
  readonly users: ReadonlyArray<User>;
};

/** A page of roles. */
export type RoleConnection = {
  readonly __typename?: 'RoleConnection';
  /** The same with a cursor each. */
  readonly edges: ReadonlyArray<RoleEdge>;
  /** The roles of this page. */
  readonly nodes: ReadonlyArray<Role>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A role and its place in a list. */
export type RoleEdge = {
  readonly __typename?: 'RoleEdge';
  /** The place, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The role. */
  readonly node: Role;
};

/** Which roles a list has. All given conditions must hold. */
export type RoleFilter = {
  /** A condition on the name. */
  readonly name?: InputMaybe<StringFilter>;
};

/** A value of type ARRAY_ROLE. */
export type RoleListValue = {
  readonly __typename?: 'RoleListValue';
  /** The roles; deleted ones are left out. */
  readonly roles: ReadonlyArray<Role>;
};

/** A value of type ROLE. */
export type RoleValue = {
  readonly __typename?: 'RoleValue';
  /** The role; null when it was deleted. */
  readonly role: Maybe<Role>;
};

/** A value of type MULTI_SELECT. */
export type SelectListValue = {
  readonly __typename?: 'SelectListValue';
  /** The choices in stored order. */
  readonly options: ReadonlyArray<Choice>;
};

/** A value of type SELECT. */
export type SelectValue = {
  readonly __typename?: 'SelectValue';
  /** The choice. One that is no longer offered has its value as label. */
  readonly option: Choice;
};

/** What `setAcl` changes. */
export type SetAclInput = {
  /** What everybody may do while it is not public. */
  readonly defaultPermission?: InputMaybe<Permission>;
  /** The id of an entity, entity attribute, entry or attribute. */
  readonly id: Scalars['ID']['input'];
  /** Whether everybody may do everything, as far as what the object belongs to lets them. */
  readonly isPublic?: InputMaybe<Scalars['Boolean']['input']>;
  /** What roles may do (at most 1,000). Roles that are not here keep what they have. Whoever is no superuser can name only roles that he belongs to. */
  readonly roles?: InputMaybe<ReadonlyArray<AclRoleInput>>;
};

/** The answer of `setAcl`. */
export type SetAclPayload = {
  readonly __typename?: 'SetAclPayload';
  /** The list as it is now; null when there are errors. */
  readonly acl: Maybe<Acl>;
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
};

/** The password that `setPassword` sets. */
export type SetPasswordInput = {
  /** The password of the user so far. Superusers need none for others; nobody does while the user has no password. */
  readonly oldPassword?: InputMaybe<Scalars['String']['input']>;
  /** The new password: at least 8 characters, not only digits, none that many have, not the name. */
  readonly password: Scalars['String']['input'];
  /** The id of the user. */
  readonly user: Scalars['ID']['input'];
};

/** The answer of `setPassword`. */
export type SetPasswordPayload = {
  readonly __typename?: 'SetPasswordPayload';
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
  /** The user; null when there are errors. */
  readonly user: Maybe<User>;
};

/** What `startBulkCreateEntries` creates. */
export type StartBulkCreateEntriesInput = {
  /** The id of the entity; or give `entityName`. */
  readonly entity?: InputMaybe<Scalars['ID']['input']>;
  /** The name of the entity; or give `entity`. */
  readonly entityName?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 100,000 entries; a JSON export without ids has this form. */
  readonly entries: ReadonlyArray<NewEntryInput>;
};

/** The answer of `startBulkCreateEntries`. */
export type StartBulkCreateEntriesPayload = {
  readonly __typename?: 'StartBulkCreateEntriesPayload';
  /** Why it was not started; empty on success. What is wrong with single entries is told by the job. */
  readonly errors: ReadonlyArray<UserError>;
  /** The job; null when there are errors. What it did with each entry is its result. */
  readonly job: Maybe<Job>;
};

/** What `startBulkDeleteEntries` deletes. */
export type StartBulkDeleteEntriesInput = {
  /** The id of the entity; or give `entityName`. */
  readonly entity?: InputMaybe<Scalars['ID']['input']>;
  /** The name of the entity; or give `entity`. */
  readonly entityName?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 100,000 entries of the entity, each once. */
  readonly entries: ReadonlyArray<DeleteEntryInput>;
};

/** The answer of `startBulkDeleteEntries`. */
export type StartBulkDeleteEntriesPayload = {
  readonly __typename?: 'StartBulkDeleteEntriesPayload';
  /** Why it was not started; empty on success. What is wrong with single entries is told by the job. */
  readonly errors: ReadonlyArray<UserError>;
  /** The job; null when there are errors. What it did with each entry is its result. */
  readonly job: Maybe<Job>;
};

/** What `startBulkUpdateEntries` changes. */
export type StartBulkUpdateEntriesInput = {
  /** The id of the entity; or give `entityName`. */
  readonly entity?: InputMaybe<Scalars['ID']['input']>;
  /** The name of the entity; or give `entity`. */
  readonly entityName?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 100,000 changes, each of another entry of the entity; a JSON export with ids has this form. */
  readonly entries: ReadonlyArray<UpdateEntryInput>;
};

/** The answer of `startBulkUpdateEntries`. */
export type StartBulkUpdateEntriesPayload = {
  readonly __typename?: 'StartBulkUpdateEntriesPayload';
  /** Why it was not started; empty on success. What is wrong with single entries is told by the job. */
  readonly errors: ReadonlyArray<UserError>;
  /** The job; null when there are errors. What it did with each entry is its result. */
  readonly job: Maybe<Job>;
};

/** What `startExportEntries` exports, and how. */
export type StartExportEntriesInput = {
  /** The names or ids of the attributes; all unless given. They come in the order of the entity. */
  readonly attrs?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The id of the entity; or give `entityName`. */
  readonly entity?: InputMaybe<Scalars['ID']['input']>;
  /** The name of the entity; or give `entity`. */
  readonly entityName?: InputMaybe<Scalars['String']['input']>;
  /** Which entries; all active ones unless given. */
  readonly filter?: InputMaybe<EntryFilter>;
  /** The form of the file. */
  readonly format: ExportFormat;
  /** Whether each entry tells its id. In CSV it does unless this is false, in JSON only if this is true. */
  readonly withIds?: InputMaybe<Scalars['Boolean']['input']>;
};

/** The answer of `startExportEntries`. */
export type StartExportEntriesPayload = {
  readonly __typename?: 'StartExportEntriesPayload';
  /** Why it was not started; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
  /** The job; null when there are errors. */
  readonly job: Maybe<Job>;
};

/** A condition on a text. All given operators must hold. Letter case is ignored, for every script. */
export type StringFilter = {
  /** The text contains this one. */
  readonly contains?: InputMaybe<Scalars['String']['input']>;
  /** The text equals this one. */
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  /** The text is one of these (at most 100). */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The text starts with this one. */
  readonly startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** A value of type ARRAY_STRING. */
export type StringListValue = {
  readonly __typename?: 'StringListValue';
  /** The texts. */
  readonly strings: ReadonlyArray<Scalars['String']['output']>;
};

/** A value of type STRING. */
export type StringValue = {
  readonly __typename?: 'StringValue';
  /** The text. */
  readonly string: Scalars['String']['output'];
};

export type Subscription = {
  readonly __typename?: 'Subscription';
  /** Each change of an entry that the caller may read, from now on. Changes that were missed while a connection was away are told by one event of kind RESYNC. */
  readonly entryChanged: EntryChange;
  /**
   * What happened to a job: first the stored events after `after`, then each new one, in the order of `seq`, without gaps. Complete after a final
   * status, once everything was sent and no attempt is pending. A client that lost its connection subscribes again with the `seq` it saw last and
   * misses nothing, whichever server process it comes to. NOT_FOUND when there is no such job, or it is another user's.
   */
  readonly jobEvents: JobEvent;
  /**
   * A job of the caller's own each time that something happened to it, as it is by then: also one that was created. Several changes within an
   * instant may come as one. Jobs that `jobs` leaves out as hidden are left out here too. Live only: read `jobs` after subscribing, and again
   * after the connection was lost.
   */
  readonly jobUpdated: Job;
};


export type SubscriptionEntryChangedArgs = {
  entity?: InputMaybe<Scalars['ID']['input']>;
  entityName?: InputMaybe<Scalars['String']['input']>;
};


export type SubscriptionJobEventsArgs = {
  after?: InputMaybe<Scalars['Int']['input']>;
  id: Scalars['ID']['input'];
};

/** A value of type TEXT. */
export type TextValue = {
  readonly __typename?: 'TextValue';
  /** The text. */
  readonly text: Scalars['String']['output'];
};

/** A token without its secret. */
export type Token = {
  readonly __typename?: 'Token';
  /** When it was made. */
  readonly createdTime: Scalars['DateTime']['output'];
  /** When it ends; null for never. */
  readonly expiresTime: Maybe<Scalars['DateTime']['output']>;
  /** A number of its own, as a string. */
  readonly id: Scalars['ID']['output'];
  /** What the token is for, for people; may be empty. */
  readonly note: Scalars['String']['output'];
};

/** An attribute to change (with `id`), to add (without) or to delete (with `id` and `isDeleted`). */
export type UpdateEntityAttrInput = {
  /** What it can hold. A choice that an entry holds cannot be removed. */
  readonly choices?: InputMaybe<ReadonlyArray<ChoiceInput>>;
  /** The default; null removes it. */
  readonly defaultValue?: InputMaybe<Scalars['JSON']['input']>;
  /** At most 200 characters. */
  readonly displayAttr?: InputMaybe<Scalars['String']['input']>;
  /** The id of an active attribute of this entity; leave it out to add one. */
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  /** Where it stands. */
  readonly index?: InputMaybe<Scalars['Int']['input']>;
  /** Whether deletion goes on to referred entries. */
  readonly isDeleteInChain?: InputMaybe<Scalars['Boolean']['input']>;
  /** Delete this attribute. */
  readonly isDeleted?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether entries must have a value. */
  readonly isMandatory?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether dashboards should sum it up. */
  readonly isSummarized?: InputMaybe<Scalars['Boolean']['input']>;
  /** The name; needed for a new one. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Its place in automatic names. */
  readonly nameOrder?: InputMaybe<Scalars['Int']['input']>;
  /** At most 20 characters. */
  readonly namePostfix?: InputMaybe<Scalars['String']['input']>;
  /** At most 20 characters. */
  readonly namePrefix?: InputMaybe<Scalars['String']['input']>;
  /** At most 200 characters. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /** The entities it is meant to refer to. Those that the caller may not see stay as they are. */
  readonly referral?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The type; needed for a new one, and never another one for an existing one. */
  readonly type?: InputMaybe<AttributeType>;
};

/** What `updateEntity` changes. */
export type UpdateEntityInput = {
  /** Attributes to change, add or delete; those not named stay as they are. */
  readonly attrs?: InputMaybe<ReadonlyArray<UpdateEntityAttrInput>>;
  /** Refuse with CONFLICT unless the entity still has this `updatedTime`. */
  readonly expectedUpdatedTime?: InputMaybe<Scalars['DateTime']['input']>;
  /** The id of the entity. */
  readonly id: Scalars['ID']['input'];
  /** Whether it is at the top level. */
  readonly isToplevel?: InputMaybe<Scalars['Boolean']['input']>;
  /** The new pattern; empty for none. */
  readonly itemNamePattern?: InputMaybe<Scalars['String']['input']>;
  /** Where the names of entries come from. */
  readonly itemNameType?: InputMaybe<ItemNameType>;
  /** The new name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** The new note. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
};

/** The answer of `updateEntity`. */
export type UpdateEntityPayload = {
  readonly __typename?: 'UpdateEntityPayload';
  /** The entity as it is now; null when there are errors. */
  readonly entity: Maybe<Entity>;
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
};

/** What `updateEntry` changes. */
export type UpdateEntryInput = {
  /** The new values. */
  readonly attrs?: InputMaybe<ReadonlyArray<AttrInput>>;
  /** Refuse with CONFLICT unless the entry still has this `updatedTime`. */
  readonly expectedUpdatedTime?: InputMaybe<Scalars['DateTime']['input']>;
  /** The id of the entry. */
  readonly id: Scalars['ID']['input'];
  /** The new name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

/** The answer of `updateEntry`. */
export type UpdateEntryPayload = {
  readonly __typename?: 'UpdateEntryPayload';
  /** The entry as it is now; null when there are errors. */
  readonly entry: Maybe<Entry>;
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
  /** What a plugin answered that carried this out in place of the server and named no entry; null otherwise. */
  readonly extensions: Maybe<Scalars['JSON']['output']>;
};

/** What `updateGroup` changes. Fields that are not given stay as they are. */
export type UpdateGroupInput = {
  /** The id of the group. */
  readonly id: Scalars['ID']['input'];
  /** All users who shall be in it; those who are not named leave it. Users who cannot log in keep their place. */
  readonly members?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The new name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** The group above it, which must not be below it; null for none. */
  readonly parentGroup?: InputMaybe<Scalars['ID']['input']>;
};

/** The answer of `updateGroup`. */
export type UpdateGroupPayload = {
  readonly __typename?: 'UpdateGroupPayload';
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
  /** The group; null when there are errors. */
  readonly group: Maybe<Group>;
};

/** What `updateRole` changes. Fields that are not given stay as they are; a list replaces the one that is there. */
export type UpdateRoleInput = {
  /** All groups whose users may change the role. */
  readonly adminGroups?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** All users who may change the role. Users who cannot log in keep their place. */
  readonly adminUsers?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** What the role is for. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** All groups that are members. */
  readonly groups?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The id of the role. */
  readonly id: Scalars['ID']['input'];
  /** The new name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** All members. Users who cannot log in keep their place. */
  readonly users?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** The answer of `updateRole`. */
export type UpdateRolePayload = {
  readonly __typename?: 'UpdateRolePayload';
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
  /** The role; null when there are errors. */
  readonly role: Maybe<Role>;
};

/** What `updateUser` changes. Fields that are not given stay as they are. */
export type UpdateUserInput = {
  /** Where to reach the user; empty for nowhere. */
  readonly email?: InputMaybe<Scalars['String']['input']>;
  /** The id of the user. */
  readonly id: Scalars['ID']['input'];
  /** Whether the user can log in: false ends its tokens and sessions at once, and those of its co-users. Only superusers may change it. */
  readonly isActive?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the user may only read. Only superusers may change it. */
  readonly isReadonly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the user may do everything. Only superusers may change it. A co-user that becomes one loses its password, tokens and sessions, which its parent knows. */
  readonly isSuperuser?: InputMaybe<Scalars['Boolean']['input']>;
  /** The user whose co-user it is; null for none. Only superusers may change it: the password, tokens and sessions so far end, which the former parent knows. */
  readonly parentUser?: InputMaybe<Scalars['ID']['input']>;
  /** How long new tokens live unless told, in seconds, at most ten years; 0 for ever. Those that there are keep their end. */
  readonly tokenLifetime?: InputMaybe<Scalars['Int']['input']>;
  /** The new name to log in with. */
  readonly username?: InputMaybe<Scalars['String']['input']>;
};

/** The answer of `updateUser`. */
export type UpdateUserPayload = {
  readonly __typename?: 'UpdateUserPayload';
  /** What was wrong; empty on success. */
  readonly errors: ReadonlyArray<UserError>;
  /** The user; null when there are errors. */
  readonly user: Maybe<User>;
};

/** Somebody, or some program, that can act. */
export type User = {
  readonly __typename?: 'User';
  /** The active users whose parent this is, by name. Null for all but the user and superusers. */
  readonly coUsers: Maybe<ReadonlyArray<User>>;
  /** When the user was created. */
  readonly createdTime: Scalars['DateTime']['output'];
  /** Where to reach the user; may be empty. Null for all but the user, its parent and superusers. */
  readonly email: Maybe<Scalars['String']['output']>;
  /** The groups that the user is in, and all those above them, by name. */
  readonly groups: ReadonlyArray<UserGroup>;
  /** A number of its own, as a string. */
  readonly id: Scalars['ID']['output'];
  /** Whether the user can log in. */
  readonly isActive: Scalars['Boolean']['output'];
  /** Whether the user may only read. */
  readonly isReadonly: Scalars['Boolean']['output'];
  /** Whether the user may do everything. */
  readonly isSuperuser: Scalars['Boolean']['output'];
  /** The user whose co-user this is; null for none. The parent may make tokens for it, set its password and delete it, unless it is a superuser. */
  readonly parentUser: Maybe<User>;
  /** The roles that the user belongs to, by name. Who is neither the user, its parent nor a superuser sees those that he belongs to himself. */
  readonly roles: ReadonlyArray<UserRole>;
  /** How long new tokens live unless told, in seconds; 0 for ever. Null for all but the user, its parent and superusers. */
  readonly tokenLifetime: Maybe<Scalars['Int']['output']>;
  /** The tokens that programs log in with as this user, without their secrets. Null for all but the user, its parent and superusers. */
  readonly tokens: Maybe<ReadonlyArray<Token>>;
  /** The name to log in with. */
  readonly username: Scalars['String']['output'];
};

/** A page of users. */
export type UserConnection = {
  readonly __typename?: 'UserConnection';
  /** The same with a cursor each. */
  readonly edges: ReadonlyArray<UserEdge>;
  /** The users of this page. */
  readonly nodes: ReadonlyArray<User>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A user and its place in a list. */
export type UserEdge = {
  readonly __typename?: 'UserEdge';
  /** The place, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The user. */
  readonly node: User;
};

/** What a caller did wrong, as data. A mutation that succeeded has none. */
export type UserError = {
  readonly __typename?: 'UserError';
  /** The kind of error; programs decide by it. */
  readonly code: ErrorCode;
  /** What is wrong and what to change, for people. */
  readonly message: Scalars['String']['output'];
  /** Where in the input: for example `["attrs", "2", "value"]`. Empty when the whole input is meant. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** The plugin whose hook raised the error; null for the built-in rules. */
  readonly plugin: Maybe<Scalars['String']['output']>;
};

/** Which users a list has. All given conditions must hold. */
export type UserFilter = {
  /** Whether they can log in. Default: true. */
  readonly isActive?: InputMaybe<Scalars['Boolean']['input']>;
  /** A condition on the name. */
  readonly username?: InputMaybe<StringFilter>;
};

/** A group that a user belongs to. */
export type UserGroup = {
  readonly __typename?: 'UserGroup';
  /** The group. */
  readonly group: Group;
  /** Whether the user is in this group itself; else in one below it. */
  readonly isDirect: Scalars['Boolean']['output'];
};

/** A role that a user belongs to. */
export type UserRole = {
  readonly __typename?: 'UserRole';
  /** Whether the user may change the role. */
  readonly isAdmin: Scalars['Boolean']['output'];
  /** Whether the role names the user itself. */
  readonly isDirect: Scalars['Boolean']['output'];
  /** The role. */
  readonly role: Role;
  /** The groups that the role names and that the user belongs to, by name. */
  readonly viaGroups: ReadonlyArray<Group>;
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
    | ( EntryListValueSource )
    | ( EntryValueSource )
    | ( GroupListValueSource )
    | ( GroupValueSource )
    | ( NamedEntryListValueSource )
    | ( NamedEntryValueSource )
    | ( NumberListValueSource )
    | ( NumberValue )
    | ( RoleListValueSource )
    | ( RoleValueSource )
    | ( SelectListValueSource )
    | ( SelectValue )
    | ( StringListValueSource )
    | ( StringValue )
    | ( TextValue )
  ;
  JobTarget:
    | ( EntitySource )
    | ( EntrySource )
  ;
};


/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccessExplanation: ResolverTypeWrapper<AccessExplanationSource>;
  AccessObject: ResolverTypeWrapper<AccessObjectSource>;
  AccessRule: AccessRule;
  AccessStep: ResolverTypeWrapper<AccessStepSource>;
  Acl: ResolverTypeWrapper<AclSource>;
  AclChange: ResolverTypeWrapper<AclChangeSource>;
  AclChangeConnection: ResolverTypeWrapper<AclChangeConnectionSource>;
  AclChangeEdge: ResolverTypeWrapper<AclChangeEdgeSource>;
  AclChangeItem: ResolverTypeWrapper<AclChangeItemSource>;
  AclChangeTarget: AclChangeTarget;
  AclKind: AclKind;
  AclRole: ResolverTypeWrapper<AclRoleSource>;
  AclRoleInput: AclRoleInput;
  AttrFilter: AttrFilter;
  AttrInput: AttrInput;
  Attribute: ResolverTypeWrapper<AttributeSource>;
  AttributeType: AttributeType;
  AttributeValue: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AttributeValue']>;
  AttributeVersion: ResolverTypeWrapper<AttributeVersionSource>;
  AttributeVersionConnection: ResolverTypeWrapper<AttributeVersionConnectionSource>;
  AttributeVersionEdge: ResolverTypeWrapper<AttributeVersionEdgeSource>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  BooleanValue: ResolverTypeWrapper<BooleanValue>;
  CancelJobInput: CancelJobInput;
  CancelJobPayload: ResolverTypeWrapper<Omit<CancelJobPayload, 'job'> & { job?: Maybe<ResolversTypes['Job']> }>;
  Choice: ResolverTypeWrapper<Choice>;
  ChoiceInput: ChoiceInput;
  CopyEntryInput: CopyEntryInput;
  CopyEntryPayload: ResolverTypeWrapper<Omit<CopyEntryPayload, 'entries'> & { entries?: Maybe<ReadonlyArray<ResolversTypes['Entry']>> }>;
  CreateEntityAttrInput: CreateEntityAttrInput;
  CreateEntityInput: CreateEntityInput;
  CreateEntityPayload: ResolverTypeWrapper<Omit<CreateEntityPayload, 'entity'> & { entity?: Maybe<ResolversTypes['Entity']> }>;
  CreateEntriesInput: CreateEntriesInput;
  CreateEntriesPayload: ResolverTypeWrapper<Omit<CreateEntriesPayload, 'entries'> & { entries?: Maybe<ReadonlyArray<ResolversTypes['Entry']>> }>;
  CreateEntryInput: CreateEntryInput;
  CreateEntryPayload: ResolverTypeWrapper<Omit<CreateEntryPayload, 'entry'> & { entry?: Maybe<ResolversTypes['Entry']> }>;
  CreateGroupInput: CreateGroupInput;
  CreateGroupPayload: ResolverTypeWrapper<Omit<CreateGroupPayload, 'group'> & { group?: Maybe<ResolversTypes['Group']> }>;
  CreateRoleInput: CreateRoleInput;
  CreateRolePayload: ResolverTypeWrapper<Omit<CreateRolePayload, 'role'> & { role?: Maybe<ResolversTypes['Role']> }>;
  CreateTokenInput: CreateTokenInput;
  CreateTokenPayload: ResolverTypeWrapper<Omit<CreateTokenPayload, 'token'> & { token?: Maybe<ResolversTypes['Token']> }>;
  CreateUserInput: CreateUserInput;
  CreateUserPayload: ResolverTypeWrapper<Omit<CreateUserPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DateTimeValue: ResolverTypeWrapper<DateTimeValue>;
  DateValue: ResolverTypeWrapper<DateValue>;
  DeleteEntityInput: DeleteEntityInput;
  DeleteEntityPayload: ResolverTypeWrapper<Omit<DeleteEntityPayload, 'entity'> & { entity?: Maybe<ResolversTypes['Entity']> }>;
  DeleteEntryInput: DeleteEntryInput;
  DeleteEntryPayload: ResolverTypeWrapper<Omit<DeleteEntryPayload, 'entry'> & { entry?: Maybe<ResolversTypes['Entry']> }>;
  DeleteGroupInput: DeleteGroupInput;
  DeleteGroupPayload: ResolverTypeWrapper<Omit<DeleteGroupPayload, 'group'> & { group?: Maybe<ResolversTypes['Group']> }>;
  DeleteRoleInput: DeleteRoleInput;
  DeleteRolePayload: ResolverTypeWrapper<Omit<DeleteRolePayload, 'role'> & { role?: Maybe<ResolversTypes['Role']> }>;
  DeleteUserInput: DeleteUserInput;
  DeleteUserPayload: ResolverTypeWrapper<Omit<DeleteUserPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  DisablePluginInput: DisablePluginInput;
  DisablePluginPayload: ResolverTypeWrapper<DisablePluginPayload>;
  EnablePluginInput: EnablePluginInput;
  EnablePluginPayload: ResolverTypeWrapper<EnablePluginPayload>;
  Entity: ResolverTypeWrapper<EntitySource>;
  EntityAttr: ResolverTypeWrapper<EntityAttrSource>;
  EntityConnection: ResolverTypeWrapper<EntityConnectionSource>;
  EntityEdge: ResolverTypeWrapper<EntityEdgeSource>;
  EntityFilter: EntityFilter;
  EntityOrder: EntityOrder;
  EntityOrderField: EntityOrderField;
  Entry: ResolverTypeWrapper<EntrySource>;
  EntryChange: ResolverTypeWrapper<EntryChangeSource>;
  EntryChangeKind: EntryChangeKind;
  EntryConnection: ResolverTypeWrapper<EntryConnectionSource>;
  EntryEdge: ResolverTypeWrapper<EntryEdgeSource>;
  EntryFilter: EntryFilter;
  EntryListValue: ResolverTypeWrapper<EntryListValueSource>;
  EntryOrder: EntryOrder;
  EntryOrderField: EntryOrderField;
  EntryValue: ResolverTypeWrapper<EntryValueSource>;
  ErrorCode: ErrorCode;
  ExportFormat: ExportFormat;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Group: ResolverTypeWrapper<GroupSource>;
  GroupConnection: ResolverTypeWrapper<GroupConnectionSource>;
  GroupEdge: ResolverTypeWrapper<GroupEdgeSource>;
  GroupFilter: GroupFilter;
  GroupListValue: ResolverTypeWrapper<GroupListValueSource>;
  GroupValue: ResolverTypeWrapper<GroupValueSource>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ItemNameType: ItemNameType;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Job: ResolverTypeWrapper<JobSource>;
  JobConnection: ResolverTypeWrapper<JobConnectionSource>;
  JobDownload: ResolverTypeWrapper<JobDownload>;
  JobEdge: ResolverTypeWrapper<JobEdgeSource>;
  JobEvent: ResolverTypeWrapper<JobEventSource>;
  JobEventKind: JobEventKind;
  JobFilter: JobFilter;
  JobProgress: ResolverTypeWrapper<JobProgress>;
  JobStatus: JobStatus;
  JobTarget: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['JobTarget']>;
  LogLevel: LogLevel;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NamedEntryItem: ResolverTypeWrapper<NamedEntryItemSource>;
  NamedEntryListValue: ResolverTypeWrapper<NamedEntryListValueSource>;
  NamedEntryValue: ResolverTypeWrapper<NamedEntryValueSource>;
  NewEntityAclInput: NewEntityAclInput;
  NewEntryInput: NewEntryInput;
  NumberListValue: ResolverTypeWrapper<NumberListValueSource>;
  NumberValue: ResolverTypeWrapper<NumberValue>;
  OrderDirection: OrderDirection;
  PageInfo: ResolverTypeWrapper<PageInfoSource>;
  Permission: Permission;
  Plugin: ResolverTypeWrapper<Plugin>;
  PluginHook: ResolverTypeWrapper<PluginHook>;
  PluginState: PluginState;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RerunJobInput: RerunJobInput;
  RerunJobPayload: ResolverTypeWrapper<Omit<RerunJobPayload, 'job'> & { job?: Maybe<ResolversTypes['Job']> }>;
  RestoreEntryInput: RestoreEntryInput;
  RestoreEntryPayload: ResolverTypeWrapper<Omit<RestoreEntryPayload, 'entry'> & { entry?: Maybe<ResolversTypes['Entry']> }>;
  RestoreValueInput: RestoreValueInput;
  RestoreValuePayload: ResolverTypeWrapper<Omit<RestoreValuePayload, 'entry'> & { entry?: Maybe<ResolversTypes['Entry']> }>;
  RevokeTokenInput: RevokeTokenInput;
  RevokeTokenPayload: ResolverTypeWrapper<Omit<RevokeTokenPayload, 'token'> & { token?: Maybe<ResolversTypes['Token']> }>;
  Role: ResolverTypeWrapper<RoleSource>;
  RoleConnection: ResolverTypeWrapper<RoleConnectionSource>;
  RoleEdge: ResolverTypeWrapper<RoleEdgeSource>;
  RoleFilter: RoleFilter;
  RoleListValue: ResolverTypeWrapper<RoleListValueSource>;
  RoleValue: ResolverTypeWrapper<RoleValueSource>;
  SelectListValue: ResolverTypeWrapper<SelectListValueSource>;
  SelectValue: ResolverTypeWrapper<SelectValue>;
  SetAclInput: SetAclInput;
  SetAclPayload: ResolverTypeWrapper<Omit<SetAclPayload, 'acl'> & { acl?: Maybe<ResolversTypes['Acl']> }>;
  SetPasswordInput: SetPasswordInput;
  SetPasswordPayload: ResolverTypeWrapper<Omit<SetPasswordPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  StartBulkCreateEntriesInput: StartBulkCreateEntriesInput;
  StartBulkCreateEntriesPayload: ResolverTypeWrapper<Omit<StartBulkCreateEntriesPayload, 'job'> & { job?: Maybe<ResolversTypes['Job']> }>;
  StartBulkDeleteEntriesInput: StartBulkDeleteEntriesInput;
  StartBulkDeleteEntriesPayload: ResolverTypeWrapper<Omit<StartBulkDeleteEntriesPayload, 'job'> & { job?: Maybe<ResolversTypes['Job']> }>;
  StartBulkUpdateEntriesInput: StartBulkUpdateEntriesInput;
  StartBulkUpdateEntriesPayload: ResolverTypeWrapper<Omit<StartBulkUpdateEntriesPayload, 'job'> & { job?: Maybe<ResolversTypes['Job']> }>;
  StartExportEntriesInput: StartExportEntriesInput;
  StartExportEntriesPayload: ResolverTypeWrapper<Omit<StartExportEntriesPayload, 'job'> & { job?: Maybe<ResolversTypes['Job']> }>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  StringFilter: StringFilter;
  StringListValue: ResolverTypeWrapper<StringListValueSource>;
  StringValue: ResolverTypeWrapper<StringValue>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TextValue: ResolverTypeWrapper<TextValue>;
  Token: ResolverTypeWrapper<TokenSource>;
  UpdateEntityAttrInput: UpdateEntityAttrInput;
  UpdateEntityInput: UpdateEntityInput;
  UpdateEntityPayload: ResolverTypeWrapper<Omit<UpdateEntityPayload, 'entity'> & { entity?: Maybe<ResolversTypes['Entity']> }>;
  UpdateEntryInput: UpdateEntryInput;
  UpdateEntryPayload: ResolverTypeWrapper<Omit<UpdateEntryPayload, 'entry'> & { entry?: Maybe<ResolversTypes['Entry']> }>;
  UpdateGroupInput: UpdateGroupInput;
  UpdateGroupPayload: ResolverTypeWrapper<Omit<UpdateGroupPayload, 'group'> & { group?: Maybe<ResolversTypes['Group']> }>;
  UpdateRoleInput: UpdateRoleInput;
  UpdateRolePayload: ResolverTypeWrapper<Omit<UpdateRolePayload, 'role'> & { role?: Maybe<ResolversTypes['Role']> }>;
  UpdateUserInput: UpdateUserInput;
  UpdateUserPayload: ResolverTypeWrapper<Omit<UpdateUserPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  User: ResolverTypeWrapper<UserSource>;
  UserConnection: ResolverTypeWrapper<UserConnectionSource>;
  UserEdge: ResolverTypeWrapper<UserEdgeSource>;
  UserError: ResolverTypeWrapper<UserError>;
  UserFilter: UserFilter;
  UserGroup: ResolverTypeWrapper<UserGroupSource>;
  UserRole: ResolverTypeWrapper<UserRoleSource>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccessExplanation: AccessExplanationSource;
  AccessObject: AccessObjectSource;
  AccessStep: AccessStepSource;
  Acl: AclSource;
  AclChange: AclChangeSource;
  AclChangeConnection: AclChangeConnectionSource;
  AclChangeEdge: AclChangeEdgeSource;
  AclChangeItem: AclChangeItemSource;
  AclRole: AclRoleSource;
  AclRoleInput: AclRoleInput;
  AttrFilter: AttrFilter;
  AttrInput: AttrInput;
  Attribute: AttributeSource;
  AttributeValue: ResolversUnionTypes<ResolversParentTypes>['AttributeValue'];
  AttributeVersion: AttributeVersionSource;
  AttributeVersionConnection: AttributeVersionConnectionSource;
  AttributeVersionEdge: AttributeVersionEdgeSource;
  Boolean: Scalars['Boolean']['output'];
  BooleanValue: BooleanValue;
  CancelJobInput: CancelJobInput;
  CancelJobPayload: Omit<CancelJobPayload, 'job'> & { job?: Maybe<ResolversParentTypes['Job']> };
  Choice: Choice;
  ChoiceInput: ChoiceInput;
  CopyEntryInput: CopyEntryInput;
  CopyEntryPayload: Omit<CopyEntryPayload, 'entries'> & { entries?: Maybe<ReadonlyArray<ResolversParentTypes['Entry']>> };
  CreateEntityAttrInput: CreateEntityAttrInput;
  CreateEntityInput: CreateEntityInput;
  CreateEntityPayload: Omit<CreateEntityPayload, 'entity'> & { entity?: Maybe<ResolversParentTypes['Entity']> };
  CreateEntriesInput: CreateEntriesInput;
  CreateEntriesPayload: Omit<CreateEntriesPayload, 'entries'> & { entries?: Maybe<ReadonlyArray<ResolversParentTypes['Entry']>> };
  CreateEntryInput: CreateEntryInput;
  CreateEntryPayload: Omit<CreateEntryPayload, 'entry'> & { entry?: Maybe<ResolversParentTypes['Entry']> };
  CreateGroupInput: CreateGroupInput;
  CreateGroupPayload: Omit<CreateGroupPayload, 'group'> & { group?: Maybe<ResolversParentTypes['Group']> };
  CreateRoleInput: CreateRoleInput;
  CreateRolePayload: Omit<CreateRolePayload, 'role'> & { role?: Maybe<ResolversParentTypes['Role']> };
  CreateTokenInput: CreateTokenInput;
  CreateTokenPayload: Omit<CreateTokenPayload, 'token'> & { token?: Maybe<ResolversParentTypes['Token']> };
  CreateUserInput: CreateUserInput;
  CreateUserPayload: Omit<CreateUserPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  DateTimeValue: DateTimeValue;
  DateValue: DateValue;
  DeleteEntityInput: DeleteEntityInput;
  DeleteEntityPayload: Omit<DeleteEntityPayload, 'entity'> & { entity?: Maybe<ResolversParentTypes['Entity']> };
  DeleteEntryInput: DeleteEntryInput;
  DeleteEntryPayload: Omit<DeleteEntryPayload, 'entry'> & { entry?: Maybe<ResolversParentTypes['Entry']> };
  DeleteGroupInput: DeleteGroupInput;
  DeleteGroupPayload: Omit<DeleteGroupPayload, 'group'> & { group?: Maybe<ResolversParentTypes['Group']> };
  DeleteRoleInput: DeleteRoleInput;
  DeleteRolePayload: Omit<DeleteRolePayload, 'role'> & { role?: Maybe<ResolversParentTypes['Role']> };
  DeleteUserInput: DeleteUserInput;
  DeleteUserPayload: Omit<DeleteUserPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  DisablePluginInput: DisablePluginInput;
  DisablePluginPayload: DisablePluginPayload;
  EnablePluginInput: EnablePluginInput;
  EnablePluginPayload: EnablePluginPayload;
  Entity: EntitySource;
  EntityAttr: EntityAttrSource;
  EntityConnection: EntityConnectionSource;
  EntityEdge: EntityEdgeSource;
  EntityFilter: EntityFilter;
  EntityOrder: EntityOrder;
  Entry: EntrySource;
  EntryChange: EntryChangeSource;
  EntryConnection: EntryConnectionSource;
  EntryEdge: EntryEdgeSource;
  EntryFilter: EntryFilter;
  EntryListValue: EntryListValueSource;
  EntryOrder: EntryOrder;
  EntryValue: EntryValueSource;
  Float: Scalars['Float']['output'];
  Group: GroupSource;
  GroupConnection: GroupConnectionSource;
  GroupEdge: GroupEdgeSource;
  GroupFilter: GroupFilter;
  GroupListValue: GroupListValueSource;
  GroupValue: GroupValueSource;
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  JSON: Scalars['JSON']['output'];
  Job: JobSource;
  JobConnection: JobConnectionSource;
  JobDownload: JobDownload;
  JobEdge: JobEdgeSource;
  JobEvent: JobEventSource;
  JobFilter: JobFilter;
  JobProgress: JobProgress;
  JobTarget: ResolversUnionTypes<ResolversParentTypes>['JobTarget'];
  Mutation: Record<PropertyKey, never>;
  NamedEntryItem: NamedEntryItemSource;
  NamedEntryListValue: NamedEntryListValueSource;
  NamedEntryValue: NamedEntryValueSource;
  NewEntityAclInput: NewEntityAclInput;
  NewEntryInput: NewEntryInput;
  NumberListValue: NumberListValueSource;
  NumberValue: NumberValue;
  PageInfo: PageInfoSource;
  Plugin: Plugin;
  PluginHook: PluginHook;
  Query: Record<PropertyKey, never>;
  RerunJobInput: RerunJobInput;
  RerunJobPayload: Omit<RerunJobPayload, 'job'> & { job?: Maybe<ResolversParentTypes['Job']> };
  RestoreEntryInput: RestoreEntryInput;
  RestoreEntryPayload: Omit<RestoreEntryPayload, 'entry'> & { entry?: Maybe<ResolversParentTypes['Entry']> };
  RestoreValueInput: RestoreValueInput;
  RestoreValuePayload: Omit<RestoreValuePayload, 'entry'> & { entry?: Maybe<ResolversParentTypes['Entry']> };
  RevokeTokenInput: RevokeTokenInput;
  RevokeTokenPayload: Omit<RevokeTokenPayload, 'token'> & { token?: Maybe<ResolversParentTypes['Token']> };
  Role: RoleSource;
  RoleConnection: RoleConnectionSource;
  RoleEdge: RoleEdgeSource;
  RoleFilter: RoleFilter;
  RoleListValue: RoleListValueSource;
  RoleValue: RoleValueSource;
  SelectListValue: SelectListValueSource;
  SelectValue: SelectValue;
  SetAclInput: SetAclInput;
  SetAclPayload: Omit<SetAclPayload, 'acl'> & { acl?: Maybe<ResolversParentTypes['Acl']> };
  SetPasswordInput: SetPasswordInput;
  SetPasswordPayload: Omit<SetPasswordPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  StartBulkCreateEntriesInput: StartBulkCreateEntriesInput;
  StartBulkCreateEntriesPayload: Omit<StartBulkCreateEntriesPayload, 'job'> & { job?: Maybe<ResolversParentTypes['Job']> };
  StartBulkDeleteEntriesInput: StartBulkDeleteEntriesInput;
  StartBulkDeleteEntriesPayload: Omit<StartBulkDeleteEntriesPayload, 'job'> & { job?: Maybe<ResolversParentTypes['Job']> };
  StartBulkUpdateEntriesInput: StartBulkUpdateEntriesInput;
  StartBulkUpdateEntriesPayload: Omit<StartBulkUpdateEntriesPayload, 'job'> & { job?: Maybe<ResolversParentTypes['Job']> };
  StartExportEntriesInput: StartExportEntriesInput;
  StartExportEntriesPayload: Omit<StartExportEntriesPayload, 'job'> & { job?: Maybe<ResolversParentTypes['Job']> };
  String: Scalars['String']['output'];
  StringFilter: StringFilter;
  StringListValue: StringListValueSource;
  StringValue: StringValue;
  Subscription: Record<PropertyKey, never>;
  TextValue: TextValue;
  Token: TokenSource;
  UpdateEntityAttrInput: UpdateEntityAttrInput;
  UpdateEntityInput: UpdateEntityInput;
  UpdateEntityPayload: Omit<UpdateEntityPayload, 'entity'> & { entity?: Maybe<ResolversParentTypes['Entity']> };
  UpdateEntryInput: UpdateEntryInput;
  UpdateEntryPayload: Omit<UpdateEntryPayload, 'entry'> & { entry?: Maybe<ResolversParentTypes['Entry']> };
  UpdateGroupInput: UpdateGroupInput;
  UpdateGroupPayload: Omit<UpdateGroupPayload, 'group'> & { group?: Maybe<ResolversParentTypes['Group']> };
  UpdateRoleInput: UpdateRoleInput;
  UpdateRolePayload: Omit<UpdateRolePayload, 'role'> & { role?: Maybe<ResolversParentTypes['Role']> };
  UpdateUserInput: UpdateUserInput;
  UpdateUserPayload: Omit<UpdateUserPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  User: UserSource;
  UserConnection: UserConnectionSource;
  UserEdge: UserEdgeSource;
  UserError: UserError;
  UserFilter: UserFilter;
  UserGroup: UserGroupSource;
  UserRole: UserRoleSource;
};

export type AccessExplanationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessExplanation'] = ResolversParentTypes['AccessExplanation']> = {
  decidedBy?: Resolver<ResolversTypes['AccessStep'], ParentType, ContextType>;
  object?: Resolver<ResolversTypes['AccessObject'], ParentType, ContextType>;
  permission?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['AccessStep']>, ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type AccessObjectResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessObject'] = ResolversParentTypes['AccessObject']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AclKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AccessStepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessStep'] = ResolversParentTypes['AccessStep']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isAdmin?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AclKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  permission?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['AccessRule'], ParentType, ContextType>;
  via?: Resolver<ReadonlyArray<ResolversTypes['Group']>, ParentType, ContextType>;
};

export type AclResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Acl'] = ResolversParentTypes['Acl']> = {
  defaultPermission?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  history?: Resolver<ResolversTypes['AclChangeConnection'], ParentType, ContextType, Partial<AclHistoryArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isPublic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AclKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['Acl']>, ParentType, ContextType>;
  permission?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['AclRole']>, ParentType, ContextType>;
};

export type AclChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AclChange'] = ResolversParentTypes['AclChange']> = {
  changes?: Resolver<ReadonlyArray<ResolversTypes['AclChangeItem']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type AclChangeConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AclChangeConnection'] = ResolversParentTypes['AclChangeConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AclChangeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AclChange']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AclChangeEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AclChangeEdge'] = ResolversParentTypes['AclChangeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AclChange'], ParentType, ContextType>;
};

export type AclChangeItemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AclChangeItem'] = ResolversParentTypes['AclChangeItem']> = {
  after?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  roleName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  target?: Resolver<ResolversTypes['AclChangeTarget'], ParentType, ContextType>;
};

export type AclRoleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AclRole'] = ResolversParentTypes['AclRole']> = {
  permission?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
};

export type AttributeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Attribute'] = ResolversParentTypes['Attribute']> = {
  acl?: Resolver<Maybe<ResolversTypes['Acl']>, ParentType, ContextType>;
  entityAttr?: Resolver<Maybe<ResolversTypes['EntityAttr']>, ParentType, ContextType>;
  extensions?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  isReadable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  json?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  permission?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
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
  edges?: Resolver<ReadonlyArray<ResolversTypes['AttributeVersionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AttributeVersion']>, ParentType, ContextType>;
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

export type CancelJobPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CancelJobPayload'] = ResolversParentTypes['CancelJobPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
};

export type ChoiceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Choice'] = ResolversParentTypes['Choice']> = {
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CopyEntryPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CopyEntryPayload'] = ResolversParentTypes['CopyEntryPayload']> = {
  entries?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Entry']>>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateEntityPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateEntityPayload'] = ResolversParentTypes['CreateEntityPayload']> = {
  entity?: Resolver<Maybe<ResolversTypes['Entity']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateEntriesPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateEntriesPayload'] = ResolversParentTypes['CreateEntriesPayload']> = {
  entries?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Entry']>>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateEntryPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateEntryPayload'] = ResolversParentTypes['CreateEntryPayload']> = {
  entry?: Resolver<Maybe<ResolversTypes['Entry']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  extensions?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type CreateGroupPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateGroupPayload'] = ResolversParentTypes['CreateGroupPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
};

export type CreateRolePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateRolePayload'] = ResolversParentTypes['CreateRolePayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
};

export type CreateTokenPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateTokenPayload'] = ResolversParentTypes['CreateTokenPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  token?: Resolver<Maybe<ResolversTypes['Token']>, ParentType, ContextType>;
};

export type CreateUserPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateUserPayload'] = ResolversParentTypes['CreateUserPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
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
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DeleteEntryPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteEntryPayload'] = ResolversParentTypes['DeleteEntryPayload']> = {
  entry?: Resolver<Maybe<ResolversTypes['Entry']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  extensions?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type DeleteGroupPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteGroupPayload'] = ResolversParentTypes['DeleteGroupPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
};

export type DeleteRolePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteRolePayload'] = ResolversParentTypes['DeleteRolePayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
};

export type DeleteUserPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteUserPayload'] = ResolversParentTypes['DeleteUserPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type DisablePluginPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DisablePluginPayload'] = ResolversParentTypes['DisablePluginPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  plugin?: Resolver<Maybe<ResolversTypes['Plugin']>, ParentType, ContextType>;
};

export type EnablePluginPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EnablePluginPayload'] = ResolversParentTypes['EnablePluginPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  plugin?: Resolver<Maybe<ResolversTypes['Plugin']>, ParentType, ContextType>;
};

export type EntityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Entity'] = ResolversParentTypes['Entity']> = {
  acl?: Resolver<Maybe<ResolversTypes['Acl']>, ParentType, ContextType>;
  attrs?: Resolver<ReadonlyArray<ResolversTypes['EntityAttr']>, ParentType, ContextType>;
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
  permission?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  updatedTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EntityAttrResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntityAttr'] = ResolversParentTypes['EntityAttr']> = {
  acl?: Resolver<Maybe<ResolversTypes['Acl']>, ParentType, ContextType>;
  choices?: Resolver<ReadonlyArray<ResolversTypes['Choice']>, ParentType, ContextType>;
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
  permission?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  referral?: Resolver<ReadonlyArray<ResolversTypes['Entity']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['AttributeType'], ParentType, ContextType>;
};

export type EntityConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntityConnection'] = ResolversParentTypes['EntityConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['EntityEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Entity']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EntityEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntityEdge'] = ResolversParentTypes['EntityEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
};

export type EntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Entry'] = ResolversParentTypes['Entry']> = {
  acl?: Resolver<Maybe<ResolversTypes['Acl']>, ParentType, ContextType>;
  attr?: Resolver<Maybe<ResolversTypes['Attribute']>, ParentType, ContextType, RequireFields<EntryAttrArgs, 'name'>>;
  attrs?: Resolver<ReadonlyArray<ResolversTypes['Attribute']>, ParentType, ContextType, Partial<EntryAttrsArgs>>;
  createdTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdUser?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  entity?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
  history?: Resolver<ResolversTypes['AttributeVersionConnection'], ParentType, ContextType, Partial<EntryHistoryArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isActive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  permission?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  referrals?: Resolver<ResolversTypes['EntryConnection'], ParentType, ContextType, Partial<EntryReferralsArgs>>;
  updatedTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EntryChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntryChange'] = ResolversParentTypes['EntryChange']> = {
  entry?: Resolver<Maybe<ResolversTypes['Entry']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['EntryChangeKind'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type EntryConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntryConnection'] = ResolversParentTypes['EntryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['EntryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Entry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EntryEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntryEdge'] = ResolversParentTypes['EntryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Entry'], ParentType, ContextType>;
};

export type EntryListValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntryListValue'] = ResolversParentTypes['EntryListValue']> = {
  entries?: Resolver<ReadonlyArray<ResolversTypes['Entry']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EntryValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntryValue'] = ResolversParentTypes['EntryValue']> = {
  entry?: Resolver<Maybe<ResolversTypes['Entry']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GroupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Group'] = ResolversParentTypes['Group']> = {
  children?: Resolver<ReadonlyArray<ResolversTypes['Group']>, ParentType, ContextType>;
  createdTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isActive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  members?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parentGroup?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
  updatedTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type GroupConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GroupConnection'] = ResolversParentTypes['GroupConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['GroupEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Group']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type GroupEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GroupEdge'] = ResolversParentTypes['GroupEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Group'], ParentType, ContextType>;
};

export type GroupListValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GroupListValue'] = ResolversParentTypes['GroupListValue']> = {
  groups?: Resolver<ReadonlyArray<ResolversTypes['Group']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GroupValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GroupValue'] = ResolversParentTypes['GroupValue']> = {
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type JobResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Job'] = ResolversParentTypes['Job']> = {
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  download?: Resolver<Maybe<ResolversTypes['JobDownload']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  events?: Resolver<ReadonlyArray<ResolversTypes['JobEvent']>, ParentType, ContextType, RequireFields<JobEventsArgs, 'after'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isCancelable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isRerunnable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isStopping?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lastSeq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  operationName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['JobProgress']>, ParentType, ContextType>;
  runAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['JobStatus'], ParentType, ContextType>;
  target?: Resolver<Maybe<ResolversTypes['JobTarget']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type JobConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobConnection'] = ResolversParentTypes['JobConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['JobEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Job']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type JobDownloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobDownload'] = ResolversParentTypes['JobDownload']> = {
  contentType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  filename?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type JobEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobEdge'] = ResolversParentTypes['JobEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Job'], ParentType, ContextType>;
};

export type JobEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobEvent'] = ResolversParentTypes['JobEvent']> = {
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  job?: Resolver<ResolversTypes['Job'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['JobEventKind'], ParentType, ContextType>;
  level?: Resolver<Maybe<ResolversTypes['LogLevel']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['JobProgress']>, ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type JobProgressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobProgress'] = ResolversParentTypes['JobProgress']> = {
  done?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type JobTargetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobTarget'] = ResolversParentTypes['JobTarget']> = {
  __resolveType: TypeResolveFn<'Entity' | 'Entry', ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  cancelJob?: Resolver<ResolversTypes['CancelJobPayload'], ParentType, ContextType, RequireFields<MutationCancelJobArgs, 'input'>>;
  copyEntry?: Resolver<ResolversTypes['CopyEntryPayload'], ParentType, ContextType, RequireFields<MutationCopyEntryArgs, 'dryRun' | 'input'>>;
  createEntity?: Resolver<ResolversTypes['CreateEntityPayload'], ParentType, ContextType, RequireFields<MutationCreateEntityArgs, 'dryRun' | 'input'>>;
  createEntries?: Resolver<ResolversTypes['CreateEntriesPayload'], ParentType, ContextType, RequireFields<MutationCreateEntriesArgs, 'dryRun' | 'input'>>;
  createEntry?: Resolver<ResolversTypes['CreateEntryPayload'], ParentType, ContextType, RequireFields<MutationCreateEntryArgs, 'dryRun' | 'input'>>;
  createGroup?: Resolver<ResolversTypes['CreateGroupPayload'], ParentType, ContextType, RequireFields<MutationCreateGroupArgs, 'dryRun' | 'input'>>;
  createRole?: Resolver<ResolversTypes['CreateRolePayload'], ParentType, ContextType, RequireFields<MutationCreateRoleArgs, 'dryRun' | 'input'>>;
  createToken?: Resolver<ResolversTypes['CreateTokenPayload'], ParentType, ContextType, RequireFields<MutationCreateTokenArgs, 'input'>>;
  createUser?: Resolver<ResolversTypes['CreateUserPayload'], ParentType, ContextType, RequireFields<MutationCreateUserArgs, 'dryRun' | 'input'>>;
  deleteEntity?: Resolver<ResolversTypes['DeleteEntityPayload'], ParentType, ContextType, RequireFields<MutationDeleteEntityArgs, 'dryRun' | 'input'>>;
  deleteEntry?: Resolver<ResolversTypes['DeleteEntryPayload'], ParentType, ContextType, RequireFields<MutationDeleteEntryArgs, 'dryRun' | 'input'>>;
  deleteGroup?: Resolver<ResolversTypes['DeleteGroupPayload'], ParentType, ContextType, RequireFields<MutationDeleteGroupArgs, 'dryRun' | 'input'>>;
  deleteRole?: Resolver<ResolversTypes['DeleteRolePayload'], ParentType, ContextType, RequireFields<MutationDeleteRoleArgs, 'dryRun' | 'input'>>;
  deleteUser?: Resolver<ResolversTypes['DeleteUserPayload'], ParentType, ContextType, RequireFields<MutationDeleteUserArgs, 'dryRun' | 'input'>>;
  disablePlugin?: Resolver<ResolversTypes['DisablePluginPayload'], ParentType, ContextType, RequireFields<MutationDisablePluginArgs, 'dryRun' | 'input'>>;
  enablePlugin?: Resolver<ResolversTypes['EnablePluginPayload'], ParentType, ContextType, RequireFields<MutationEnablePluginArgs, 'dryRun' | 'input'>>;
  rerunJob?: Resolver<ResolversTypes['RerunJobPayload'], ParentType, ContextType, RequireFields<MutationRerunJobArgs, 'input'>>;
  restoreEntry?: Resolver<ResolversTypes['RestoreEntryPayload'], ParentType, ContextType, RequireFields<MutationRestoreEntryArgs, 'dryRun' | 'input'>>;
  restoreValue?: Resolver<ResolversTypes['RestoreValuePayload'], ParentType, ContextType, RequireFields<MutationRestoreValueArgs, 'dryRun' | 'input'>>;
  revokeToken?: Resolver<ResolversTypes['RevokeTokenPayload'], ParentType, ContextType, RequireFields<MutationRevokeTokenArgs, 'input'>>;
  setAcl?: Resolver<ResolversTypes['SetAclPayload'], ParentType, ContextType, RequireFields<MutationSetAclArgs, 'dryRun' | 'input'>>;
  setPassword?: Resolver<ResolversTypes['SetPasswordPayload'], ParentType, ContextType, RequireFields<MutationSetPasswordArgs, 'input'>>;
  startBulkCreateEntries?: Resolver<ResolversTypes['StartBulkCreateEntriesPayload'], ParentType, ContextType, RequireFields<MutationStartBulkCreateEntriesArgs, 'input'>>;
  startBulkDeleteEntries?: Resolver<ResolversTypes['StartBulkDeleteEntriesPayload'], ParentType, ContextType, RequireFields<MutationStartBulkDeleteEntriesArgs, 'input'>>;
  startBulkUpdateEntries?: Resolver<ResolversTypes['StartBulkUpdateEntriesPayload'], ParentType, ContextType, RequireFields<MutationStartBulkUpdateEntriesArgs, 'input'>>;
  startExportEntries?: Resolver<ResolversTypes['StartExportEntriesPayload'], ParentType, ContextType, RequireFields<MutationStartExportEntriesArgs, 'input'>>;
  updateEntity?: Resolver<ResolversTypes['UpdateEntityPayload'], ParentType, ContextType, RequireFields<MutationUpdateEntityArgs, 'dryRun' | 'input'>>;
  updateEntry?: Resolver<ResolversTypes['UpdateEntryPayload'], ParentType, ContextType, RequireFields<MutationUpdateEntryArgs, 'dryRun' | 'input'>>;
  updateGroup?: Resolver<ResolversTypes['UpdateGroupPayload'], ParentType, ContextType, RequireFields<MutationUpdateGroupArgs, 'dryRun' | 'input'>>;
  updateRole?: Resolver<ResolversTypes['UpdateRolePayload'], ParentType, ContextType, RequireFields<MutationUpdateRoleArgs, 'dryRun' | 'input'>>;
  updateUser?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationUpdateUserArgs, 'dryRun' | 'input'>>;
};

export type NamedEntryItemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NamedEntryItem'] = ResolversParentTypes['NamedEntryItem']> = {
  boolean?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  entry?: Resolver<Maybe<ResolversTypes['Entry']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type NamedEntryListValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NamedEntryListValue'] = ResolversParentTypes['NamedEntryListValue']> = {
  items?: Resolver<ReadonlyArray<ResolversTypes['NamedEntryItem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NamedEntryValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NamedEntryValue'] = ResolversParentTypes['NamedEntryValue']> = {
  entry?: Resolver<Maybe<ResolversTypes['Entry']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NumberListValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NumberListValue'] = ResolversParentTypes['NumberListValue']> = {
  numbers?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Float']>>, ParentType, ContextType>;
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

export type PluginResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Plugin'] = ResolversParentTypes['Plugin']> = {
  fields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  hooks?: Resolver<ReadonlyArray<ResolversTypes['PluginHook']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  routes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['PluginState'], ParentType, ContextType>;
  uncaughtErrors?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PluginHookResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PluginHook'] = ResolversParentTypes['PluginHook']> = {
  calls?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  entity?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  failures?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  p50?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p95?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  acl?: Resolver<Maybe<ResolversTypes['Acl']>, ParentType, ContextType, RequireFields<QueryAclArgs, 'id'>>;
  entities?: Resolver<ResolversTypes['EntityConnection'], ParentType, ContextType, Partial<QueryEntitiesArgs>>;
  entity?: Resolver<Maybe<ResolversTypes['Entity']>, ParentType, ContextType, Partial<QueryEntityArgs>>;
  entries?: Resolver<ResolversTypes['EntryConnection'], ParentType, ContextType, Partial<QueryEntriesArgs>>;
  entry?: Resolver<Maybe<ResolversTypes['Entry']>, ParentType, ContextType, RequireFields<QueryEntryArgs, 'id'>>;
  explainAccess?: Resolver<Maybe<ResolversTypes['AccessExplanation']>, ParentType, ContextType, RequireFields<QueryExplainAccessArgs, 'id' | 'user'>>;
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType, Partial<QueryGroupArgs>>;
  groups?: Resolver<ResolversTypes['GroupConnection'], ParentType, ContextType, Partial<QueryGroupsArgs>>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType, RequireFields<QueryJobArgs, 'id'>>;
  jobs?: Resolver<ResolversTypes['JobConnection'], ParentType, ContextType, Partial<QueryJobsArgs>>;
  me?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  plugins?: Resolver<ReadonlyArray<ResolversTypes['Plugin']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType, Partial<QueryRoleArgs>>;
  roles?: Resolver<ResolversTypes['RoleConnection'], ParentType, ContextType, Partial<QueryRolesArgs>>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, Partial<QueryUserArgs>>;
  users?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, Partial<QueryUsersArgs>>;
};

export type RerunJobPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RerunJobPayload'] = ResolversParentTypes['RerunJobPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
};

export type RestoreEntryPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RestoreEntryPayload'] = ResolversParentTypes['RestoreEntryPayload']> = {
  entry?: Resolver<Maybe<ResolversTypes['Entry']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RestoreValuePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RestoreValuePayload'] = ResolversParentTypes['RestoreValuePayload']> = {
  entry?: Resolver<Maybe<ResolversTypes['Entry']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RevokeTokenPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeTokenPayload'] = ResolversParentTypes['RevokeTokenPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  token?: Resolver<Maybe<ResolversTypes['Token']>, ParentType, ContextType>;
};

export type RoleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Role'] = ResolversParentTypes['Role']> = {
  adminGroups?: Resolver<ReadonlyArray<ResolversTypes['Group']>, ParentType, ContextType>;
  adminUsers?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
  createdTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  groups?: Resolver<ReadonlyArray<ResolversTypes['Group']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isActive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isEditable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  updatedTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  users?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
};

export type RoleConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoleConnection'] = ResolversParentTypes['RoleConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RoleEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Role']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RoleEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoleEdge'] = ResolversParentTypes['RoleEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
};

export type RoleListValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoleListValue'] = ResolversParentTypes['RoleListValue']> = {
  roles?: Resolver<ReadonlyArray<ResolversTypes['Role']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoleValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoleValue'] = ResolversParentTypes['RoleValue']> = {
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SelectListValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SelectListValue'] = ResolversParentTypes['SelectListValue']> = {
  options?: Resolver<ReadonlyArray<ResolversTypes['Choice']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SelectValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SelectValue'] = ResolversParentTypes['SelectValue']> = {
  option?: Resolver<ResolversTypes['Choice'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SetAclPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetAclPayload'] = ResolversParentTypes['SetAclPayload']> = {
  acl?: Resolver<Maybe<ResolversTypes['Acl']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SetPasswordPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetPasswordPayload'] = ResolversParentTypes['SetPasswordPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type StartBulkCreateEntriesPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StartBulkCreateEntriesPayload'] = ResolversParentTypes['StartBulkCreateEntriesPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
};

export type StartBulkDeleteEntriesPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StartBulkDeleteEntriesPayload'] = ResolversParentTypes['StartBulkDeleteEntriesPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
};

export type StartBulkUpdateEntriesPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StartBulkUpdateEntriesPayload'] = ResolversParentTypes['StartBulkUpdateEntriesPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
};

export type StartExportEntriesPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StartExportEntriesPayload'] = ResolversParentTypes['StartExportEntriesPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
};

export type StringListValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StringListValue'] = ResolversParentTypes['StringListValue']> = {
  strings?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StringValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StringValue'] = ResolversParentTypes['StringValue']> = {
  string?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  entryChanged?: SubscriptionResolver<ResolversTypes['EntryChange'], "entryChanged", ParentType, ContextType, Partial<SubscriptionEntryChangedArgs>>;
  jobEvents?: SubscriptionResolver<ResolversTypes['JobEvent'], "jobEvents", ParentType, ContextType, RequireFields<SubscriptionJobEventsArgs, 'after' | 'id'>>;
  jobUpdated?: SubscriptionResolver<ResolversTypes['Job'], "jobUpdated", ParentType, ContextType>;
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
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UpdateEntryPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateEntryPayload'] = ResolversParentTypes['UpdateEntryPayload']> = {
  entry?: Resolver<Maybe<ResolversTypes['Entry']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  extensions?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type UpdateGroupPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateGroupPayload'] = ResolversParentTypes['UpdateGroupPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
};

export type UpdateRolePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateRolePayload'] = ResolversParentTypes['UpdateRolePayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
};

export type UpdateUserPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateUserPayload'] = ResolversParentTypes['UpdateUserPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  coUsers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['User']>>, ParentType, ContextType>;
  createdTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  groups?: Resolver<ReadonlyArray<ResolversTypes['UserGroup']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isActive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isReadonly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isSuperuser?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  parentUser?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['UserRole']>, ParentType, ContextType>;
  tokenLifetime?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  tokens?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Token']>>, ParentType, ContextType>;
  username?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UserConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['UserEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UserEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  plugin?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UserGroupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserGroup'] = ResolversParentTypes['UserGroup']> = {
  group?: Resolver<ResolversTypes['Group'], ParentType, ContextType>;
  isDirect?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type UserRoleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserRole'] = ResolversParentTypes['UserRole']> = {
  isAdmin?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isDirect?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  viaGroups?: Resolver<ReadonlyArray<ResolversTypes['Group']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AccessExplanation?: AccessExplanationResolvers<ContextType>;
  AccessObject?: AccessObjectResolvers<ContextType>;
  AccessStep?: AccessStepResolvers<ContextType>;
  Acl?: AclResolvers<ContextType>;
  AclChange?: AclChangeResolvers<ContextType>;
  AclChangeConnection?: AclChangeConnectionResolvers<ContextType>;
  AclChangeEdge?: AclChangeEdgeResolvers<ContextType>;
  AclChangeItem?: AclChangeItemResolvers<ContextType>;
  AclRole?: AclRoleResolvers<ContextType>;
  Attribute?: AttributeResolvers<ContextType>;
  AttributeValue?: AttributeValueResolvers<ContextType>;
  AttributeVersion?: AttributeVersionResolvers<ContextType>;
  AttributeVersionConnection?: AttributeVersionConnectionResolvers<ContextType>;
  AttributeVersionEdge?: AttributeVersionEdgeResolvers<ContextType>;
  BooleanValue?: BooleanValueResolvers<ContextType>;
  CancelJobPayload?: CancelJobPayloadResolvers<ContextType>;
  Choice?: ChoiceResolvers<ContextType>;
  CopyEntryPayload?: CopyEntryPayloadResolvers<ContextType>;
  CreateEntityPayload?: CreateEntityPayloadResolvers<ContextType>;
  CreateEntriesPayload?: CreateEntriesPayloadResolvers<ContextType>;
  CreateEntryPayload?: CreateEntryPayloadResolvers<ContextType>;
  CreateGroupPayload?: CreateGroupPayloadResolvers<ContextType>;
  CreateRolePayload?: CreateRolePayloadResolvers<ContextType>;
  CreateTokenPayload?: CreateTokenPayloadResolvers<ContextType>;
  CreateUserPayload?: CreateUserPayloadResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DateTimeValue?: DateTimeValueResolvers<ContextType>;
  DateValue?: DateValueResolvers<ContextType>;
  DeleteEntityPayload?: DeleteEntityPayloadResolvers<ContextType>;
  DeleteEntryPayload?: DeleteEntryPayloadResolvers<ContextType>;
  DeleteGroupPayload?: DeleteGroupPayloadResolvers<ContextType>;
  DeleteRolePayload?: DeleteRolePayloadResolvers<ContextType>;
  DeleteUserPayload?: DeleteUserPayloadResolvers<ContextType>;
  DisablePluginPayload?: DisablePluginPayloadResolvers<ContextType>;
  EnablePluginPayload?: EnablePluginPayloadResolvers<ContextType>;
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
  GroupConnection?: GroupConnectionResolvers<ContextType>;
  GroupEdge?: GroupEdgeResolvers<ContextType>;
  GroupListValue?: GroupListValueResolvers<ContextType>;
  GroupValue?: GroupValueResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Job?: JobResolvers<ContextType>;
  JobConnection?: JobConnectionResolvers<ContextType>;
  JobDownload?: JobDownloadResolvers<ContextType>;
  JobEdge?: JobEdgeResolvers<ContextType>;
  JobEvent?: JobEventResolvers<ContextType>;
  JobProgress?: JobProgressResolvers<ContextType>;
  JobTarget?: JobTargetResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NamedEntryItem?: NamedEntryItemResolvers<ContextType>;
  NamedEntryListValue?: NamedEntryListValueResolvers<ContextType>;
  NamedEntryValue?: NamedEntryValueResolvers<ContextType>;
  NumberListValue?: NumberListValueResolvers<ContextType>;
  NumberValue?: NumberValueResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Plugin?: PluginResolvers<ContextType>;
  PluginHook?: PluginHookResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RerunJobPayload?: RerunJobPayloadResolvers<ContextType>;
  RestoreEntryPayload?: RestoreEntryPayloadResolvers<ContextType>;
  RestoreValuePayload?: RestoreValuePayloadResolvers<ContextType>;
  RevokeTokenPayload?: RevokeTokenPayloadResolvers<ContextType>;
  Role?: RoleResolvers<ContextType>;
  RoleConnection?: RoleConnectionResolvers<ContextType>;
  RoleEdge?: RoleEdgeResolvers<ContextType>;
  RoleListValue?: RoleListValueResolvers<ContextType>;
  RoleValue?: RoleValueResolvers<ContextType>;
  SelectListValue?: SelectListValueResolvers<ContextType>;
  SelectValue?: SelectValueResolvers<ContextType>;
  SetAclPayload?: SetAclPayloadResolvers<ContextType>;
  SetPasswordPayload?: SetPasswordPayloadResolvers<ContextType>;
  StartBulkCreateEntriesPayload?: StartBulkCreateEntriesPayloadResolvers<ContextType>;
  StartBulkDeleteEntriesPayload?: StartBulkDeleteEntriesPayloadResolvers<ContextType>;
  StartBulkUpdateEntriesPayload?: StartBulkUpdateEntriesPayloadResolvers<ContextType>;
  StartExportEntriesPayload?: StartExportEntriesPayloadResolvers<ContextType>;
  StringListValue?: StringListValueResolvers<ContextType>;
  StringValue?: StringValueResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  TextValue?: TextValueResolvers<ContextType>;
  Token?: TokenResolvers<ContextType>;
  UpdateEntityPayload?: UpdateEntityPayloadResolvers<ContextType>;
  UpdateEntryPayload?: UpdateEntryPayloadResolvers<ContextType>;
  UpdateGroupPayload?: UpdateGroupPayloadResolvers<ContextType>;
  UpdateRolePayload?: UpdateRolePayloadResolvers<ContextType>;
  UpdateUserPayload?: UpdateUserPayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  UserGroup?: UserGroupResolvers<ContextType>;
  UserRole?: UserRoleResolvers<ContextType>;
};

