const marks = Symbol.for('pagoda-plugin-sdk/1/exceptions');

/** What those say that are thrown without a word: most reach a person. */
const sentences: Partial<Record<PagodaErrorName, string>> = {
  PluginError: 'The plugin failed.',
  PluginLoadError: 'The plugin cannot be loaded.',
  PluginValidationError: 'The declaration of the plugin is wrong.',
  PluginSecurityError: 'The plugin did what it may not do.',
  AuthenticationError: 'Authentication credentials were not provided.',
  AuthorizationError: 'You do not have permission to perform this action.',
  DataAccessError: 'Stored objects could not be read or written.',
  HookExecutionError: 'The hook could not be run.',
};

/**
 * The root of what this package throws, so that one `catch` knows it all.
 *
 * @example if (isPagodaError(error)) ctx.log.warn(error.message);
 */
export class PagodaError extends Error {
  /** What kind it is for other copies of the SDK; authors need not set it. */
  static readonly kind: PagodaErrorName = 'PagodaError';
  constructor(message?: string, options?: ErrorOptions) {
    super(message ?? sentences[new.target.kind], options);
    this.name = new.target.name;
    Object.defineProperty(this, marks, { value: lineage(new.target) });
  }
}

/** Something is wrong with a plugin. Thrown by a view that extends `PluginAPIView` it becomes a body with status 400. */
export class PluginError extends PagodaError {
  static override readonly kind: PagodaErrorName = 'PluginError';
}

/** A plugin cannot be loaded: the host refuses it and runs on. */
export class PluginLoadError extends PluginError {
  static override readonly kind: PagodaErrorName = 'PluginLoadError';
}

/** A declaration breaks a rule, for example has no id: the host refuses the plugin and runs on. */
export class PluginValidationError extends PluginError {
  static override readonly kind: PagodaErrorName = 'PluginValidationError';
}

/** A plugin did what it may not do. */
export class PluginSecurityError extends PluginError {
  static override readonly kind: PagodaErrorName = 'PluginSecurityError';
}

/** Something is used otherwise than it is meant, for example before the host is there. */
export class InterfaceError extends PagodaError {
  static override readonly kind: PagodaErrorName = 'InterfaceError';
}

/** Nobody is logged in, or the credentials are no good. */
export class AuthenticationError extends PagodaError {
  static override readonly kind: PagodaErrorName = 'AuthenticationError';
}

/** Somebody is logged in who may not do this. */
export class AuthorizationError extends PagodaError {
  static override readonly kind: PagodaErrorName = 'AuthorizationError';
}

/** Stored objects could not be read or written. */
export class DataAccessError extends PagodaError {
  static override readonly kind: PagodaErrorName = 'DataAccessError';
}

/** A hook could not be run. */
export class HookExecutionError extends PagodaError {
  static override readonly kind: PagodaErrorName = 'HookExecutionError';
}

/** What a handler was lent is used after it returned, threw or ran out of time. Await everything before you return. */
export class HookEnded extends InterfaceError {
  static override readonly kind: PagodaErrorName = 'HookEnded';
}

/** The models of the host are used where nobody acts: outside of a hook, resolver, route or task. */
export class NoActor extends InterfaceError {
  static override readonly kind: PagodaErrorName = 'NoActor';
}

/** The names of the exceptions, root first. */
export type PagodaErrorName =
  | 'PagodaError'
  | 'PluginError'
  | 'PluginLoadError'
  | 'PluginValidationError'
  | 'PluginSecurityError'
  | 'InterfaceError'
  | 'AuthenticationError'
  | 'AuthorizationError'
  | 'DataAccessError'
  | 'HookExecutionError'
  | 'HookEnded'
  | 'NoActor'
  | 'DoesNotExist'
  | 'MultipleObjectsReturned';

/**
 * Whether an error is one of these exceptions, also one of another copy of the SDK (`instanceof` knows only its own).
 *
 * @param name Only this kind and what is derived from it; any kind unless told.
 * @example if (isPagodaError(error, 'AuthorizationError')) return response(403);
 */
export function isPagodaError(error: unknown, name: PagodaErrorName = 'PagodaError'): error is PagodaError {
  if (typeof error !== 'object' || error === null) return false;
  const names: unknown = Reflect.get(error, marks);
  return Array.isArray(names) && names.includes(name);
}

/** The kinds of a class and of all that it extends; read from the classes' own words, which survive a minifier. */
function lineage(type: unknown): readonly string[] {
  if (typeof type !== 'function') return [];
  const above = lineage(Object.getPrototypeOf(type));
  return Object.hasOwn(type, 'kind') ? [String(Reflect.get(type, 'kind')), ...above] : above;
}
