import { pbkdf2, randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';

const scryptAsync = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
const pbkdf2Async = promisify(pbkdf2);

// N = 2^15 takes about 60 ms and 32 MB: slow for an attacker, bearable for a log-in.
const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const KEY_BYTES = 32;

/** Hashes a password with a salt of its own: `scrypt$N$r$p$salt$hash`, salt and hash in base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await scryptAsync(password.normalize('NFC'), salt, KEY_BYTES, COST);
  return encode(salt, key);
}

function encode(salt: Buffer, key: Buffer): string {
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), key.toString('base64')].join('$');
}

/** Whether a password fits a stored hash: ours, or Django's `pbkdf2_sha256` so that users can be moved over. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [algorithm, ...parts] = stored.split('$');
  if (algorithm === 'scrypt') return verifyScrypt(password, parts);
  if (algorithm === 'pbkdf2_sha256') return verifyDjango(password, parts);
  return false;
}

const NOBODYS = encode(Buffer.alloc(16), Buffer.alloc(KEY_BYTES));

/** The work of `verifyPassword` where there is nothing to compare with. */
export async function verifyNoPassword(password: string): Promise<void> {
  await verifyPassword(password, NOBODYS);
}

async function verifyScrypt(password: string, parts: readonly string[]): Promise<boolean> {
  const [n, r, p, salt, hash] = parts;
  if (!n || !r || !p || !salt || !hash) return false;
  const expected = Buffer.from(hash, 'base64');
  const options = { N: Number(n), r: Number(r), p: Number(p), maxmem: COST.maxmem };
  const key = await scryptAsync(password.normalize('NFC'), Buffer.from(salt, 'base64'), expected.length, options);
  return timingSafeEqual(key, expected);
}

async function verifyDjango(password: string, parts: readonly string[]): Promise<boolean> {
  const [iterations, salt, hash] = parts;
  if (!iterations || !salt || !hash) return false;
  const expected = Buffer.from(hash, 'base64');
  const key = await pbkdf2Async(password, salt, Number(iterations), expected.length, 'sha256');
  return timingSafeEqual(key, expected);
}
