import { expect, test } from '@jest/globals';
import { secretOfConnection } from './credentials.ts';

test.each([
  [{ token: 'abc' }, 'abc'],
  [{ Authorization: 'Token abc' }, 'abc'],
  [{ authorization: 'Bearer abc' }, 'abc'],
  [{ authorization: '' }, null],
  [undefined, null],
])('a WebSocket that opens with %j has the secret %j', (params, secret) => {
  expect(secretOfConnection(params)).toBe(secret);
});
