import { randomBytes } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { problem, Rejected, rejected, type Problem } from '../../errors.ts';
import { parseId } from '../../parse-id.ts';
import { requireActor, requireWriter } from '../access/index.ts';
import { isLongerThan, whyUnstorable } from '../attribute/index.ts';
import { hashToken } from './authenticate.ts';
import { deleteToken, findOwnedToken } from './token.store.ts';
import type { TokenRow } from './user-details.loader.ts';
import { problemsOfLifetime } from './user-draft.ts';
import { Token, User } from './user.entity.ts';
import { isParentOf } from './user.policy.ts';
import { getUser } from './user.store.ts';

export interface NewToken {
  readonly note?: string | null;
  /** Seconds; 0 for ever. The user's `tokenLifetime` unless told. */
  readonly lifetime?: number | null;
  /** A secret that was chosen elsewhere, for the first start. */
  readonly secret?: string;
}

export interface CreateTokenInput extends Omit<NewToken, 'secret'> {
  /** A co-user of the caller; the caller unless told. */
  readonly user?: string | null;
}

interface MadeToken {
  readonly token: Token;
  readonly secret: string;
}

/** Makes a token for the caller or a co-user. The secret is in this answer and nowhere else. */
export async function createToken(
  ctx: Context,
  { user, note, lifetime }: CreateTokenInput,
): Promise<{ readonly token: TokenRow; readonly secret: string }> {
  const actor = requireActor(ctx);
  const userId = typeof user === 'string' ? await getOwner(ctx, user) : actor.id;
  const { token, secret } = await createTokenFor(ctx, userId, { note, lifetime });
  const { id, createdTime, expiresTime = null } = token;
  return { token: { id, note: token.note, createdTime, expiresTime }, secret };
}

async function getOwner(ctx: Context, id: string): Promise<number> {
  const actor = requireActor(ctx);
  const user = await getUser(ctx, id, 'user');
  if (user.id === actor.id) return user.id;
  requireWriter(ctx);
  if (isParentOf(actor, user)) return user.id;
  throw rejected('PERMISSION_DENIED', `Only its parent may make tokens for user "${user.username}"`, ['user']);
}

const MAX_NOTE = 200;

export async function createTokenFor(ctx: Context, userId: number, input: NewToken): Promise<MadeToken> {
  const problems = problemsOfToken(input);
  if (problems.length > 0) throw new Rejected(problems);
  const secret = input.secret ?? randomBytes(20).toString('hex');
  return inTransaction(ctx, async (tx) => {
    // Locked, so that no token outlives a deactivation at the same moment.
    const owner = { id: userId, isActive: true };
    const user = await tx.em.findOne(User, owner, { lockMode: LockMode.PESSIMISTIC_READ, refresh: true });
    if (!user) throw rejected('NOT_FOUND', `There is no active user with id ${userId}`, ['user']);
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
  if (lifetime !== undefined && lifetime !== null) problems.push(...problemsOfLifetime(lifetime, 'lifetime'));
  return problems;
}

/** Ends a token: the caller's own, a co-user's, or for superusers any. */
export function revokeToken(ctx: Context, input: { readonly id: string }): Promise<TokenRow> {
  const actor = requireActor(ctx);
  return inTransaction(ctx, async (tx) => {
    const found = await findOwnedToken(tx, parseId(input.id) ?? 0);
    const isOwn = found?.owner.id === actor.id;
    if (!found || !(actor.isSuperuser || isOwn || isParentOf(actor, found.owner))) {
      throw rejected('NOT_FOUND', `You have no token with id ${input.id}`, ['id']);
    }
    if (!isOwn) requireWriter(tx);
    await deleteToken(tx, found.token.id);
    return found.token;
  });
}
