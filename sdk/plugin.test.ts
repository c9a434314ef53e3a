import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import {
  definePlugin,
  entryHook,
  get,
  isPlugin,
  noContentResponse,
  overrideOperation,
  Plugin,
  PluginValidationError,
  readPlugin,
  validationHook,
  type PluginDeclaration,
} from './index.ts';

const good: PluginDeclaration = { id: 'my-plugin', name: 'My Plugin', version: '1.2.0' };

describe('a declaration', () => {
  test.each<[string, PluginDeclaration]>([
    ['Plugin ID is required', { ...good, id: '' }],
    ['Plugin ID is required', { id: '', name: '', version: '' }],
    ['Plugin name is required', { ...good, name: '', version: '' }],
    ['Plugin version is required', { ...good, version: '' }],
    ['Plugin ID must contain only alphanumeric characters, hyphens, and underscores', { ...good, id: 'my plugin' }],
    ['Plugin ID must contain only alphanumeric characters, hyphens, and underscores', { ...good, id: 'core.entry' }],
  ])('is refused: %s', (message, declaration) => {
    expect(() => definePlugin(declaration)).toThrow(new PluginValidationError(message));
  });

  test.each(['a', 'my-plugin', 'my_plugin', 'plugin123', '-'])('may have the id %j', (id) => {
    expect(definePlugin({ ...good, id }).id).toBe(id);
  });

  test('has defaults for what it does not say', () => {
    expect(definePlugin({ ...good, description: undefined })).toMatchObject({
      description: '',
      author: '',
      dependencies: [],
      routes: [],
      hooks: [],
      overrides: [],
      elevated: false,
    });
  });

  test('cannot be changed once it is a plugin', () => {
    expect(() => Object.assign(definePlugin(good), { id: 'other' })).toThrow(TypeError);
  });

  test('has a text for people and one for logs', () => {
    const plugin = definePlugin(good);
    expect([String(plugin), inspect(plugin)]).toEqual(['My Plugin v1.2.0 (my-plugin)', '<Plugin: my-plugin>']);
  });

  test('tells what it has, each hook once', () => {
    const plugin = definePlugin({
      ...good,
      author: 'Ada',
      dependencies: ['other'],
      params: (params) => params,
      routes: [get('hello/', () => 'hi')],
      hooks: [entryHook('after_create', () => {}), entryHook('after_create', () => {}), validationHook(() => {})],
      overrides: [overrideOperation('delete', noContentResponse)],
    });
    expect(plugin.getInfo()).toEqual({
      ...good,
      description: '',
      author: 'Ada',
      dependencies: ['other'],
      routes: ['GET hello/'],
      hooks: ['entry.after_create', 'entry.validate'],
      overrideOperations: ['delete'],
      hasParams: true,
    });
  });

  test('finds the handler of an operation in any case', () => {
    const plugin = definePlugin({ ...good, overrides: [overrideOperation('delete', noContentResponse)] });
    expect([plugin.getHandler('DELETE'), plugin.getHandler('list')]).toEqual([noContentResponse, null]);
  });

  test('parses the parameters of overrides with a function or a schema, or leaves them', () => {
    const params = { cascade: 'yes' };
    const parse = (given: object): Record<string, unknown> => ({ ...given, parsed: true });
    expect(definePlugin(good).validateParams(params)).toBe(params);
    expect(definePlugin({ ...good, params: parse }).validateParams(params)).toEqual({ cascade: 'yes', parsed: true });
    expect(definePlugin({ ...good, params: { parse } }).validateParams(params)).toEqual({
      cascade: 'yes',
      parsed: true,
    });
  });

  test('has no two overrides of one operation', () => {
    const overrides = [overrideOperation('list', () => null), overrideOperation('list', () => null)];
    expect(() => definePlugin({ ...good, overrides })).toThrow("Operation 'list' is overridden twice");
  });
});

describe('what the host reads', () => {
  test('a value is taken as it is', () => {
    const plugin = definePlugin(good);
    expect(readPlugin(plugin)).toBe(plugin);
  });

  test('a class is made an instance, which may keep state', () => {
    class Mine extends Plugin {
      override readonly id = 'mine';
      override readonly name = 'Mine';
      count = 0;
      override ready(): void {
        this.count++;
      }
    }
    const plugin = readPlugin(Mine);
    void plugin?.ready?.(undefined as never);
    expect(plugin).toMatchObject({ id: 'mine', version: '1.0.0', count: 1 });
  });

  test('the plugin of another copy of the SDK is one too', () => {
    const foreign = Object.defineProperty({ ...good }, Symbol.for('pagoda-plugin-sdk/1/Plugin'), { value: true });
    expect([foreign, definePlugin(good)].map(isPlugin)).toEqual([true, true]);
  });

  test.each([null, undefined, {}, good, 'plugin', Map, () => good])('%p is no plugin', (value) => {
    expect([isPlugin(value), readPlugin(value)]).toEqual([false, null]);
  });

  test('a class that breaks a rule is refused', () => {
    expect(() => readPlugin(class extends Plugin {})).toThrow('Plugin ID is required');
  });
});
