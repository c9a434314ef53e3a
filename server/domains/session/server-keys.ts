import { createHmac, hkdfSync } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Settings } from '../../config.ts';
import type { Context } from '../../context.ts';
import { inTransaction, type Listener } from '../../db/index.ts';
import { ensureRootSecret, replaceRootSecret, SERVER_KEY_CHANGED } from './server-key.store.ts';
import { deleteAllSessions } from './session.store.ts';

interface Derived {
  readonly session: Buffer;
  readonly signing: Buffer;
}

export interface ServerKeysOptions {
  readonly em: EntityManager;
  readonly secret: Settings['secret'];
  readonly listener: Pick<Listener, 'listen' | 'onReconnect'>;
  /** Hears that keys which were replaced could not be read anew. */
  onError(error: unknown): void;
}

/** The keys of this installation: the same on every process, and when they are replaced every process has the new ones at once. */
export class ServerKeys {
  #derived: Derived;

  private constructor(root: Buffer) {
    this.#derived = derive(root);
  }

  static async start({ em, secret, listener, onError }: ServerKeysOptions): Promise<ServerKeys> {
    if (secret !== null) return new ServerKeys(Buffer.from(secret));
    const keys = new ServerKeys(await ensureRootSecret(em));
    const reload = async (): Promise<void> => {
      keys.#derived = derive(await ensureRootSecret(em));
    };
    await listener.listen(SERVER_KEY_CHANGED, () => void reload().catch(onError));
    listener.onReconnect(() => void reload().catch(onError));
    // What came between the first reading and now was not heard.
    await reload();
    return keys;
  }

  /** What the table of sessions has of a secret: who steals the table but not the key can act as nobody. */
  hashSession(secret: string): Buffer {
    return createHmac('sha256', this.#derived.session).update(secret).digest();
  }

  /** A signature under what the server hands out and takes back; `purpose` keeps one kind from passing for another. */
  sign(purpose: string, text: string): string {
    return createHmac('sha256', this.#derived.signing).update(`${purpose}\0${text}`).digest('base64url');
  }
}

function derive(root: Buffer): Derived {
  const key = (info: string): Buffer => Buffer.from(hkdfSync('sha256', root, '', info, 32));
  return { session: key('pagoda session'), signing: key('pagoda signing') };
}

/** Other keys from now on. Ends every session, and what was signed is worth nothing. Gives how many sessions there were. */
export function rotateKeys(ctx: Context): Promise<number> {
  return inTransaction(ctx, async ({ em }) => {
    await replaceRootSecret(em);
    return deleteAllSessions(em);
  });
}
