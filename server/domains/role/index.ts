export { Role, RoleSchema } from './role.entity.ts';
export { roleLoader, roleStandings, userRoles, type RoleRow, type UserRoleRow } from './role.loader.ts';
export { roleRegistration } from './role.registration.ts';
export { createRole, deleteRole, updateRole } from './role.service.ts';
