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
  readableEntries,
  readableReference,
  requireActor,
  requireLevel,
  requireSuperuser,
  requireWriter,
  whyDenied,
} from './access.policy.ts';
export { isOpen, OPEN_ACL, type Acl } from './acl.ts';
export { FULL, levelName, LEVELS, NOTHING, READABLE, WRITABLE, type Level, type LevelName } from './level.ts';
