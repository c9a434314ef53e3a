/** The code of an error of Node, zlib or PostgreSQL. Not by class: such errors come from other realms and other copies of packages. */
export function findErrorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
