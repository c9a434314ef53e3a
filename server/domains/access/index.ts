export {
  attributeLevel,
  canReadAttr,
  canReadAttribute,
  canReadEntity,
  entityAttrLevel,
  entityLevel,
  entryLevel,
  levelOf,
  readableAttribute,
  readableAttributes,
  readableEntries,
  requireActor,
  requireLevel,
  requireSuperuser,
  requireWriter,
  whyDenied,
  type EntryAcls,
} from './access.policy.ts';
export {
  ACL_KINDS,
  isOpen,
  OPEN_ACL,
  type Acl,
  type AclChangeItem,
  type AclKind,
  type AttributeAcls,
  type RowAcl,
} from './acl.ts';
export { draftAcl, isControllable, type AclInput } from './acl-draft.ts';
export { draftNewEntityAcl } from './new-entity-acl.ts';
export { readAcls, writeAcl, type StoredAcl } from './acl.store.ts';
export { FULL, levelName, LEVELS, NOTHING, READABLE, WRITABLE, type Level, type LevelName } from './level.ts';
export { isStaffed } from './staffed-roles.ts';
