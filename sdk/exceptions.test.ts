import { describe, expect, test } from '@jest/globals';
import * as sdk from './index.ts';
import {
  DataAccessError,
  DoesNotExist,
  isPagodaError,
  PagodaError,
  PluginError,
  type PagodaErrorName,
} from './index.ts';

const marks = Symbol.for('pagoda-plugin-sdk/1/exceptions');

describe('the exceptions', () => {
  test.each<[PagodaErrorName, PagodaErrorName | 'Error']>([
    ['PagodaError', 'Error'],
    ['PluginError', 'PagodaError'],
    ['PluginLoadError', 'PluginError'],
    ['PluginValidationError', 'PluginError'],
    ['PluginSecurityError', 'PluginError'],
    ['InterfaceError', 'PagodaError'],
    ['AuthenticationError', 'PagodaError'],
    ['AuthorizationError', 'PagodaError'],
    ['DataAccessError', 'PagodaError'],
    ['HookExecutionError', 'PagodaError'],
    ['HookEnded', 'InterfaceError'],
    ['NoActor', 'InterfaceError'],
    ['DoesNotExist', 'DataAccessError'],
    ['MultipleObjectsReturned', 'DataAccessError'],
  ])('%s is a %s', (name, above) => {
    const type: { readonly kind: string } = Reflect.get(sdk, name);
    expect(type.kind).toBe(name);
    expect(Object.getPrototypeOf(type)).toBe(above === 'Error' ? Error : Reflect.get(sdk, above));
  });

  test('keep message and cause, also without any', () => {
    const cause = new Error('why');
    expect(new PluginError('what', { cause })).toMatchObject({ name: 'PluginError', message: 'what', cause });
    expect(new PagodaError().message).toBe('');
  });

  test('say a sentence where they are thrown without a word', () => {
    class NoTruck extends sdk.AuthorizationError {}
    const types = [
      PluginError,
      sdk.PluginLoadError,
      sdk.PluginValidationError,
      sdk.PluginSecurityError,
      sdk.AuthenticationError,
      sdk.AuthorizationError,
      NoTruck,
      DataAccessError,
      sdk.HookExecutionError,
    ];
    for (const Type of types) expect(new Type().message).toMatch(/^[A-Z][a-z]+ .+\.$/);
    expect(new NoTruck().message).toBe('You do not have permission to perform this action.');
    expect(new NoTruck('No truck.').message).toBe('No truck.');
  });

  test('are known by what they are called and not by their class', () => {
    class RackFull extends PluginError {}
    const foreign = Object.assign(new Error('x'), { [marks]: ['PluginLoadError', 'PluginError', 'PagodaError'] });
    const all = [new RackFull('x'), foreign, new DataAccessError('x'), new Error('x'), null, 'PluginError'];
    expect(all.map((error) => isPagodaError(error))).toEqual([true, true, true, false, false, false]);
    expect(all.map((error) => isPagodaError(error, 'PluginError'))).toEqual([true, true, false, false, false, false]);
    expect(new RackFull('x').name).toBe('RackFull');
  });

  test('a model knows its own, also those of another copy', () => {
    const missing = new DoesNotExist('Entry');
    const foreign = Object.assign(new Error('x'), { model: 'Entry', [marks]: ['DoesNotExist', 'PagodaError'] });
    expect([missing, foreign].map((error) => error instanceof sdk.Entry.DoesNotExist)).toEqual([true, true]);
    expect(missing instanceof sdk.Entity.DoesNotExist).toBe(false);
    expect(missing instanceof sdk.Entry.MultipleObjectsReturned).toBe(false);
    expect(missing.message).toBe('Entry matching query does not exist.');
    expect(new sdk.MultipleObjectsReturned('Job') instanceof sdk.Job.MultipleObjectsReturned).toBe(true);
  });
});
