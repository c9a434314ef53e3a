import { describe, expect, test } from '@jest/globals';
import { query } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';

const { app, data, graphql, makeUser, token } = await makeTestApp();

const CREATE = `mutation ($input: CreateTokenInput!) {
  createToken(input: $input) { token { id note createdTime expiresTime } secret errors { code path } }
}`;
const REVOKE =
  'mutation ($id: ID!) { revokeToken(input: { id: $id }) { token { id note } errors { code message path } } }';
const ME = '{ me { username isSuperuser isReadonly isActive } }';

async function makeToken(input: object, as = token) {
  const answer = await graphql(CREATE, { input }, as);
  return answer.data.createToken;
}

const run = async (text: string, values: readonly unknown[]) => query((await app.contextFor(null)).em, text, values);

describe('tokens', () => {
  test('one that was made acts as the user who made it, until it is revoked', async () => {
    const { token: ann } = await makeUser({ username: 'ann', isReadonly: true });
    const made = await makeToken({ note: 'for a script' }, ann);
    expect(made).toEqual({
      token: {
        id: expect.any(String),
        note: 'for a script',
        createdTime: expect.any(String),
        expiresTime: expect.any(String),
      },
      secret: expect.stringMatching(/^[0-9a-f]{40}$/),
      errors: [],
    });
    const me = { username: 'ann', isSuperuser: false, isReadonly: true, isActive: true };
    expect((await graphql(ME, {}, made.secret)).data).toEqual({ me });
    const revoked = await graphql(REVOKE, { id: made.token.id }, ann);
    expect(revoked.data.revokeToken).toEqual({ token: { id: made.token.id, note: 'for a script' }, errors: [] });
    const answer = await graphql(ME, {}, made.secret);
    expect([answer.status, answer.errors?.[0]?.extensions?.['code']]).toEqual([401, 'UNAUTHENTICATED']);
    expect((await graphql(REVOKE, { id: made.token.id }, ann)).data.revokeToken.errors).toEqual([
      expect.objectContaining({ code: 'NOT_FOUND', path: ['id'] }),
    ]);
  });

  test.each([
    ['the lifetime of its user unless told', 3_600, undefined, 3_600],
    ['the lifetime that was asked for', 3_600, 60, 60],
    ['no end', 3_600, 0, null],
    ['no end, as its user has it', 0, undefined, null],
  ])('one has %s', async (_what, tokenLifetime, lifetime, expected) => {
    const { token: user } = await makeUser({ username: `u ${tokenLifetime} ${lifetime}`, tokenLifetime });
    const made = (await makeToken({ lifetime }, user)).token;
    const seconds = made.expiresTime && (Date.parse(made.expiresTime) - Date.parse(made.createdTime)) / 1_000;
    expect(seconds).toBe(expected);
  });

  test('one whose time is over is no good any more', async () => {
    const { token: made, secret } = await makeToken({ lifetime: 60 });
    expect((await graphql(ME, {}, secret)).data.me.username).toBe('admin');
    await run('update token set expires_time = now() where id = $1', [Number(made.id)]);
    const answer = await graphql(ME, {}, secret);
    expect([answer.status, answer.errors?.[0]?.message]).toEqual([401, 'Token lifetime is expired']);
  });

  test('a user who was deactivated is nobody', async () => {
    const { actor, token: secret } = await makeUser({ username: 'left' });
    await run('update "user" set is_active = false where id = $1', [actor.id]);
    expect((await graphql(ME, {}, secret)).status).toBe(401);
  });

  test('nobody but a superuser ends the token of somebody else', async () => {
    const { token: made, secret } = await makeToken({});
    const { token: other } = await makeUser({ username: 'other' });
    for (const id of [made.id, '0', 'x', '99999999999'])
      expect((await graphql(REVOKE, { id }, other)).data.revokeToken.errors[0].code).toBe('NOT_FOUND');
    expect((await graphql(ME, {}, secret)).status).toBe(200);
    const { token: another, secret: others } = await makeToken({}, other);
    expect((await graphql(REVOKE, { id: another.id })).data.revokeToken.errors).toEqual([]);
    expect((await graphql(ME, {}, others)).status).toBe(401);
  });

  test.each<[object, string, string]>([
    [{ note: 'x'.repeat(201) }, 'TOO_LONG', 'note'],
    [{ note: 'a\0' }, 'INVALID', 'note'],
    [{ lifetime: -1 }, 'INVALID', 'lifetime'],
    [{ lifetime: 2_147_483_647 }, 'INVALID', 'lifetime'],
  ])('%j is refused', async (input, code, path) => {
    expect(await makeToken(input)).toEqual({ token: null, secret: null, errors: [{ code, path: [path] }] });
  });

  test('the anonymous make and end none', async () => {
    for (const [text, variables] of [
      [CREATE, { input: {} }],
      [REVOKE, { id: '1' }],
    ] as const) {
      const answer = await graphql(text, variables, null);
      expect(answer.errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    }
  });

  test('they know no dry run, and do not go into one', async () => {
    const answer = await graphql(`
      mutation {
        createToken(input: {}) {
          secret
        }
        createEntity(input: { name: "no" }, dryRun: true) {
          errors {
            code
          }
        }
      }
    `);
    expect(answer.errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });

  test('the database holds no secret', async () => {
    const { secret } = await makeToken({ note: 'kept' });
    const rows = await run('select t::text from token t', []);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });
});

describe('users', () => {
  test('one is found by id or by name, whatever its letter case', async () => {
    const { actor } = await makeUser({ username: 'Ünal' });
    const answer = await data(
      `query ($id: ID) { byId: user(id: $id) { username } byName: user(username: "üNAL") { id username } none: user(id: "x") { id } nul: user(username: "a\\u0000") { id } }`,
      { id: String(actor.id) },
    );
    expect(answer).toEqual({
      byId: { username: 'Ünal' },
      byName: { id: String(actor.id), username: 'Ünal' },
      none: null,
      nul: null,
    });
  });

  test('all are listed by name, page by page', async () => {
    for (const username of ['zoe', 'Yan', 'xi']) await makeUser({ username });
    const { users } = await data(
      '{ users(last: 3) { totalCount nodes { username } pageInfo { startCursor hasPreviousPage } } }',
    );
    expect(users.nodes.map((user: { username: string }) => user.username)).toEqual(['Yan', 'zoe', 'Ünal']);
    const page = 'nodes { username } edges { cursor } pageInfo { hasNextPage endCursor }';
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const answer: {
        users: { nodes: { username: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
      } = await data(`query ($after: String) { users(first: 4, after: $after) { ${page} } }`, { after });
      seen.push(...answer.users.nodes.map(({ username }) => username));
      ({ hasNextPage: more, endCursor: after } = answer.users.pageInfo);
    }
    expect(seen).toHaveLength(users.totalCount);
    expect(new Set(seen).size).toBe(users.totalCount);
  });

  test('those who cannot log in are listed when they are asked for', async () => {
    for (const username of ['off a', 'Off b', 'off c']) {
      const { actor } = await makeUser({ username });
      if (username !== 'off a') await run('update "user" set is_active = false where id = $1', [actor.id]);
    }
    const list = async (filter: string) => {
      const { users } = await data(`{ users(filter: { ${filter} }) { totalCount nodes { username isActive } } }`);
      expect(users.nodes).toHaveLength(users.totalCount);
      return users.nodes.map((user: { username: string }) => user.username);
    };
    expect(await list('username: { startsWith: "OFF" }')).toEqual(['off a']);
    expect(await list('username: { startsWith: "OFF" }, isActive: false')).toEqual(['Off b', 'off c']);
    expect(await list('username: { contains: "f B" }, isActive: false')).toEqual(['Off b']);
    expect(await list('username: { in: ["off C"], eq: "off c" }, isActive: false')).toEqual(['off c']);
  });

  test('the anonymous see none', async () => {
    for (const text of ['{ users { totalCount } }', '{ user(username: "admin") { id } }']) {
      const answer = await graphql(text, {}, null);
      expect(answer.errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    }
    expect((await graphql(ME, {}, null)).data).toEqual({ me: null });
  });

  test('have names of their own, ignoring letter case, also when two are made at once', async () => {
    const outcomes = await Promise.allSettled(['Twin', 'TWIN', 'twin'].map((username) => makeUser({ username })));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(2);
    for (const { reason } of refused)
      expect(reason).toMatchObject({ problems: [{ code: 'DUPLICATE', path: ['username'] }] });
  });
});
