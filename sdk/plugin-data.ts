import { ValidationError } from './errors.ts';

/**
 * Checks that an object has what it must have, where a schema library would be too much.
 *
 * @param required Keys that must be there with a value that is neither null nor undefined.
 * @throws ValidationError `Missing required fields: a, b`.
 * @example const { data } = validatePluginData(request.body, ['message']);
 */
export function validatePluginData<Data extends Readonly<Record<string, unknown>>>(
  data: Data,
  required: readonly string[],
): { readonly valid: true; readonly data: Data; readonly validatedFields: readonly string[] } {
  const missing = required.filter((key) => !Object.hasOwn(data, key) || data[key] === null || data[key] === undefined);
  if (missing.length > 0) throw new ValidationError(`Missing required fields: ${missing.join(', ')}`);
  return { valid: true, data, validatedFields: required };
}
