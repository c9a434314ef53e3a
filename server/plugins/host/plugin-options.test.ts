import { describe, expect, test } from '@jest/globals';
import { definePlugin } from 'pagoda-plugin-sdk';
import { readOptions } from './plugin-options.ts';

const plugin = definePlugin({
  id: 'mailer',
  name: 'Mailer',
  version: '1.0.0',
  options: (given) => {
    if (given['port'] !== '25') throw new Error(`not ${JSON.stringify(given)}`);
    return given;
  },
});
const refusalOf = (objects: object, variables: Readonly<Record<string, string>>): string => {
  try {
    return JSON.stringify(readOptions(plugin, { objects: { mailer: { ...objects } }, variables }));
  } catch (error) {
    return String(error);
  }
};

describe('options', () => {
  test('are what the operator wrote, variables before PLUGIN_OPTIONS', () => {
    expect(refusalOf({ port: 1, from: 'x' }, { PLUGIN_MAILER_PORT: '25', PLUGIN_MAIL_PORT: '2' })).toBe(
      '{"port":"25","from":"x"}',
    );
  });

  test('that do not parse are told without what is secret in them', () => {
    const message = refusalOf(
      { smtp: { password: 'hunter22', host: 'mail.example' }, port: 7 },
      { PLUGIN_MAILER_API_TOKEN: 'abc"def' },
    );
    expect(message).toContain('its options do not parse: not {');
    expect(message).toContain('mail.example');
    expect(message).toContain('"password":"***"');
    expect(message).toContain('"apiToken":"***"');
    expect(message).not.toMatch(/hunter22|abc/);
  });
});
