import { describe, expect, test } from '@jest/globals';
import { hashPassword, verifyPassword } from './password.ts';

describe('passwords', () => {
  test('a hash verifies its own password and no other', async () => {
    const hash = await hashPassword('pässwörd 日本');
    expect(hash).toMatch(/^scrypt\$32768\$8\$1\$/);
    expect(await verifyPassword('pässwörd 日本', hash)).toBe(true);
    expect(await verifyPassword('password', hash)).toBe(false);
  });

  test('two hashes of one password differ', async () => {
    expect(await hashPassword('same')).not.toBe(await hashPassword('same'));
  });

  test("a hash in Django's form verifies", async () => {
    const django = 'pbkdf2_sha256$1000$c2FsdHk$WEGKksM/qZW2z43N23Gj4Tl6lhheKrlaLOdEA2YOoxw=';
    expect(await verifyPassword('correct horse', django)).toBe(true);
    expect(await verifyPassword('wrong horse', django)).toBe(false);
  });

  test.each(['', 'md5$x$y', 'scrypt$', 'pbkdf2_sha256$1$'])('the broken hash %j verifies nothing', async (stored) => {
    expect(await verifyPassword('', stored)).toBe(false);
  });
});
