export { findVisitor, sessionOf } from './browser-session.ts';
export { mountLogin, type LoginOptions } from './login.routes.ts';
export { rotateKeys, ServerKeys } from './server-keys.ts';
export { Sessions } from './sessions.ts';
