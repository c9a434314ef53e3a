import { describe, expect, test } from '@jest/globals';
import { makeCommandLine } from './test/command-line.ts';

const { run, jsonOf } = await makeCommandLine();

describe('users and tokens', () => {
  test('are created for scripts and for people', async () => {
    expect(await jsonOf(['user', 'create', 'zoë', '--superuser', '--json'])).toEqual({
      id: expect.stringMatching(/^\d+$/),
      username: 'zoë',
      isSuperuser: true,
      isReadonly: false,
    });
    expect((await run(['user', 'create', 'ada', '--readonly'])).stdout).toMatch(
      /^Created the user ada \(id \d+\)\.\n$/,
    );
    expect(await run(['user', 'create', 'ZOË'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'There is a user "ZOË" already\n',
    });
    const token = ['token', 'create', 'Zoë', '--note', 'backup', '--lifetime', '0', '--json'];
    expect(await jsonOf(token)).toMatchObject({ secret: expect.stringMatching(/^[0-9a-f]{40}$/), expiresTime: null });
    const plain = await run(['token', 'create', 'zoë']);
    expect(plain.stdout).toMatch(/^[0-9a-f]{40}\n$/);
    expect(plain.stderr).toMatch(/^For zoë, until \d{4}-.*Send it as "Authorization: Token …"\.\n$/);
    expect(await run(['token', 'create', 'nobody'])).toMatchObject({
      code: 1,
      stderr: 'There is no user "nobody". Create one: pagoda user create nobody\n',
    });
  });

  test('the keys of their sessions are replaced', async () => {
    const { stdout } = await run(['keys', 'rotate']);
    expect(stdout).toBe('There are new keys. Sessions that ended: 0. Servers that run use the new keys already.\n');
    expect(await jsonOf(['keys', 'rotate', '--json'])).toEqual({ endedSessions: 0 });
    expect(await run(['keys', 'rotate'], { PAGODA_SECRET: 'x'.repeat(32) })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'PAGODA_SECRET is set, so the keys come from there. Give it another value and restart every server.\n',
    });
  });
});

describe('users', () => {
  test('are listed, and one who is deactivated can no longer act', async () => {
    for (const name of ['List A', 'list b']) await run(['user', 'create', name]);
    await run(['user', 'create', 'list root', '--superuser']);
    const named = async (...args: string[]) => {
      const users = (await jsonOf(['user', 'list', '--json', ...args])) as { username: string; isActive: boolean }[];
      return users.filter(({ username }) => /^list/i.test(username)).map(({ username }) => username);
    };
    expect(await named()).toEqual(['List A', 'list b', 'list root']);
    expect(await run(['user', 'deactivate', 'LIST B'])).toEqual({
      code: 0,
      stdout: 'LIST B can no longer log in.\n',
      stderr: '',
    });
    expect(await named()).toEqual(['List A', 'list root']);
    expect(await named('--all')).toEqual(['List A', 'list b', 'list root']);
    const { stdout } = await run(['user', 'list', '--all']);
    expect(stdout).toMatch(/^ +\d+ {2}list b {2}\(cannot log in\)$/m);
    expect(stdout).toMatch(/^ +\d+ {2}list root {2}\(superuser\)$/m);
    expect(await run(['graphql', '{ me { id } }', '--as', 'list b'])).toMatchObject({
      code: 1,
      stderr: 'There is no active user "list b". Who there is: pagoda user list\n',
    });
    expect(await run(['user', 'deactivate', 'nobody'])).toMatchObject({
      code: 1,
      stderr: 'There is no user "nobody". Who there is: pagoda user list\n',
    });
  });

  test('an operation is carried out with the rights of the user it is for', async () => {
    for (const args of [['acting'], ['acting reader', '--readonly'], ['acting root', '--superuser']])
      await run(['user', 'create', ...args]);
    const as = async (username: string, ...args: string[]) => {
      const { code, stdout, stderr } = await run(['graphql', ...args, '--as', username]);
      return { code, answer: JSON.parse(stdout), stderr };
    };
    expect(await as('ACTING', '{ me { username isSuperuser } }')).toEqual({
      code: 0,
      answer: { data: { me: { username: 'acting', isSuperuser: false } } },
      stderr: '',
    });
    const CREATE =
      'mutation ($name: String!) { createGroup(input: { name: $name }) { group { name } errors { code } } }';
    const variables = ['--variables', '{"name": "by hand"}'];
    expect(await as('acting', CREATE, ...variables)).toMatchObject({
      code: 1,
      answer: { data: { createGroup: { group: null, errors: [{ code: 'PERMISSION_DENIED' }] } } },
    });
    expect(await as('acting root', CREATE, ...variables)).toMatchObject({
      code: 0,
      answer: { data: { createGroup: { group: { name: 'by hand' }, errors: [] } } },
    });
    expect(await as('acting', '{ nothing }')).toMatchObject({
      code: 1,
      answer: { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    });
    expect(await as('acting', 'subscription { entryChanged { kind } }')).toMatchObject({
      code: 1,
      answer: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
    });
  });
});
