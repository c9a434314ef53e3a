import { randomBytes } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../db/index.ts';

/** Tells every process that the root secret is another one. */
export const SERVER_KEY_CHANGED = 'pagoda_server_key';

const ROOT = 'root';
const ROOT_BYTES = 32;

interface KeyRow {
  readonly secret: Buffer;
}

/** The secret that all keys are derived from. Whichever process needs it first makes it, and all have the same. */
export async function ensureRootSecret(em: EntityManager): Promise<Buffer> {
  const known = await findRootSecret(em);
  if (known) return known;
  await query(em, 'insert into server_key (name, secret) values ($1, $2) on conflict do nothing', [
    ROOT,
    randomBytes(ROOT_BYTES),
  ]);
  const made = await findRootSecret(em);
  if (!made) throw new Error('The table server_key lost the root secret that was just written. Start again.');
  return made;
}

async function findRootSecret(em: EntityManager): Promise<Buffer | null> {
  const [row] = await query<KeyRow>(em, 'select secret from server_key where name = $1', [ROOT]);
  return row?.secret ?? null;
}

/** Puts another secret in its place; servers that run hear of it when the transaction is committed. */
export async function replaceRootSecret(em: EntityManager): Promise<void> {
  await query(
    em,
    `insert into server_key (name, secret) values ($1, $2)
     on conflict (name) do update set secret = excluded.secret, created_time = now()`,
    [ROOT, randomBytes(ROOT_BYTES)],
  );
  await query(em, 'select pg_notify($1, $2)', [SERVER_KEY_CHANGED, '']);
}
