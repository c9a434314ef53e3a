import type { TrustWorld } from '../world.ts';
import { get, type BadInput, type HttpRequest } from './bad-input.ts';

const NOT_FOUND = 'AE-230000';
const LIST = '/entity/api/v2/';

/** Requests to addresses of REST, and to those that nothing answers. */
export function badRest({ expiredToken, inactiveToken, revokedToken }: TrustWorld): BadInput[] {
  const request = (title: string, code: string, changes: Partial<HttpRequest>): BadInput => ({
    title,
    code,
    request: { method: 'GET', path: LIST, headers: {}, ...changes },
  });
  const as = (title: string, authorization: string): BadInput =>
    request(`REST: ${title}`, 'AE-000000', { headers: { authorization } });
  const paths = [
    '/nosuch',
    '/entity',
    '/entity/api/v2/x',
    '/entity/api/v3/',
    '/%00',
    '/%2e%2e/etc/passwd',
    '/__proto__',
  ];
  return [
    ...paths.map((path) => get(`REST: ${path}`, NOT_FOUND, path)),
    ...['POST', 'PUT', 'PATCH', 'DELETE'].map((method) =>
      request(`REST: ${method}`, 'AE-999999', { method, body: '{}', headers: { 'content-type': 'application/json' } }),
    ),
    as('nobody', ''),
    as('a foreign scheme', 'Basic YWRtaW46YWRtaW4='),
    as('no token', 'Token'),
    as('two tokens', 'Token a b'),
    as('an unknown token', 'Token abc'),
    as('an expired token', `Token ${expiredToken}`),
    as('a revoked token', `Token ${revokedToken}`),
    as('the token of somebody who is gone', `Token ${inactiveToken}`),
    ...['maybe', '2', '', '%00', 'truefalse'].map((value) =>
      request(`REST: is_toplevel=${value}`, 'AE-121000', { path: `${LIST}?is_toplevel=${value}` }),
    ),
    request('REST: a search with NUL', 'AE-999999', { path: `${LIST}?search=a%00` }),
  ];
}
