import { afterEach, expect, test } from '@jest/globals';
import pino from 'pino';
import type { Credential } from '../credential.ts';
import { Revocations, type Watched } from './revocations.ts';

class DatabaseAway extends Error {}

const log = pino({ level: 'silent' });
const open: Revocations[] = [];
afterEach(() => open.splice(0).forEach((revocations) => revocations.stop()));

/** Looks at short intervals; `look` says what is found of a secret. */
function makeRevocations(look: (secret: string) => Promise<string | null>): Revocations {
  const revocations = new Revocations(
    {
      log,
      findFault: ({ secret }) => look(secret),
      isUnavailable: (error) => error instanceof DatabaseAway,
    },
    2,
  );
  open.push(revocations);
  return revocations;
}

const watched = (kind: Credential['kind'], secret: string, more: Partial<Watched> = {}): Watched => ({
  credential: { kind, secret },
  wasGood: false,
  end: () => undefined,
  ...more,
});

test('a credential of many connections is looked at once for all, and all end with the reason', async () => {
  const looked: string[] = [];
  const ended = Promise.withResolvers<readonly string[]>();
  const reasons: string[] = [];
  const end = (reason: string) => reasons.push(reason) === 3 && ended.resolve(looked);
  const revocations = makeRevocations(async (secret) => (looked.push(secret), 'revoked'));
  for (let count = 0; count < 3; count += 1) revocations.watch(watched('token', 'a', { end: (why) => void end(why) }));
  expect(await ended.promise).toEqual(['a']);
  expect(reasons).toEqual(['revoked', 'revoked', 'revoked']);
});

test('while the database is away nothing ends; it ends when it is back', async () => {
  const ended = Promise.withResolvers<string>();
  let looks = 0;
  const revocations = makeRevocations(async () => {
    looks += 1;
    if (looks < 4) throw new DatabaseAway();
    return 'revoked';
  });
  revocations.watch(watched('token', 'a', { end: ended.resolve }));
  expect(await ended.promise).toBe('revoked');
  expect(looks).toBe(4);
});

test('a session ends what it opened, but one that never was any ends nothing', async () => {
  const never: string[] = [];
  const ended = Promise.withResolvers<string>();
  let isOver = false;
  const revocations = makeRevocations(async (secret) => (secret === 'good' && !isOver ? null : 'over'));
  revocations.watch(watched('session', 'stale', { end: (why) => void never.push(why) }));
  const good = watched('session', 'good', { end: ended.resolve });
  let wasSeen: (value: boolean) => void = () => undefined;
  const seen = new Promise((resolve) => (wasSeen = resolve));
  revocations.watch({
    ...good,
    get wasGood() {
      return true;
    },
    set wasGood(value) {
      wasSeen(value);
    },
  });
  await seen;
  isOver = true;
  expect(await ended.promise).toBe('over');
  expect(never).toEqual([]);
});

test('what is watched no more is not looked at', async () => {
  const looked: string[] = [];
  const ended = Promise.withResolvers<string>();
  const revocations = makeRevocations(async (secret) => (looked.push(secret), 'revoked'));
  const release = revocations.watch(watched('token', 'released'));
  release();
  revocations.watch(watched('token', 'kept', { end: ended.resolve }));
  await ended.promise;
  expect(looked).toEqual(['kept']);
});
