export { endSessions } from './session.store.ts';
