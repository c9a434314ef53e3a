/**
 * The version of this copy of the SDK, which a server's `sdk` check compares with.
 *
 * @example getPagodaVersion() // '1.0.0'
 */
export function getPagodaVersion(): string {
  return '1.0.0';
}
