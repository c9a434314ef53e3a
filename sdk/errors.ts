const brand = Symbol.for('pagoda-plugin-sdk/1/ValidationError');

/**
 * Thrown by a before or validate handler to refuse an operation. The caller sees the message.
 *
 * @example throw new ValidationError('A rack holds at most 42 servers', ['attrs', 'rack']);
 */
export class ValidationError extends Error {
  readonly path: readonly string[];
  constructor(message: string, path: readonly string[] = []) {
    super(message);
    this.name = 'ValidationError';
    this.path = path;
    Object.defineProperty(this, brand, { value: true });
  }
}

/** Whether an error is a `ValidationError`, also one of another copy of the SDK. */
export function isValidationError(error: unknown): error is ValidationError {
  return typeof error === 'object' && error !== null && brand in error;
}
