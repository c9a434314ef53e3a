export type { AclObject } from './acl-object.ts';
export { aclRegistration } from './acl.registration.ts';
export type { AclRoleView } from './acl.resolvers.ts';
export { findAcl, setAcl, type SetAclInput } from './acl.service.ts';
export { explainAccess, type AccessExplanation, type AccessStep } from './explain-access.ts';
export { listAclChanges, type AclChangeRow } from './history.store.ts';
