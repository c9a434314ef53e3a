import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { makeBrowserOrigins } from './browser-origin.ts';
import type { Settings } from './config.ts';

type Headers = Readonly<Record<string, string>>;

const requestWith = (headers: Headers, remoteAddress = '10.0.0.9'): IncomingMessage =>
  // The part of a request that matters here.
  ({ headers: { host: 'cmdb.example', ...headers }, socket: { remoteAddress } }) as unknown as IncomingMessage;

const originsFor = (trustProxy: Settings['trustProxy'] = false) =>
  makeBrowserOrigins({ trustProxy, allowedOrigins: ['https://page.example'] });

describe('a cookie counts', () => {
  const { isAllowed } = originsFor();

  test.each<Headers>([
    { origin: 'http://cmdb.example' },
    { origin: 'http://cmdb.example', host: 'CMDB.example:80' },
    { origin: 'http://cmdb.example:8000', host: 'cmdb.example:8000' },
    { origin: 'http://[::1]:8000', host: '[::1]:8000' },
    { origin: 'https://page.example' },
    { 'sec-fetch-site': 'same-origin' },
  ])('with %j', (headers) => expect(isAllowed(requestWith(headers))).toBe(true));

  test.each<Headers>([
    {},
    { origin: 'null' },
    { origin: '' },
    { origin: 'https://cmdb.example' },
    { origin: 'http://cmdb.example:8000' },
    { origin: 'http://cmdb.example.evil.example' },
    { origin: 'http://sub.cmdb.example' },
    { origin: 'http://page.example' },
    { origin: 'https://page.example:444' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://cmdb.example', 'x-forwarded-proto': 'https' },
    { origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' },
    { origin: 'null', host: '' },
  ])('not with %j', (headers) => expect(isAllowed(requestWith(headers))).toBe(false));
});

describe('behind a proxy the origin is what the client sees', () => {
  const forwarded = {
    origin: 'https://cmdb.example',
    host: 'backend:8000',
    'x-forwarded-host': 'evil.example, cmdb.example',
    'x-forwarded-proto': 'http, https',
  };

  test.each<[Settings['trustProxy'], boolean]>([
    [true, true],
    [1, true],
    [['10.0.0.0/8'], true],
    [['10.0.0.9'], true],
    [['::1', '192.0.2.0/24'], false],
    [false, false],
  ])('if the proxy is trusted: %j', (trust, expected) => {
    expect(originsFor(trust).isAllowed(requestWith(forwarded))).toBe(expected);
    expect(originsFor(trust).isAllowed(requestWith(forwarded, '::ffff:10.0.0.9'))).toBe(expected);
  });
});

describe('a request that changes something', () => {
  const { findForeign } = originsFor(true);

  test.each<[Headers, string | null]>([
    [{}, null],
    [{ origin: 'http://cmdb.example' }, null],
    [{ origin: 'https://page.example' }, null],
    [{ 'sec-fetch-site': 'same-origin' }, null],
    [{ referer: 'http://cmdb.example/x' }, null],
    [{ 'x-forwarded-proto': 'https', referer: 'https://cmdb.example/x' }, null],
    [{ origin: 'null' }, 'Origin checking failed - null does not match any trusted origins.'],
    [
      { origin: 'https://evil.example', referer: 'http://cmdb.example/' },
      'Origin checking failed - https://evil.example does not match any trusted origins.',
    ],
    [{ 'sec-fetch-site': 'cross-site' }, 'Origin checking failed - the browser says that it is cross-site.'],
    [
      { referer: 'http://evil.example/' },
      'Referer checking failed - http://evil.example/ does not match any trusted origins.',
    ],
    [{ referer: 'x' }, 'Referer checking failed - Referer is malformed.'],
    [{ 'x-forwarded-proto': 'https' }, 'Referer checking failed - no Referer.'],
  ])('with %j is met with %j', (headers, expected) => expect(findForeign(requestWith(headers))).toBe(expected));
});
