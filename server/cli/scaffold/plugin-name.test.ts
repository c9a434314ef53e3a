import { describe, expect, test } from '@jest/globals';
import { parsePluginName } from './plugin-name.ts';

describe('the name of a plugin', () => {
  test.each([
    ['my-plugin', 'My Plugin', 'myPlugin'],
    ['racks', 'Racks', 'racks'],
    ['ip_plan-2', 'Ip Plan 2', 'ipPlan2'],
    ['a__b-', 'A B', 'aB'],
  ])('%s is %s for people and %s in GraphQL', (id, title, camel) => {
    expect(parsePluginName(id)).toEqual({ id, title, camel });
  });

  test.each(['', 'My-Plugin', '2nd', '-x', '_x', 'a b', 'a.b', '@acme/dns', '../x', 'ü', `a${'b'.repeat(60)}`])(
    '%j is refused with what is allowed',
    (text) => {
      expect(() => parsePluginName(text)).toThrow(
        `${JSON.stringify(text)} cannot name a plugin: use small letters, digits, "-" and "_", at most 60, a letter first, such as my-plugin.`,
      );
    },
  );

  test('is not that of the SDK', () => {
    expect(() => parsePluginName('pagoda-plugin-sdk')).toThrow('and pagoda-plugin-sdk is something else');
  });
});
