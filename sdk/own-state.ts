import type { Models } from './model-protocols.ts';
import type { PluginTaskConfig } from './task-config.ts';

// What all copies of the SDK in a process share.
interface State {
  models: Partial<Models>;
  readonly taskConfigs: Map<string, PluginTaskConfig>;
  // Operation number by `<plugin>/<task>`.
  operationIds: ReadonlyMap<string, number>;
}

const key = Symbol.for('pagoda-plugin-sdk/1');

// The state; whichever copy asks first makes it.
export function state(): State {
  const known: State | undefined = Reflect.get(globalThis, key);
  if (known) return known;
  const made: State = { models: {}, taskConfigs: new Map(), operationIds: new Map() };
  Object.defineProperty(globalThis, key, { value: made });
  return made;
}
