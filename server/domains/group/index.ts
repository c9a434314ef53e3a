export * from './group.entity.ts';
export * from './group.loader.ts';
export { groupRegistration } from './group.registration.ts';
