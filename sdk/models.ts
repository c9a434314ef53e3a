// The door 'pagoda-plugin-sdk/models': stable objects that stand for the models of the host.
import { InterfaceError } from './exceptions.ts';
import { modelErrorClass } from './model-errors.ts';
import type { JobModel, ModelName, Models } from './model-protocols.ts';
import { state } from './own-state.ts';

const names: readonly ModelName[] = ['Entity', 'Entry', 'User', 'AttributeValue', 'EntityAttr', 'Attribute', 'Job'];

/**
 * The entities.
 *
 * @throws InterfaceError when used before the host gave its models, and NoActor where nobody acts.
 * @example const entity = await Entity.objects.get({ id: 123 });
 */
export const Entity: Models['Entity'] = standIn('Entity');

/**
 * The entries. Throws as `Entity` does.
 *
 * @example for await (const entry of Entry.objects.filter({ schema: { name: 'Server' } })) console.log(entry.name);
 */
export const Entry: Models['Entry'] = standIn('Entry');

/**
 * The columns of entities. Throws as `Entity` does.
 *
 * @example const columns = await EntityAttr.objects.filter({ parentEntity: entity, isActive: true });
 */
export const EntityAttr: Models['EntityAttr'] = standIn('EntityAttr');

/**
 * The entries' holders of values. Throws as `Entity` does.
 *
 * @example const attributes = await Attribute.objects.filter({ parentEntry: entry });
 */
export const Attribute: Models['Attribute'] = standIn('Attribute');

/**
 * The versions of values. Throws as `Entity` does.
 *
 * @example const latest = await AttributeValue.objects.get({ parentAttr: attribute, isLatest: true });
 */
export const AttributeValue: Models['AttributeValue'] = standIn('AttributeValue');

/**
 * The accounts. Throws as `Entity` does.
 *
 * @example const active = await User.objects.filter({ isActive: true }).count();
 */
export const User: Models['User'] = standIn('User');

/**
 * The background operations. Throws as `Entity` does.
 *
 * @example const job = await Job.createNewJob({ user, operation, text: 'Counting racks' });
 */
export const Job: JobModel = standIn('Job', 'createNewJob');

/**
 * Whether the host gave any of its models. Never throws.
 *
 * @example if (!isInitialized()) return response(503, { error: 'Entity model not available' });
 */
export function isInitialized(): boolean {
  return getAvailableModels().length > 0;
}

/**
 * The names of the models that the host gave. Never throws.
 *
 * @example getAvailableModels() // ['Entity', 'Entry', 'User', …]
 */
export function getAvailableModels(): readonly ModelName[] {
  const { models } = state();
  return names.filter((name) => models[name] !== undefined);
}

/**
 * For the host and for tests: what `Entity` and the others stand for from now on, in every copy of the SDK.
 *
 * @param models Those that are missing are not available.
 * @returns Puts back what was there before.
 * @example const withdraw = injectModels({ Entity: makeEntityModel(orm) });
 */
export function injectModels(models: Partial<Models>): () => void {
  const own = state();
  const before = own.models;
  own.models = { ...models };
  return () => {
    own.models = before;
  };
}

function injected<Name extends ModelName>(name: Name): Models[Name] {
  const model = state().models[name];
  if (model) return model;
  throw new InterfaceError(
    `The model ${name} is not available: the host has not given it yet or does not have it, or this runs outside of the server. ` +
      'Use models in hooks, resolvers, routes and tasks, and not while a module is loaded; in tests call injectModels',
  );
}

/** An object with the members of a model; those that the host gives are looked up when they are used. */
function standIn<Name extends ModelName>(name: Name, ...given: readonly (keyof Models[Name] & string)[]): Models[Name] {
  const errors = {
    DoesNotExist: modelErrorClass(name, 'DoesNotExist'),
    MultipleObjectsReturned: modelErrorClass(name, 'MultipleObjectsReturned'),
  };
  for (const member of ['objects', ...given] as readonly (keyof Models[Name])[]) {
    Object.defineProperty(errors, member, { enumerable: true, get: () => injected(name)[member] });
  }
  Object.freeze(errors);
  // `given` completes the members; only the compiler cannot count them.
  return errors as Models[Name];
}
