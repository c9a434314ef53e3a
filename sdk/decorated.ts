import type { OverrideRegistration } from './override.ts';
import type { PluginHook } from './plugin-declaration.ts';

// What the decorators on the methods of a class collected for one of its instances.
export interface Decorated {
  readonly hooks: readonly PluginHook[];
  readonly overrides: readonly OverrideRegistration[];
}

const key = Symbol.for('pagoda-plugin-sdk/1/decorated');
const nothing: Decorated = Object.freeze({ hooks: [], overrides: [] });

// What decorators collected for an instance, also those of another copy of the SDK.
export function decoratedOf(instance: object): Decorated {
  return Reflect.get(instance, key) ?? nothing;
}

// Adds to what is collected for an instance. It is kept on the instance, where the host's copy of the SDK looks for it.
export function collect(instance: object, more: Partial<Decorated>): void {
  const { hooks, overrides } = decoratedOf(instance);
  const value: Decorated = {
    hooks: [...hooks, ...(more.hooks ?? [])],
    overrides: [...overrides, ...(more.overrides ?? [])],
  };
  Object.defineProperty(instance, key, { value, configurable: true });
}

// Nothing is collected for the instance any more.
export function forgetDecorated(instance: object): void {
  Reflect.deleteProperty(instance, key);
}
