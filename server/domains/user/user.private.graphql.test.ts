import { describe, expect, test } from '@jest/globals';
import { makeTestApp } from '../../test/app.ts';
import { problemsOf } from '../../test/mutate.ts';
import { verifyPassword } from './password.ts';
import { makeUsers } from './test/users.ts';

const testApp = await makeTestApp();
const { admin, data, graphql, makeUser, token: adminToken } = testApp;
const { run, change, passwordHashOf, countOf, logIn, statusOf } = makeUsers(testApp);

const TOKEN = 'token { id note } secret';

describe('passwords', () => {
  const set = async (input: object, token?: string) => problemsOf(await change('setPassword', input, token));

  test('one sets his own with the old one, and is logged out everywhere', async () => {
    const { actor, token } = await makeUser({ username: 'pw', password: 'first password', isReadonly: true });
    const user = String(actor.id);
    await logIn(user);
    const password = 'second password';
    expect(await set({ user, password }, token)).toEqual(['REQUIRED oldPassword']);
    expect(await set({ user, password, oldPassword: 'wrong' }, token)).toEqual(['INVALID oldPassword']);
    expect(await set({ user, password: 'first password', oldPassword: 'first password' }, token)).toEqual([
      'INVALID password',
    ]);
    expect(await set({ user, password: '1', oldPassword: 'first password' }, token)).toEqual([
      'INVALID password',
      'INVALID password',
    ]);
    expect(await countOf('session', user)).toBe(1);
    expect(await set({ user, password, oldPassword: 'first password' }, token)).toEqual([]);
    expect(await verifyPassword(password, await passwordHashOf(user))).toBe(true);
    expect([await countOf('session', user), await statusOf(token)]).toEqual([0, 200]);
  });

  test('a superuser sets those of others without the old one, and his own with it', async () => {
    const { actor } = await makeUser({ username: 'pw 2', password: 'first password' });
    expect(await set({ user: String(actor.id), password: 'second password' })).toEqual([]);
    const { actor: own, token } = await makeUser({ username: 'pw 3', password: 'first password', isSuperuser: true });
    expect(await set({ user: String(own.id), password: 'second password' }, token)).toEqual(['REQUIRED oldPassword']);
  });

  test('a parent sets that of a co-user with the old one, a stranger none', async () => {
    const { token } = await makeUser({ username: 'pw parent' });
    const { user } = await change('createUser', { username: 'bot', password: 'first password' }, token);
    expect(await set({ user: user.id, password: 'second password' }, token)).toEqual(['REQUIRED oldPassword']);
    const { token: stranger } = await makeUser({ username: 'pw stranger' });
    const input = { user: user.id, password: 'second password', oldPassword: 'first password' };
    expect(await set(input, stranger)).toEqual(['PERMISSION_DENIED user']);
    expect(await set(input, token)).toEqual([]);
    expect(await set({ ...input, user: '999999' }, token)).toEqual(['NOT_FOUND user']);
  });

  test('old ones can be guessed five times, not more, whoever guesses with a token', async () => {
    const { actor, token } = await makeUser({ username: 'pw guess', password: 'first password' });
    const guess = (oldPassword: string) =>
      set({ user: String(actor.id), password: 'second password', oldPassword }, token);
    const guesses = await Promise.all(Array.from({ length: 5 }, (_, index) => guess(`guess ${index}`)));
    expect(guesses.flat()).toEqual(Array(5).fill('INVALID oldPassword'));
    expect(await guess('first password')).toEqual(['LIMIT_EXCEEDED oldPassword']);
    await run("update login_failure set time = time - interval '16 minutes'");
    expect(await guess('first password')).toEqual([]);
  });

  test('of two changes at once with one old password one is made', async () => {
    const { actor, token } = await makeUser({ username: 'pw race', password: 'first password' });
    const outcomes = await Promise.all(
      ['password two', 'password three'].map((password) =>
        set({ user: String(actor.id), password, oldPassword: 'first password' }, token),
      ),
    );
    expect(outcomes.flat()).toHaveLength(1);
    expect(['CONFLICT user', 'INVALID oldPassword']).toContain(outcomes.flat()[0]);
  });

  test('no answer holds a hash', async () => {
    const { users } = await data('{ users(first: 100) { nodes { username email tokens { id note } } } }');
    expect(JSON.stringify(users)).not.toContain('scrypt');
    const type = await data('{ __type(name: "User") { fields { name } } }');
    const fields = type.__type.fields.map(({ name }: { name: string }) => name);
    expect(fields.filter((name: string) => /password|hash|secret/i.test(name))).toEqual([]);
  });
});

describe('what is private', () => {
  test('is for the user, its parent and superusers', async () => {
    const { token: parent } = await makeUser({ username: 'private', email: 'p@example.com' });
    const { user } = await change('createUser', { username: 'bot' }, parent);
    const { secret } = await change('createToken', { user: user.id, note: 'robot' }, parent, TOKEN);
    const { token: stranger } = await makeUser({ username: 'curious' });
    const look = async (token: string) =>
      (
        await graphql(
          `
            query ($id: ID) {
              user(id: $id) {
                email
                tokenLifetime
                tokens {
                  note
                }
                coUsers {
                  id
                }
                parentUser {
                  username
                  email
                }
                createdTime
              }
            }
          `,
          { id: user.id },
          token,
        )
      ).data.user;
    const seen = {
      email: 'p@example.com',
      tokenLifetime: 86_400,
      tokens: [{ note: 'robot' }],
      coUsers: null,
      parentUser: { username: 'private', email: 'p@example.com' },
      createdTime: expect.stringMatching(/^\d{4}-/),
    };
    expect(await look(parent)).toEqual(seen);
    expect(await look(adminToken)).toEqual({ ...seen, coUsers: [] });
    expect(await look(secret)).toEqual({ ...seen, coUsers: [], parentUser: { username: 'private', email: null } });
    const hidden = {
      email: null,
      tokenLifetime: null,
      tokens: null,
      coUsers: null,
      parentUser: { username: 'private', email: null },
    };
    expect(await look(stranger)).toEqual({ ...seen, ...hidden });
  });

  test('a parent makes and ends tokens of its co-users, but not of one that may do everything', async () => {
    const { token: parent } = await makeUser({ username: 'maker' });
    const { user } = await change('createUser', { username: 'bot' }, parent);
    const make = async (token?: string) => change('createToken', { user: user.id }, token, TOKEN);
    expect(problemsOf(await make())).toEqual(['PERMISSION_DENIED user']);
    const { secret, token } = await make(parent);
    const me = await graphql('{ me { username isReadonly } }', {}, secret);
    expect(me.data.me).toEqual({ username: 'maker-bot', isReadonly: true });
    expect((await change('revokeToken', { id: token.id }, parent, 'token { id }')).errors).toEqual([]);
    expect(await statusOf(secret)).toBe(401);
    const { secret: reading } = await make(parent);
    expect(problemsOf(await change('createToken', { user: String(admin.id) }, reading, TOKEN))).toEqual([
      'PERMISSION_DENIED',
    ]);
    await change('updateUser', { id: user.id, isSuperuser: true });
    expect(problemsOf(await make(parent))).toEqual(['PERMISSION_DENIED user']);
    expect(problemsOf(await change('deleteUser', { id: user.id }, parent))).toEqual(['PERMISSION_DENIED id']);
    await change('updateUser', { id: user.id, isSuperuser: false, isActive: false });
    expect(problemsOf(await make(parent))).toEqual(['NOT_FOUND user']);
    expect(problemsOf(await change('createToken', { user: 'x' }, parent, TOKEN))).toEqual(['NOT_FOUND user']);
  });
});

test('no token is left by one who is deactivated while he makes them', async () => {
  const { actor, token } = await makeUser({ username: 'in a hurry' });
  const making = Array.from({ length: 8 }, () => change('createToken', {}, token, TOKEN).catch(() => null));
  await change('updateUser', { id: String(actor.id), isActive: false });
  await Promise.all(making);
  expect(await countOf('token', actor.id)).toBe(0);
});
