import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { withTransaction } from '../../db/index.ts';
import { nameKey, whyUnstorable } from '../attribute/index.ts';
import { claimAttempt, forgetAttempts, pruneAttempts, type Guesser } from '../user/index.ts';
import { addressKey } from './address-key.ts';
import type { ServerKeys } from './server-keys.ts';
import { deleteSession, insertSession, pruneSessions } from './session.store.ts';

export interface LogIn {
  readonly username: string;
  readonly password: string;
  /** Where the attempt comes from. */
  readonly address: string;
  /** The session that the browser has already; it ends, so that nobody can slip somebody a session before the log-in. */
  readonly oldSecret: string | null;
}

export type LogInResult =
  | { readonly outcome: 'begun'; readonly secret: string }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'throttled'; readonly seconds: number };

export interface SessionsOptions {
  readonly em: EntityManager;
  readonly keys: ServerKeys;
  /** Seconds. */
  readonly lifetime: number;
  /** The active user whose password it is; must take the same time for names that nobody has. */
  findByPassword(
    em: EntityManager,
    usernameKey: string,
    password: string,
  ): Promise<{ readonly id: number; readonly passwordHash: string } | null>;
}

const SECRET_BYTES = 32;
const SECRET_FORM = /^[\w-]{43}$/;
const MAX_USERNAME = 150;
const CSRF = 'csrf of session';
const CSRF_BEFORE = 'csrf before session';

/** The sessions of browsers. */
export class Sessions {
  readonly #em: EntityManager;
  readonly #keys: ServerKeys;
  readonly #findByPassword: SessionsOptions['findByPassword'];
  readonly lifetime: number;

  constructor({ em, keys, lifetime, findByPassword }: SessionsOptions) {
    this.#em = em;
    this.#keys = keys;
    this.#findByPassword = findByPassword;
    this.lifetime = lifetime;
  }

  async logIn({ username, password, address, oldSecret }: LogIn): Promise<LogInResult> {
    const guesser: Guesser = { usernameKey: keyOf(username), address: addressKey(address) };
    const em = this.#em.fork();
    const seconds = await claimAttempt(em, guesser);
    if (seconds !== null) return { outcome: 'throttled', seconds };
    const user = await this.#findByPassword(em, guesser.usernameKey, password);
    if (!user) return { outcome: 'wrong' };
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    const session = { userId: user.id, passwordHash: user.passwordHash, hash: this.#keys.hashSession(secret) };
    const isBegun = await withTransaction({ em, dryRun: false }, async (tx) => {
      if (!(await insertSession(tx.em, { ...session, lifetime: this.lifetime }))) return false;
      await forgetAttempts(tx.em, guesser);
      if (oldSecret !== null) await deleteSession(tx.em, this.#keys.hashSession(oldSecret));
      return true;
    });
    await pruneSessions(em);
    await pruneAttempts(em);
    return isBegun ? { outcome: 'begun', secret } : { outcome: 'wrong' };
  }

  async logOut(secret: string): Promise<void> {
    await deleteSession(this.#em.fork(), this.#keys.hashSession(secret));
  }

  /** The token that requests of a session must bring along. Nobody who cannot read the session's cookie can know it. */
  csrfToken(secret: string): string {
    return this.#keys.sign(CSRF, secret);
  }

  isCsrfToken(secret: string, given: string): boolean {
    return isSame(this.csrfToken(secret), given);
  }

  /** For the form of who has no session yet: a cookie and a field must agree, and both be ours. */
  makeFormToken(): string {
    const nonce = randomBytes(16).toString('base64url');
    return `${nonce}.${this.#keys.sign(CSRF_BEFORE, nonce)}`;
  }

  isFormToken(given: string): boolean {
    const [nonce = '', signature = ''] = given.split('.');
    return isSame(this.#keys.sign(CSRF_BEFORE, nonce), signature);
  }
}

/** A cookie's text that can be the secret of a session; null for anything else. */
export function parseSecret(text: string | null): string | null {
  return text !== null && SECRET_FORM.test(text) ? text : null;
}

/** Whoever tries names that nobody can have is counted too. */
function keyOf(username: string): string {
  const key = nameKey(username);
  return key.length > MAX_USERNAME || whyUnstorable(username) !== null ? '' : key;
}

function isSame(expected: string, given: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}
