import { randomBytes } from 'node:crypto';
import type { Context } from '../../context.ts';
import { inTransaction, isUniqueViolation } from '../../db/index.ts';
import { problem, Rejected, rejected, type Problem } from '../../errors.ts';
import { requireActor } from '../access/index.ts';
import { checkName, cleanName, isLongerThan, nameKey, whyUnstorable } from '../attribute/index.ts';
import { hashToken } from './authenticate.ts';
import { hashPassword } from './password.ts';
import { User, Token } from './user.entity.ts';

export interface NewUser {
  readonly username: string;
  readonly password?: string | null;
  readonly email?: string | null;
  readonly isSuperuser?: boolean;
  readonly isReadonly?: boolean;
  /** Seconds that new tokens live; 0 for ever. */
  readonly tokenLifetime?: number;
}

const MAX_USERNAME = 150;
const DAY = 86_400;

/** Creates a user. For the command line and the first start; who may create users through other doors is a policy of its own. */
export async function createUser(ctx: Context, input: NewUser): Promise<User> {
  const problems: Problem[] = [
    ...checkName(input.username, { subject: 'The username', max: MAX_USERNAME, path: ['username'] }),
  ];
  if (problems.length > 0) throw new Rejected(problems);
  const username = cleanName(input.username);
  const passwordHash = input.password ? await hashPassword(input.password) : '';
  return inTransaction(ctx, async (tx) => {
    if (await tx.em.count(User, { usernameKey: nameKey(username) })) {
      throw rejected('DUPLICATE', `There is a user "${username}" already`, ['username']);
    }
    const user = tx.em.create(User, {
      username,
      usernameKey: nameKey(username),
      email: input.email ?? '',
      passwordHash,
      isSuperuser: input.isSuperuser ?? false,
      isReadonly: input.isReadonly ?? false,
      tokenLifetime: input.tokenLifetime ?? DAY,
      createdUserId: ctx.actor?.id ?? null,
    });
    await tx.em.flush().catch(tellTakenName);
    return user;
  });
}

/** Another process may have made the user since we looked. */
function tellTakenName(error: unknown): never {
  if (!isUniqueViolation(error, 'user_username_key_key')) throw error;
  throw rejected('DUPLICATE', 'Another user got this name a moment ago', ['username']);
}

export async function findUserByName(ctx: Context, username: string): Promise<User | null> {
  return ctx.em.findOne(User, { usernameKey: nameKey(username) });
}

export interface NewToken {
  readonly note?: string | null;
  /** Seconds; 0 for ever. The user's `tokenLifetime` unless told. */
  readonly lifetime?: number | null;
  /** A secret that was chosen elsewhere, for the first start. */
  readonly secret?: string;
}

const MAX_NOTE = 200;
const MAX_LIFETIME = 10 * 365 * DAY;

/** Makes a token for the caller. The secret is in this answer and nowhere else. */
export function createToken(ctx: Context, input: NewToken): Promise<{ token: Token; secret: string }> {
  return createTokenFor(ctx, requireActor(ctx).id, input);
}

export async function createTokenFor(
  ctx: Context,
  userId: number,
  input: NewToken,
): Promise<{ token: Token; secret: string }> {
  const problems = problemsOfToken(input);
  if (problems.length > 0) throw new Rejected(problems);
  const secret = input.secret ?? randomBytes(20).toString('hex');
  return inTransaction(ctx, async (tx) => {
    const user = await tx.em.findOneOrFail(User, { id: userId });
    const lifetime = input.lifetime ?? user.tokenLifetime;
    const now = Date.now();
    const token = tx.em.create(Token, {
      userId,
      hash: hashToken(secret),
      note: input.note ?? '',
      createdTime: new Date(now),
      expiresTime: lifetime > 0 ? new Date(now + lifetime * 1_000) : null,
    });
    await tx.em.flush();
    return { token, secret };
  });
}

function problemsOfToken({ note, lifetime }: NewToken): Problem[] {
  const problems: Problem[] = [];
  if (note && isLongerThan(note, MAX_NOTE))
    problems.push(problem('TOO_LONG', `The note may have at most ${MAX_NOTE} characters`, ['note']));
  const cause = note ? whyUnstorable(note) : null;
  if (cause !== null) problems.push(problem('INVALID', `The note ${cause}`, ['note']));
  if (lifetime !== undefined && lifetime !== null && !(lifetime >= 0 && lifetime <= MAX_LIFETIME)) {
    problems.push(
      problem('INVALID', `The lifetime must be from 0 (for ever) to ${MAX_LIFETIME} seconds`, ['lifetime']),
    );
  }
  return problems;
}

/** Ends one of the caller's tokens. */
export function revokeToken(ctx: Context, input: { readonly id: string }): Promise<Token> {
  const actor = requireActor(ctx);
  return inTransaction(ctx, async (tx) => {
    const id = /^[1-9]\d{0,8}$/.test(input.id) ? Number(input.id) : 0;
    const token = await tx.em.findOne(Token, { id, userId: actor.id });
    if (!token) throw rejected('NOT_FOUND', `You have no token with id ${input.id}`, ['id']);
    await tx.em.remove(token).flush();
    return token;
  });
}
