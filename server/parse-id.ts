const LARGEST = 2_147_483_647;

/** The number of an object, user, group, role or token; null for a text that is the id of nothing: ids are 1 to 2147483647 in decimal digits. */
export function parseId(text: string): number | null {
  const id = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : NaN;
  return id <= LARGEST ? id : null;
}
