import { describe, expect, test } from '@jest/globals';
import { SettingsError } from '../config.ts';
import { problem, Rejected } from '../errors.ts';
import { describeFailure } from './failure.ts';
import { Failure } from './terminal.ts';

const withCode = (code: string, more: object = {}) => Object.assign(new Error('the cause'), { code, ...more });

describe('a failure', () => {
  test.each([
    [withCode('EADDRINUSE', { address: '::1', port: 80 }), /listens on ::1:80\. .* set PORT /],
    [withCode('EADDRNOTAVAIL', { address: '10.9.9.9', port: 80 }), /no address 10\.9\.9\.9:80 .* HOST/],
    [withCode('EACCES', { syscall: 'listen', port: 80 }), /PORT/],
    [withCode('EACCES', { syscall: 'open', path: '/x/secret' }), /^Not allowed: the cause\. .*PAGODA_DATA_DIR/],
    [withCode('08P01'), /the cause.*ignore_startup_parameters/],
    [withCode('ECONNREFUSED', { address: '127.0.0.1', port: 5432 }), /No database answers at 127\.0\.0\.1:5432/],
    [new AggregateError([withCode('ECONNREFUSED', { address: '::1', port: 1 })]), /No database answers at ::1:1/],
    [new Error('outer', { cause: withCode('28P01') }), /refuses the user or the password of DATABASE_URL/],
    [withCode('3D000'), /does not exist/],
    [withCode('53300'), /max_connections/],
    [new SettingsError(['PORT is "x": give a number.']), /^PORT is "x"/],
    [new Rejected([problem('REQUIRED', 'One'), problem('REQUIRED', 'Two')]), /^One\nTwo$/],
    [new Failure('The way out.'), /^The way out\.$/],
    [new Error('A sentence of ours.'), /^A sentence of ours\.$/],
    ['a string', /^Unexpected failure: "a string"$/],
  ])('that operators can mend is a sentence (%#)', (error, message) => {
    expect(describeFailure(error)).toMatch(message);
    expect(describeFailure(error)).not.toContain('    at ');
  });

  test('of ours comes with its stack trace', () => {
    expect(describeFailure(new TypeError('x is not a function'))).toMatch(
      /^Unexpected failure: TypeError: x is not a function\n {4}at /,
    );
  });
});
