import { afterEach, describe, expect, test } from '@jest/globals';
import { InterfaceError, type Models } from './index.ts';
import * as models from './models.ts';

const names = ['Entity', 'Entry', 'User', 'AttributeValue', 'EntityAttr', 'Attribute', 'Job'] as const;
const undo: (() => void)[] = [];
afterEach(() => undo.splice(0).forEach((withdraw) => withdraw()));

describe('models', () => {
  test.each(names)('%s says what is missing before the host gave it', (name) => {
    expect(() => Reflect.get(models, name).objects).toThrow(InterfaceError);
    expect(() => Reflect.get(models, name).objects).toThrow(
      `The model ${name} is not available: the host has not given it yet`,
    );
  });

  test('tell without throwing whether they are there', () => {
    expect([models.isInitialized(), models.getAvailableModels()]).toEqual([false, []]);
    inject({ Job: fake('Job'), Entry: fake('Entry') });
    expect([models.isInitialized(), models.getAvailableModels()]).toEqual([true, ['Entry', 'Job']]);
  });

  test('stay the same objects while what they stand for comes, changes and goes', () => {
    const { Entry } = models;
    const [first, second] = [fake('Entry'), fake('Entry')];
    inject({ Entry: first });
    expect(Entry.objects).toBe(first.objects);
    const withdraw = models.injectModels({ Entry: second });
    expect(Entry.objects).toBe(second.objects);
    withdraw();
    expect(Entry.objects).toBe(first.objects);
    expect(() => models.Entity.objects).toThrow('The model Entity is not available');
  });

  test('are shared by all copies of the SDK in a process', () => {
    const entry = fake('Entry');
    inject({ Entry: entry });
    expect(Reflect.get(globalThis, Symbol.for('pagoda-plugin-sdk/1')).models.Entry).toBe(entry);
  });

  test('jobs are made through their model', () => {
    const job = fake('Job');
    inject({ Job: job });
    expect(models.Job.createNewJob).toBe(job.createNewJob);
  });

  test('cannot be replaced by plugins', () => {
    expect(() => Object.assign(models.Entry, { objects: null })).toThrow(TypeError);
  });
});

function inject(given: Partial<Models>): void {
  undo.push(models.injectModels(given));
}

/** Stands for the host's model; nothing of it is called. */
function fake<Name extends keyof Models>(name: Name): Models[Name] {
  return { name, objects: { of: name }, createNewJob: () => null } as unknown as Models[Name];
}
