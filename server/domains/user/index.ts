export {
  findActor,
  hashToken,
  makeAuthenticate,
  makeAuthenticateToken,
  type Authenticate,
  type Authenticated,
} from './authenticate.ts';
export { findByPassword, type PasswordOwner } from './check-password.ts';
export { findActiveUsers } from './active-users.ts';
export { parseIds } from './id-inputs.ts';
export type { StringFilter } from './name-filter.ts';
export { listByName, type NamedList } from './named-list.ts';
export { lockRights } from './rights-lock.store.ts';
export { hashPassword, verifyPassword } from './password.ts';
export { claimAttempt, forgetAttempts, pruneAttempts, type Guesser } from './password-attempt.store.ts';
export { Token, TokenSchema, User, UserSchema } from './user.entity.ts';
export { findUser, loadUserViews, USER_COLUMNS, userLoader, type UserRow } from './user.loader.ts';
export { seesPrivate, type TokenRow } from './user-details.loader.ts';
export { canSeePrivate } from './user.policy.ts';
export { userRegistration } from './user.registration.ts';
export { createToken, createTokenFor, revokeToken, type NewToken } from './token.service.ts';
export { problemsOfPassword } from './password-strength.ts';
export { setPassword, setPasswordOf } from './set-password.ts';
export { checkUserRoles, type UserDifference } from './user.check.store.ts';
export { readAllUsers } from './user.list.ts';
export { createUserAsCaller } from './user.create.ts';
export { createUser, findUserByName, type NewUser } from './user.service.ts';
export { deactivateUser } from './user.update.ts';
