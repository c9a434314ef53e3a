import { get, operation, post, type BadInput } from './bad-input.ts';

const QUERY = '{ me { id } }';
const HASH = 'a'.repeat(64);

const bodies: readonly [title: string, code: string, body: unknown][] = [
  ['null', 'BAD_REQUEST', null],
  ['a text', 'BAD_REQUEST', 'query'],
  ['a number', 'BAD_REQUEST', 5],
  ['true', 'BAD_REQUEST', true],
  ['no operation', 'BAD_REQUEST', {}],
  ['an empty batch', 'LIMIT_EXCEEDED', []],
  ['a batch', 'LIMIT_EXCEEDED', [{ query: QUERY }, { query: QUERY }]],
  ['a query of null', 'BAD_REQUEST', { query: null }],
  ['a query that is a number', 'BAD_REQUEST', { query: 5 }],
  ['a query that is a list', 'BAD_REQUEST', { query: [QUERY] }],
  ['a query that is an object', 'BAD_REQUEST', { query: { me: 'id' } }],
  ['an empty query', 'BAD_REQUEST', { query: '' }],
  ['the query under another name', 'BAD_REQUEST', { Query: QUERY }],
  ['variables that are a text', 'BAD_REQUEST', { query: QUERY, variables: '{}' }],
  ['variables that are a number', 'BAD_REQUEST', { query: QUERY, variables: 5 }],
  ['variables that are a list', 'BAD_REQUEST', { query: QUERY, variables: [1] }],
  ['an operationName that is a number', 'BAD_REQUEST', { query: QUERY, operationName: 5 }],
  ['an operationName that is a list', 'BAD_REQUEST', { query: QUERY, operationName: ['a'] }],
  ['an operationName that is not there', 'OPERATION_RESOLUTION_FAILURE', { query: QUERY, operationName: 'other' }],
  ['an operationName that is __proto__', 'OPERATION_RESOLUTION_FAILURE', { query: QUERY, operationName: '__proto__' }],
  ['extensions that are a text', 'BAD_REQUEST', { query: QUERY, extensions: 'x' }],
  ['extensions that are a list', 'BAD_REQUEST', { query: QUERY, extensions: [1] }],
  ['a persisted query of an unknown version', 'BAD_REQUEST', persisted({ version: 2, sha256Hash: HASH })],
  ['a persisted query without a hash', 'BAD_REQUEST', persisted({ version: 1 })],
  ['a persisted query with a hash of another', 'BAD_REQUEST', persisted({ version: 1, sha256Hash: HASH })],
  ['a persisted query that is a text', 'BAD_REQUEST', persisted('x')],
  ['a persisted query with a hash that is a list', 'BAD_REQUEST', persisted({ version: 1, sha256Hash: [HASH] })],
  [
    'a persisted query that nobody sent',
    'PERSISTED_QUERY_NOT_FOUND',
    { extensions: { persistedQuery: { version: 1, sha256Hash: HASH } } },
  ],
];

function persisted(persistedQuery: unknown): object {
  return { query: QUERY, extensions: { persistedQuery } };
}

const broken: readonly [title: string, body: string | Uint8Array<ArrayBuffer>][] = [
  ['nothing at all', ''],
  ['an open brace', '{'],
  ['half an object', '{"query":'],
  ['a comma too many', `{"query":"${QUERY}",}`],
  ['single quotes', `{'query':'${QUERY}'}`],
  ['no quotes', `{query:"${QUERY}"}`],
  ['NaN', '{"query":"{me{id}}","variables":{"a":NaN}}'],
  ['a comment', '{"query":"{me{id}}"/* a comment */}'],
  ['two values', '{"query":"{me{id}}"} {}'],
  ['a raw line end in a text', '{"query":"{me\n{id}}"}'],
  ['a raw NUL in a text', '{"query":"{me\0{id}}"}'],
  ['an escape that JSON does not know', String.raw`{"query":"\x7bme{id}}"}`],
  ['half an escape', String.raw`{"query":"{me{id}}\u12"}`],
  ['a byte order mark', `\ufeff{"query":"{me{id}}"}`],
  ['UTF-16', Uint8Array.from(Buffer.from('{"query":"{me{id}}"}', 'utf16le'))],
  ['gzip', Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xab, 0xae, 5, 0, 0x43, 0xbf, 0xa6, 0xa3, 2, 0, 0, 0])],
  ['bytes that are no text', Uint8Array.from([0xff, 0xfe, 0xfd, 0x00, 0x80])],
  ['100,000 lists in each other, never closed', '['.repeat(100_000)],
  ['GraphQL instead of JSON', QUERY],
  ['a form', 'query=%7Bme%7Bid%7D%7D'],
  ['XML', '<?xml version="1.0"?><query>{me{id}}</query>'],
];

const contentTypes = [
  'text/plain',
  'application/graphql',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json5',
  'application/jsonp',
  'text/json',
  'json',
  '*/*',
  'application/octet-stream',
];

const PREFLIGHT = { 'apollo-require-preflight': 'true' };

const gets: readonly BadInput[] = [
  get('GET without a query', 'BAD_REQUEST', '/graphql', PREFLIGHT),
  get('GET with an empty query', 'BAD_REQUEST', '/graphql?query=', PREFLIGHT),
  get('GET with two queries', 'BAD_REQUEST', '/graphql?query={me{id}}&query={me{id}}', PREFLIGHT),
  get('GET of a mutation', 'BAD_REQUEST', '/graphql?query=mutation{createToken(input:{}){secret}}', PREFLIGHT),
  get('GET with variables that are no JSON', 'BAD_REQUEST', '/graphql?query={me{id}}&variables={a}', PREFLIGHT),
  get('GET with variables that are a list', 'BAD_REQUEST', '/graphql?query={me{id}}&variables=[1]', PREFLIGHT),
  get('GET with extensions that are no JSON', 'BAD_REQUEST', '/graphql?query={me{id}}&extensions=x', PREFLIGHT),
  get('GET with a broken document', 'GRAPHQL_PARSE_FAILED', '/graphql?query={me', PREFLIGHT),
  get('GET with bytes that are no UTF-8', 'GRAPHQL_PARSE_FAILED', '/graphql?query=%ff%fe', PREFLIGHT),
  get('GET that any web page could send', 'BAD_REQUEST', '/graphql?query={me{id}}'),
];

/** Requests that are no operation of GraphQL at all. */
export const badRequests: readonly BadInput[] = [
  ...bodies.map(([title, code, body]) => post(title, code, JSON.stringify(body))),
  ...broken.map(([title, body]) => post(`a body of ${title}`, 'BAD_REQUEST', body)),
  ...contentTypes.map((type) =>
    post(`content type ${type}`, 'BAD_REQUEST', `{"query":"${QUERY}"}`, { 'content-type': type }),
  ),
  post('gzip that claims to be so', 'BAD_REQUEST', Uint8Array.from([0x1f, 0x8b, 8, 0]), {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
  }),
  ...gets,
  operation('a body beyond the limit', 'LIMIT_EXCEEDED', `# ${'x'.repeat(10_000_000)}`),
];
