export * from './role.entity.ts';
export * from './role.loader.ts';
export { roleRegistration } from './role.registration.ts';
