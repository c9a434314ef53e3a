import { describe, expect, test } from '@jest/globals';
import { ValidationError } from 'pagoda-plugin-sdk';
import { makeHookBus } from './index.ts';
import { validation } from './test/payloads.ts';
import { busOf, careless, operation } from './test/run-hook.ts';

describe('validation', () => {
  test('everything that all handlers find is collected', async () => {
    const hooks = [
      careless('entry.validate', () => {
        throw new ValidationError('too high', ['attrs', 'height']);
      }),
      careless('entry.validate', async () => {
        throw new Error('name is reserved');
      }),
      careless('entry.validate', () => {}),
      careless('entry.validate', () => {
        class NameTaken extends Error {}
        throw new NameTaken('name is taken elsewhere');
      }),
    ];
    const problems = await busOf(...hooks).runValidate(operation, validation());
    expect(problems).toEqual([
      { code: 'VETOED', message: 'too high', path: ['attrs', 'height'], plugin: 'sample' },
      { code: 'VETOED', message: 'name is reserved', path: [], plugin: 'sample' },
      { code: 'VETOED', message: 'name is taken elsewhere', path: [], plugin: 'sample' },
    ]);
  });

  test('words of machines stay in the log', async () => {
    const errors = [
      Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' }),
      Object.assign(new Error('duplicate key value violates unique constraint "secret"'), { code: '23505' }),
      new Error(''),
    ];
    const hooks = errors.map((error) => careless('entry.validate', () => Promise.reject(error)));
    const logged: string[] = [];
    const log = { error: (_fields: object, message: string) => logged.push(message) };
    const problems = await makeHookBus([{ id: 'leaky', hooks }], { log }).runValidate(operation, validation());
    expect(problems.map(({ message }) => message)).toEqual(
      errors.map(() =>
        expect.stringMatching(/^The plugin "leaky" failed in its hook entry\.validate, so nothing was written/),
      ),
    );
    expect(logged).toHaveLength(3);
  });

  test('a veto of another copy of the SDK is one', async () => {
    const foreign = Object.defineProperty(new Error('no'), Symbol.for('pagoda-plugin-sdk/1/ValidationError'), {
      value: true,
    });
    const hook = careless('entry.validate', () => {
      throw foreign;
    });
    expect(await busOf(hook).runValidate(operation, validation())).toEqual([
      { code: 'VETOED', message: 'no', path: [], plugin: 'sample' },
    ]);
  });
});
