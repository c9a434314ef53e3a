import { describe, expect, test } from '@jest/globals';
import { makeTestApp } from '../../test/app.ts';
import { problemsOf } from '../../test/mutate.ts';
import { verifyPassword } from './password.ts';
import { makeUsers } from './test/users.ts';

const testApp = await makeTestApp();
const { admin, data, graphql, makeUser, makeGroup, makeRole } = testApp;
const { run, change, passwordHashOf, countOf, logIn, statusOf } = makeUsers(testApp);

describe('creating', () => {
  test('a superuser creates users as he says', async () => {
    const made = await change('createUser', {
      username: ' Mori ',
      password: 'correct horse',
      email: 'mori@example.com',
      isReadonly: true,
      tokenLifetime: 60,
    });
    expect(made).toEqual({
      user: {
        id: expect.any(String),
        username: 'Mori',
        email: 'mori@example.com',
        isActive: true,
        isSuperuser: false,
        isReadonly: true,
        tokenLifetime: 60,
        parentUser: null,
        groups: [],
        roles: [],
      },
      errors: [],
    });
    expect(await verifyPassword('correct horse', await passwordHashOf(made.user.id))).toBe(true);
    const boss = await change('createUser', { username: 'boss', isSuperuser: true });
    expect(boss.user).toMatchObject({ isSuperuser: true, isReadonly: false, tokenLifetime: 86_400, email: '' });
    expect(problemsOf(await change('createUser', { username: 'mORI' }))).toEqual(['DUPLICATE username']);
  });

  test('everybody else creates co-users of his own', async () => {
    const { token } = await makeUser({ username: 'sato', email: 'sato@example.com' });
    await makeUser({ username: 'bot' });
    const made = await change(
      'createUser',
      { username: 'bot', email: 'not even an address', password: 'long enough' },
      token,
    );
    expect(made.errors).toEqual([]);
    expect(made.user).toMatchObject({
      username: 'sato-bot',
      email: 'sato@example.com',
      isReadonly: true,
      isSuperuser: false,
      parentUser: { username: 'sato' },
    });
    expect(problemsOf(await change('createUser', { username: 'BOT' }, token))).toEqual(['DUPLICATE username']);
    const me = await graphql('{ me { coUsers { username tokens { id } } tokens { note } } }', {}, token);
    expect(me.data.me).toEqual({ coUsers: [{ username: 'sato-bot', tokens: [] }], tokens: [{ note: '' }] });
    expect(
      problemsOf(await change('createUser', { username: 'x', isSuperuser: true, isReadonly: false }, token)),
    ).toEqual(['PERMISSION_DENIED isSuperuser', 'PERMISSION_DENIED isReadonly']);
    expect(await run(`select 1 from "user" where username_key = 'sato-x'`)).toEqual([]);
  });

  test('who may only read creates nobody', async () => {
    const { token } = await makeUser({ username: 'reader', isReadonly: true });
    expect(problemsOf(await change('createUser', { username: 'x' }, token))).toEqual(['PERMISSION_DENIED']);
  });

  test.each<[object, string[]]>([
    [{ username: ' ', email: 'x', tokenLifetime: -1 }, ['REQUIRED username', 'INVALID email', 'INVALID tokenLifetime']],
    [{ username: 'x'.repeat(151) }, ['TOO_LONG username']],
    [{ username: 'a\0', email: 'a b@c' }, ['INVALID username', 'INVALID email']],
    [{ username: 'ok', email: `${'x'.repeat(250)}@x.yz` }, ['TOO_LONG email']],
    [{ username: 'ok', tokenLifetime: 315_360_001 }, ['INVALID tokenLifetime']],
    [{ username: 'ok', password: '1234' }, ['INVALID password', 'INVALID password']],
    [{ username: 'ok', password: '123456789012' }, ['INVALID password']],
    [{ username: 'ok', password: 'PassWord1' }, ['INVALID password']],
    [{ username: 'Longer name', password: 'longer NAME' }, ['INVALID password']],
    [{ username: 'ok', password: 'x'.repeat(129) }, ['TOO_LONG password']],
  ])('%j is refused', async (input, expected) => {
    const answer = await change('createUser', input);
    expect(answer.user).toBeNull();
    expect(problemsOf(answer)).toEqual(expected);
  });

  test('of one name at once makes one', async () => {
    const outcomes = await Promise.all(['Once', 'ONCE', 'once'].map((username) => change('createUser', { username })));
    expect(outcomes.map((outcome) => problemsOf(outcome)[0] ?? 'made').toSorted()).toEqual([
      'DUPLICATE username',
      'DUPLICATE username',
      'made',
    ]);
  });
});

describe('changing', () => {
  test('everybody changes his own name, address and lifetime, and nothing that he is allowed', async () => {
    const { actor, token } = await makeUser({ username: 'kato' });
    const id = String(actor.id);
    const made = await change('createToken', { lifetime: 600 }, token, 'token { expiresTime } secret');
    const answer = await change(
      'updateUser',
      { id, username: 'Kato!', email: 'k@example.com', tokenLifetime: 0 },
      token,
    );
    expect(answer.user).toMatchObject({ username: 'Kato!', email: 'k@example.com', tokenLifetime: 0, isActive: true });
    const { data: own } = await graphql('{ me { tokens { expiresTime } } }', {}, token);
    expect(own.me.tokens.map((each: { expiresTime: string }) => each.expiresTime)).toContain(made.token.expiresTime);
    expect(
      problemsOf(
        await change(
          'updateUser',
          { id, username: 'no', isSuperuser: true, isReadonly: true, isActive: false, parentUser: String(admin.id) },
          token,
        ),
      ),
    ).toEqual(['isSuperuser', 'isReadonly', 'isActive', 'parentUser'].map((field) => `PERMISSION_DENIED ${field}`));
    const same = { id, isSuperuser: false, isReadonly: false, isActive: true, parentUser: null };
    expect((await change('updateUser', same, token)).errors).toEqual([]);
    expect((await change('updateUser', { id }, token)).user).toMatchObject({ username: 'Kato!', isSuperuser: false });
  });

  test('nobody but a superuser changes somebody else, and who may only read not even himself', async () => {
    const { actor: other } = await makeUser({ username: 'other' });
    const { actor: reader, token } = await makeUser({ username: 'reader 2', isReadonly: true });
    const { token: writer } = await makeUser({ username: 'writer' });
    expect(problemsOf(await change('updateUser', { id: String(other.id), email: '' }, writer))).toEqual([
      'PERMISSION_DENIED id',
    ]);
    expect(problemsOf(await change('updateUser', { id: String(reader.id), email: '' }, token))).toEqual([
      'PERMISSION_DENIED',
    ]);
    expect(problemsOf(await change('updateUser', { id: '999999' }, writer))).toEqual(['NOT_FOUND id']);
  });

  test('a superuser changes everything of everybody', async () => {
    const { actor: parent } = await makeUser({ username: 'the parent' });
    const { actor } = await makeUser({ username: 'the child' });
    const id = String(actor.id);
    const input = { id, isSuperuser: true, isReadonly: true, parentUser: String(parent.id) };
    expect((await change('updateUser', input)).user).toMatchObject({
      isSuperuser: true,
      isReadonly: true,
      parentUser: { username: 'the parent' },
    });
    expect((await change('updateUser', { id, isSuperuser: false, parentUser: null })).user).toMatchObject({
      isSuperuser: false,
      parentUser: null,
    });
    expect(
      problemsOf(
        await change('updateUser', { id, username: 'THE PARENT', email: 'x', tokenLifetime: -1, parentUser: id }),
      ),
    ).toEqual(['DUPLICATE username', 'INVALID email', 'INVALID tokenLifetime', 'INVALID parentUser']);
    expect(problemsOf(await change('updateUser', { id, parentUser: '999999' }))).toEqual(['NOT_FOUND parentUser']);
  });

  test('deactivation ends tokens and sessions at once, and can be undone', async () => {
    const { actor, token } = await makeUser({ username: 'leaving' });
    const id = String(actor.id);
    await logIn(id);
    expect((await change('updateUser', { id, isActive: false })).user).toMatchObject({
      isActive: false,
      username: 'leaving',
    });
    expect([await countOf('token', id), await countOf('session', id), await statusOf(token)]).toEqual([0, 0, 401]);
    expect((await change('updateUser', { id, isActive: true })).user.isActive).toBe(true);
    expect(await statusOf(token)).toBe(401);
  });

  test('with a parent its co-users go, whose tokens the parent made', async () => {
    const { actor, token } = await makeUser({ username: 'parent that leaves' });
    const { user } = await change('createUser', { username: 'bot' }, token);
    const { secret } = await change('createToken', { user: user.id, note: 'robot' }, token, 'token { id } secret');
    expect(await statusOf(secret)).toBe(200);
    await change('updateUser', { id: String(actor.id), isActive: false });
    expect(await statusOf(secret)).toBe(401);
  });

  test.each([{ isSuperuser: true }, { parentUser: null }])(
    'what a parent knows of a co-user is worth nothing after %j',
    async (promotion) => {
      const { token } = await makeUser({ username: `parent ${Object.keys(promotion).join('')}` });
      const { user } = await change('createUser', { username: 'bot', password: 'known to both' }, token);
      const { secret } = await change('createToken', { user: user.id, note: 'robot' }, token, 'token { id } secret');
      await logIn(user.id);
      expect((await change('updateUser', { id: user.id, ...promotion })).errors).toEqual([]);
      expect([await statusOf(secret), await countOf('session', user.id)]).toEqual([401, 0]);
      expect(await passwordHashOf(user.id)).toBe('');
    },
  );

  test('a name that looks like another one is refused', async () => {
    const { token, actor } = await makeUser({ username: 'plain' });
    for (const username of ['adm\u200Bin', 'admin\u202E', 'a\u00ADdmin']) {
      const answer = await change('updateUser', { id: String(actor.id), username }, token);
      expect(problemsOf(answer)).toEqual(['INVALID username']);
    }
  });

  test('names are exchanged for free ones only, also when two want one at once', async () => {
    const two = [await makeUser({ username: 'race a' }), await makeUser({ username: 'race b' })];
    const outcomes = await Promise.all(
      two.map(({ actor }) => change('updateUser', { id: String(actor.id), username: 'Race' })),
    );
    expect(outcomes.map((outcome) => problemsOf(outcome)[0] ?? 'done').toSorted()).toEqual([
      'DUPLICATE username',
      'done',
    ]);
  });
});

describe('the last superuser', () => {
  test('stays, however many try at once', async () => {
    const supers = await run<{ id: number }>('select id from "user" where is_superuser and is_active and id <> $1', [
      admin.id,
    ]);
    for (const { id } of supers) await change('updateUser', { id: String(id), isSuperuser: false });
    const id = String(admin.id);
    expect(problemsOf(await change('updateUser', { id, isSuperuser: false }))).toEqual(['IN_USE isSuperuser']);
    expect(problemsOf(await change('updateUser', { id, isActive: false }))).toEqual(['IN_USE isActive']);
    expect(problemsOf(await change('deleteUser', { id }))).toEqual(['IN_USE id']);
    for (let turn = 0; turn < 3; turn += 1) {
      const { actor, token } = await makeUser({ username: `second ${turn}`, isSuperuser: true });
      const outcomes = await Promise.all([
        change('updateUser', { id, isSuperuser: false }, token).then(problemsOf),
        change('deleteUser', { id: String(actor.id) }).then(problemsOf),
      ]);
      expect(outcomes.flat()).toHaveLength(1);
      await run('update "user" set is_superuser = true where id = $1', [admin.id]);
      await run('update "user" set is_superuser = false where id = $1', [actor.id]);
    }
  });
});

describe('deleting', () => {
  test('takes away everything that a user could act with, and frees the name', async () => {
    const { actor, token } = await makeUser({ username: 'past', email: 'past@example.com', password: 'long enough' });
    const id = String(actor.id);
    await makeRole({ name: 'of the past', users: [actor] });
    await makeGroup({ name: 'past group', members: [actor] });
    await logIn(id);
    const { user, errors } = await change('deleteUser', { id });
    expect([errors, user]).toMatchObject([
      [],
      {
        username: expect.stringMatching(/^past_deleted_\d{8}_\d{6}$/),
        email: '',
        isActive: false,
        groups: [],
        roles: [],
      },
    ]);
    expect([
      await countOf('token', id),
      await countOf('session', id),
      await statusOf(token),
      await passwordHashOf(id),
    ]).toEqual([0, 0, 401, '']);
    for (const table of ['group_member', 'role_user'])
      expect(await run(`select 1 from ${table} where user_id = $1`, [actor.id])).toEqual([]);
    expect(problemsOf(await change('deleteUser', { id }))).toEqual(['NOT_FOUND id']);
    expect(problemsOf(await change('updateUser', { id, isActive: true }))).toEqual(['NOT_FOUND id']);
    const again = await change('createUser', { username: 'past' });
    expect(problemsOf(await change('deleteUser', { id: again.user.id }))).toEqual([]);
    expect((await data('query ($id: ID) { user(id: $id) { isActive } }', { id })).user).toEqual({ isActive: false });
  });

  test('is for superusers and the parent', async () => {
    const { token } = await makeUser({ username: 'mother' });
    const { token: stranger, actor } = await makeUser({ username: 'stranger' });
    const { user } = await change('createUser', { username: 'child' }, token);
    expect(problemsOf(await change('deleteUser', { id: user.id }, stranger))).toEqual(['PERMISSION_DENIED id']);
    expect(problemsOf(await change('deleteUser', { id: String(actor.id) }, stranger))).toEqual([
      'PERMISSION_DENIED id',
    ]);
    expect((await change('deleteUser', { id: user.id }, token)).user.isActive).toBe(false);
  });
});
