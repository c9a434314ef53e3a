import type { TrustWorld } from '../world.ts';
import { operation, post, show, type BadInput } from './bad-input.ts';

const ME = '{"query":"{ entities { totalCount } }"}';

const malformed = [
  'Token',
  'Token ',
  'Token a b',
  'Bearer',
  'token x y z',
  `Token ${'a'.repeat(40)}`,
  'Token __proto__',
  'Token null',
  "Token ' or 1=1 --",
  `Token ${'a'.repeat(8_000)}`,
  'Token \u00e9\u00ff',
  `Token ${'0'.repeat(40)}`,
  'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.',
];
/** They mean nobody, and nobody may see nothing. */
const foreign = ['', 'Basic YWRtaW46YWRtaW4=', 'Digest x', 'Tokenx abc', 'abc', 'Negotiate'];

/** Requests of nobody, or of somebody who may not. */
export function badTokens(world: TrustWorld): BadInput[] {
  const as = (title: string, authorization: string): BadInput =>
    post(title, 'UNAUTHENTICATED', ME, { 'content-type': 'application/json', authorization });
  const lifetimes = [-1, 10 ** 9, 1.5, '60'].map((lifetime) =>
    operation(
      `a token for ${show(lifetime)} seconds`,
      typeof lifetime === 'number' && Number.isInteger(lifetime) ? 'INVALID' : 'BAD_USER_INPUT',
      'mutation ($lifetime: Int) { createToken(input: { lifetime: $lifetime }) { errors { code message } } }',
      { lifetime },
    ),
  );
  const notes = [
    ['a'.repeat(201), 'TOO_LONG'],
    ['\0', 'INVALID'],
    ['\ud800', 'INVALID'],
  ] as const;
  const reader = { 'content-type': 'application/json', authorization: `Token ${world.readonlyToken}` };
  const written = [
    'createEntity(input: { name: "X" }) { errors { code message } }',
    'createEntry(input: { entityName: "Target", name: "x" }) { errors { code message } }',
    `deleteEntry(input: { id: "${world.targetEntry}" }) { errors { code message } }`,
    `restoreValue(input: { version: "${world.version}" }) { errors { code message } }`,
  ];
  return [
    ...malformed.map((header) => as(`Authorization: ${show(header)}`, header)),
    ...foreign.map((header) => as(`Authorization: ${show(header)}`, header)),
    as('a token that has expired', `Token ${world.expiredToken}`),
    as('a token that was revoked', `Token ${world.revokedToken}`),
    as('a token of somebody who is gone', `Token ${world.inactiveToken}`),
    ...lifetimes,
    ...notes.map(([note, code]) =>
      operation(
        `a token with the note ${show(note)}`,
        code,
        'mutation ($note: String) { createToken(input: { note: $note }) { errors { code message } } }',
        { note },
      ),
    ),
    ...written.map((field) =>
      post(
        `read-only: ${field.split('(', 1)[0]}`,
        'PERMISSION_DENIED',
        JSON.stringify({ query: `mutation { ${field} }` }),
        reader,
      ),
    ),
  ];
}
