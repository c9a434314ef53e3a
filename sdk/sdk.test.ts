import { describe, expect, test } from '@jest/globals';
import {
  hookLegacyNames,
  hookNames,
  isHookName,
  isRouteResponse,
  isValidationError,
  normalizeHookName,
  response,
  ValidationError,
} from './index.ts';

describe('names of hooks', () => {
  test('there are seventeen, in the order of the documentation', () => {
    expect(hookNames).toEqual([
      'entry.before_create',
      'entry.after_create',
      'entry.before_update',
      'entry.after_update',
      'entry.before_delete',
      'entry.after_delete',
      'entry.before_restore',
      'entry.after_restore',
      'entity.before_create',
      'entity.after_create',
      'entity.before_update',
      'entity.after_update',
      'entity.before_delete',
      'entity.after_delete',
      'entry.validate',
      'entry.get_attrs',
      'entity.get_attrs',
    ]);
  });

  test('each has one legacy name, which becomes it', () => {
    const legacy = Object.keys(hookLegacyNames);
    expect(legacy.map((name) => normalizeHookName(name))).toEqual(hookNames);
    expect(legacy).toEqual([
      'before_create_entry_v2',
      'after_create_entry_v2',
      'before_update_entry_v2',
      'after_update_entry_v2',
      'before_delete_entry_v2',
      'after_delete_entry_v2',
      'before_restore_entry_v2',
      'after_restore_entry_v2',
      'before_create_entity_v2',
      'after_create_entity_v2',
      'before_update_entity_v2',
      'after_update_entity_v2',
      'before_delete_entity_v2',
      'after_delete_entity_v2',
      'validate_entry',
      'get_entry_attr',
      'get_entity_attr',
    ]);
  });

  test.each([...hookNames, 'entry.after_explode', '', 'toString', '__proto__'])(
    '%j is not changed by normalising',
    (name) => {
      expect(normalizeHookName(name)).toBe(name);
    },
  );

  test('only the present names are names', () => {
    expect(['entry.validate', 'validate_entry', 'constructor', ''].map(isHookName)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test('nobody can change the lists', () => {
    expect([Object.isFrozen(hookNames), Object.isFrozen(hookLegacyNames)]).toEqual([true, true]);
  });
});

describe('what plugins make', () => {
  test('a ValidationError has its message, its path as texts, and its name', () => {
    const error = new ValidationError('too high', ['attrs', 2, 'height']);
    expect(error).toMatchObject({ name: 'ValidationError', message: 'too high', path: ['attrs', '2', 'height'] });
    expect(error).toBeInstanceOf(Error);
    expect(new ValidationError('no').path).toEqual([]);
  });

  test('a ValidationError is known by its brand and not by its class', () => {
    class Mine extends ValidationError {}
    const foreign = Object.defineProperty(new Error('x'), Symbol.for('pagoda-plugin-sdk/1/ValidationError'), {
      value: true,
    });
    const impostor = Object.assign(new Error('x'), { name: 'ValidationError', path: [] });
    const all = [new Mine('x'), foreign, impostor, new Error('x'), null, undefined, 'ValidationError', {}];
    expect(all.map(isValidationError)).toEqual([true, true, false, false, false, false, false, false]);
  });

  test('a response is known by its brand, and not by having a status', () => {
    expect(response(201, { id: 7 }, { location: '/x/7/' })).toEqual({
      status: 201,
      body: { id: 7 },
      headers: { location: '/x/7/' },
    });
    expect(response(204)).toEqual({ status: 204, body: undefined, headers: {} });
    const job = { id: 7, status: 2, text: '' };
    expect([response(204), job, null, 200].map(isRouteResponse)).toEqual([true, false, false, false]);
  });
});
