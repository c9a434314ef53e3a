const brand = Symbol.for('pagoda-plugin-sdk/1/ValidationError');

/**
 * Refuses an operation. Thrown by a handler of a before hook it vetoes, thrown by one of `entry.validate` it is one of the
 * problems that the caller gets; nothing is written either way. GraphQL shows it as a `UserError` with the plugin's id,
 * REST as a body with status 400. Thrown in an after or get_attrs hook it is a failure like any other: logged and counted.
 *
 * @param message What is wrong and what to change. The caller reads it as it stands.
 * @param path Where in the input: names of fields and indexes. Empty when it is about the whole.
 * @example throw new ValidationError('A rack holds at most 42 servers', ['attrs', 'rack']);
 */
export class ValidationError extends Error {
  readonly path: readonly string[];
  constructor(message: string, path: readonly (string | number)[] = []) {
    super(message);
    this.name = 'ValidationError';
    this.path = path.map(String);
    Object.defineProperty(this, brand, { value: true });
  }
}

/**
 * Whether an error is a `ValidationError`, also one of another copy of the SDK (`instanceof` knows only its own).
 *
 * @example if (isValidationError(error)) report(error.message, error.path);
 */
export function isValidationError(error: unknown): error is ValidationError {
  return typeof error === 'object' && error !== null && brand in error;
}
