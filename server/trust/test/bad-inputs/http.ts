import type { BadInput } from './bad-input.ts';

const HOST = 'Host: localhost\r\n';
const CLOSE = 'Connection: close\r\n';
const JSON_TYPE = 'Content-Type: application/json\r\n';
const BODY = '{"query":"{me{id}}"}';

/** A request by its first line, its headers and its body. */
function head(line: string, headers: string, body = ''): string {
  return `${line}\r\n${headers}\r\n${body}`;
}

const graphql = (headers: string, body = BODY): string =>
  head('POST /graphql HTTP/1.1', HOST + CLOSE + JSON_TYPE + headers, body);
const path = (target: string): string => head(`GET ${target} HTTP/1.1`, HOST + CLOSE);
const method = (name: string): string => head(`${name} /graphql HTTP/1.1`, HOST + CLOSE);

const bytes: readonly [title: string, status: string, raw: string][] = [
  ['no HTTP', '400', 'hello\r\n\r\n'],
  ['a TLS greeting', '400', '\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03\r\n\r\n'],
  ['NUL bytes', '400', '\0\0\0\0\r\n\r\n'],
  ['HTTP/2', '400', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['HTTP/9.9', '400', head('GET /healthz HTTP/9.9', HOST + CLOSE)],
  ['no Host', '400', head('GET /graphql HTTP/1.1', CLOSE)],
  ['two Hosts', '400', head('POST /graphql HTTP/1.1', `${HOST}Host: other\r\n${CLOSE}`)],
  [
    'a Host that is none',
    '400',
    head('POST /graphql HTTP/1.1', `Host: a b\r\n${CLOSE}${JSON_TYPE}Content-Length: 20\r\n`, BODY),
  ],
  ['an empty Host', '400', head('POST /graphql HTTP/1.1', `Host:\r\n${CLOSE}${JSON_TYPE}Content-Length: 20\r\n`, BODY)],
  ['the method TRACE', '404', method('TRACE')],
  ['the method PROPFIND', '404', method('PROPFIND')],
  ['the method FOO', '400', method('FOO')],
  ['a method in small letters', '400', method('get')],
  ['a method with a space before', '400', method(' GET')],
  ['the method PUT', '405', method('PUT')],
  ['the method PATCH', '405', method('PATCH')],
  ['the method DELETE', '405', method('DELETE')],
  ['a path without a slash', '400', path('graphql')],
  ['a path with a space', '400', path('/graph ql')],
  ['a path with NUL', '400', path('/graphql\0')],
  ['a path with a broken escape', '400', path('/%')],
  ['a path with half an escape', '400', path('/graphql%2')],
  ['a path that is no UTF-8', '400', path('/%c0%af')],
  ['a path that climbs', '404', path('/../../../../etc/passwd')],
  ['a path that climbs in escapes', '404', path('/%2e%2e%2f%2e%2e%2fetc%2fpasswd')],
  ['a path with two slashes', '404', path('//graphql')],
  ['a path in capitals', '404', path('/GraphQL')],
  ['a path with a backslash', '404', path(String.raw`/\graphql`)],
  ['a path of 15,000 letters', '404', path(`/${'a'.repeat(15_000)}`)],
  ['a path of 20,000 letters', '431', path(`/${'a'.repeat(20_000)}`)],
  ['the address of another server', '404', path('http://example.com/nosuch')],
  ['a query of 10,000 signs', '400', path(`/graphql?${'&'.repeat(10_000)}`)],
  ['a header of 20,000 letters', '431', head('GET /healthz HTTP/1.1', `${HOST}X: ${'a'.repeat(20_000)}\r\n`)],
  ['5,000 headers', '431', head('GET /healthz HTTP/1.1', HOST + 'X: abcdefgh\r\n'.repeat(5_000))],
  ['a header without a colon', '400', head('GET /healthz HTTP/1.1', `${HOST}nonsense\r\n`)],
  ['a header without a name', '400', head('GET /healthz HTTP/1.1', `${HOST}: x\r\n`)],
  ['a header with NUL', '400', head('GET /healthz HTTP/1.1', `${HOST}X: a\0b\r\n`)],
  ['a header name with a space', '400', head('GET /healthz HTTP/1.1', `${HOST}X y: a\r\n`)],
  ['a folded header', '400', head('GET /healthz HTTP/1.1', `${HOST}X: a\r\n b\r\n${CLOSE}`)],
  ['a length that is no number', '400', graphql('Content-Length: abc\r\n')],
  ['a negative length', '400', graphql('Content-Length: -1\r\n')],
  ['a length beyond 64 bits', '400', graphql(`Content-Length: ${'9'.repeat(30)}\r\n`)],
  ['two lengths', '400', graphql('Content-Length: 20\r\nContent-Length: 21\r\n')],
  ['a length and chunks', '400', graphql('Content-Length: 20\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n')],
  ['a length beyond the limit', '413', graphql('Content-Length: 99999999\r\n')],
  ['a length of nothing', '400', graphql('Content-Length: 0\r\n', '')],
  ['chunks of a size that is no number', '400', graphql('Transfer-Encoding: chunked\r\n', 'zz\r\nabc\r\n')],
  ['chunks of a negative size', '400', graphql('Transfer-Encoding: chunked\r\n', '-1\r\nabc\r\n')],
  [
    'chunks of a size beyond 64 bits',
    '400',
    graphql(
      'Transfer-Encoding: chunked\r\n',
      `
        ${'f'.repeat(20)}
      `,
    ),
  ],
  ['chunks without line ends', '400', graphql('Transfer-Encoding: chunked\r\n', '3\r\nabcdef\r\n')],
  ['a transfer encoding that is unknown', '400', graphql('Transfer-Encoding: gzip\r\n')],
  ['chunks within chunks', '400', graphql('Transfer-Encoding: chunked, identity\r\n', '0\r\n\r\n')],
  ['an expectation that nobody knows', '417', graphql('Content-Length: 20\r\nExpect: wonders\r\n')],
  [
    'an upgrade to something unknown',
    '400',
    head('GET /graphql HTTP/1.1', `${HOST}Connection: Upgrade\r\nUpgrade: h2c\r\n`),
  ],
  ['a WebSocket without a key', '400', upgrade('Sec-WebSocket-Version: 13\r\n')],
  [
    'a WebSocket of another version',
    '400',
    upgrade('Sec-WebSocket-Version: 99\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n'),
  ],
  ['a WebSocket where there is none', '404', upgrade('', '/nosuch')],
];

function upgrade(headers: string, target = '/graphql'): string {
  return head(`GET ${target} HTTP/1.1`, `${HOST}Connection: Upgrade\r\nUpgrade: websocket\r\n${headers}`);
}

/** Requests that no honest client sends. What is looked at is the status. */
export const badHttp: readonly BadInput[] = bytes.map(([title, code, raw]) => ({ title, code, request: { raw } }));
