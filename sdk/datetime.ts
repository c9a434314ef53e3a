/**
 * A time as the REST endpoints of plugins write it: local, six decimals, no zone. Null stays null, anything else becomes text.
 *
 * @example formatDatetimeForApi(new Date()) // '2025-09-15T02:09:45.658000'
 */
export function formatDatetimeForApi(time: Date): string;
export function formatDatetimeForApi(time: null | undefined): null;
export function formatDatetimeForApi(time: unknown): string | null;
export function formatDatetimeForApi(time: unknown): string | null {
  if (time === null || time === undefined) return null;
  if (!(time instanceof Date)) return String(time);
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().replace('Z', '000');
}
