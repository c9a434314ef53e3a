export {
  attributeLevel,
  attributeLevels,
  canReadAttr,
  canReadEntity,
  entityAttrLevel,
  entityLevel,
  entryLevels,
  hiddenAttributes,
  levelOf,
  readableAttribute,
  readableAttributeRow,
  readableEntries,
  readableReference,
  requireActor,
  requireLevel,
  requireSuperuser,
  requireWriter,
  whyDenied,
} from './access.policy.ts';
export { ACL_KINDS, isOpen, OPEN_ACL, type Acl, type AclChangeItem, type AclKind } from './acl.ts';
export { draftAcl, isControllable, type AclInput } from './acl-draft.ts';
export { draftNewEntityAcl } from './new-entity-acl.ts';
export { readAcls, writeAcl, type StoredAcl } from './acl.store.ts';
export { FULL, levelName, LEVELS, NOTHING, READABLE, WRITABLE, type Level, type LevelName } from './level.ts';
export { isStaffed } from './staffed-roles.ts';
