import { collect } from './decorated.ts';
import { decorate, type MethodDecorator } from './decorate.ts';
import {
  parseOverrideOperation,
  type OverrideHandler,
  type OverrideOperation,
  type OverrideOptions,
  type OverrideRegistration,
} from './override.ts';

/**
 * A handler that stands in for an operation on entries, for the entities that the operator names in
 * `BACKEND_PLUGIN_ENTITY_OVERRIDES`. With a handler it returns an element for `overrides`, without one a standard decorator
 * for a method of a class that extends `Plugin`.
 *
 * @throws PluginValidationError for an operation that does not exist.
 * @example overrideOperation('delete', async ({ entry }) => { await entry?.delete(); return noContentResponse(); });
 */
export function overrideOperation(operation: OverrideOperation, handler: OverrideHandler): OverrideRegistration;
export function overrideOperation(
  operation: OverrideOperation,
  options: OverrideOptions,
  handler: OverrideHandler,
): OverrideRegistration;
export function overrideOperation(
  operation: OverrideOperation,
  options?: OverrideOptions,
): MethodDecorator<OverrideHandler>;
export function overrideOperation(operation: string, first?: unknown, second?: unknown): unknown {
  const parsed = parseOverrideOperation(operation);
  const [options, handler] = typeof first === 'function' ? [{}, first] : [first ?? {}, second];
  const registration = (call: unknown): OverrideRegistration =>
    Object.freeze({ ...Object(options), operation: parsed, handler: call });
  if (handler !== undefined) return registration(handler);
  return decorate('overrideOperation', (instance, call) => collect(instance, { overrides: [registration(call)] }));
}
