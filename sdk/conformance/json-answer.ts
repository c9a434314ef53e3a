import type { RouteResponse } from 'pagoda-plugin-sdk';

/** What is wrong with the body of an answer that clients read as JSON, or null. */
export function whyNoJson({
  status,
  body,
  headers,
}: Pick<RouteResponse, 'status' | 'body' | 'headers'>): string | null {
  const type = headers['content-type'];
  if (type !== undefined && !type.includes('json')) return null;
  if (body === undefined) return status === 200 ? 'answers 200 without a body' : null;
  const lost = findLost(body, 'the body', new Set());
  return lost && `answers what JSON cannot hold: ${lost}`;
}

/** The first part that would be lost or fail, in words. */
function findLost(value: unknown, where: string, above: ReadonlySet<unknown>): string | null {
  if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol')
    return `${where} is a ${typeof value}`;
  if (typeof value !== 'object' || value === null) return null;
  if (above.has(value)) return `${where} holds itself`;
  if (typeof Reflect.get(value, 'then') === 'function') return `${where} is a promise that was not awaited`;
  if (value instanceof Map || value instanceof Set) return `${where} is a ${value.constructor.name}`;
  if (typeof Reflect.get(value, 'toJSON') === 'function') return null;
  const inside = new Set([...above, value]);
  for (const [key, part] of Object.entries(value)) {
    const lost = findLost(part, `${where}.${key}`, inside);
    if (lost) return lost;
  }
  return null;
}
