export { Group, GroupSchema } from './group.entity.ts';
export {
  BELONGS,
  findActiveGroups,
  findGroupsOf,
  groupLoader,
  type GroupRow,
  type UserGroupRow,
} from './group.loader.ts';
export { groupRegistration } from './group.registration.ts';
export { createGroup, deleteGroup, updateGroup } from './group.service.ts';
