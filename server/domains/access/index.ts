export { canReadEntity, readableEntries, requireActor, requireWriter } from './access.policy.ts';
