export { findActor, hashToken, makeAuthenticate, type Authenticated } from './authenticate.ts';
export { hashPassword, verifyPassword } from './password.ts';
export { Token, TokenSchema, User, UserSchema } from './user.entity.ts';
export { findUser, loadUserViews, userLoader, type UserRow } from './user.loader.ts';
export { userRegistration } from './user.registration.ts';
export {
  createToken,
  createTokenFor,
  createUser,
  findUserByName,
  revokeToken,
  type NewToken,
  type NewUser,
} from './user.service.ts';
