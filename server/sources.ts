import type { Page } from './db/index.ts';
import type { AclChangeRow } from './domains/acl/index.ts';
import type { RenderedValue } from './domains/attribute/index.ts';
import type { Entity } from './domains/entity/index.ts';
import type { EntryRow, VersionRow } from './domains/entry/index.ts';
import type { GroupRow } from './domains/group/index.ts';
import type { Job } from './domains/job/index.ts';
import type { RoleRow } from './domains/role/index.ts';
import type { UserRow } from './domains/user/index.ts';
import type { PageEdge } from './graphql/index.ts';

// The source behind each GraphQL type: what its resolvers get as parent. codegen.yml maps the types to these.

export type { AclChangeItem } from './domains/access/index.ts';
export type { AccessExplanation, AccessStep, AclChangeRow, AclObject, AclRoleView } from './domains/acl/index.ts';
export type { Entity, EntityAttr } from './domains/entity/index.ts';
export type { AttributeView, EntryChangeEvent, EntryRow, VersionRow } from './domains/entry/index.ts';
export type { GroupRow, UserGroupRow } from './domains/group/index.ts';
export type { Job, JobEvent } from './domains/job/index.ts';
export type { RoleRow, UserRoleRow } from './domains/role/index.ts';
export type { TokenRow, UserRow } from './domains/user/index.ts';

export type AnyPage = Page<unknown>;
export type EntityPage = Page<Entity>;
export type EntityEdge = PageEdge<Entity>;
export type EntryPage = Page<EntryRow>;
export type EntryEdge = PageEdge<EntryRow>;
export type VersionPage = Page<VersionRow>;
export type VersionEdge = PageEdge<VersionRow>;
export type UserPage = Page<UserRow>;
export type UserEdge = PageEdge<UserRow>;
export type GroupPage = Page<GroupRow>;
export type GroupEdge = PageEdge<GroupRow>;
export type RolePage = Page<RoleRow>;
export type RoleEdge = PageEdge<RoleRow>;
export type JobPage = Page<Job>;
export type JobEdge = PageEdge<Job>;
export type AclChangePage = Page<AclChangeRow>;
export type AclChangeEdge = PageEdge<AclChangeRow>;

type Rendered<N extends RenderedValue['__typename']> = Extract<RenderedValue, { readonly __typename: N }>;

export type EntryValue = Rendered<'EntryValue'>;
export type NamedEntryValue = Rendered<'NamedEntryValue'>;
export type GroupValue = Rendered<'GroupValue'>;
export type RoleValue = Rendered<'RoleValue'>;
export type StringListValue = Rendered<'StringListValue'>;
export type NumberListValue = Rendered<'NumberListValue'>;
export type SelectListValue = Rendered<'SelectListValue'>;
export type EntryListValue = Rendered<'EntryListValue'>;
export type NamedEntryListValue = Rendered<'NamedEntryListValue'>;
export type NamedEntryItem = NamedEntryListValue['items'][number];
export type GroupListValue = Rendered<'GroupListValue'>;
export type RoleListValue = Rendered<'RoleListValue'>;
