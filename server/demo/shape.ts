/** The entities of the demo data, in an order in which each refers only to itself and to earlier ones. */
export const ENTITY_KEYS = [
  'site',
  'team',
  'vendor',
  'contract',
  'network',
  'service',
  'software',
  'rack',
  'server',
  'address',
  'interface',
  'incident',
] as const;

export type EntityKey = (typeof ENTITY_KEYS)[number];

/** How many entries each entity has. */
export type Shape = Readonly<Record<EntityKey, number>>;

// A few large entities, many small ones: servers get what the others leave, about 40 %.
const SHARES: Readonly<Record<Exclude<EntityKey, 'server'>, { readonly least: number; readonly share: number }>> = {
  site: { least: 6, share: 0.0002 },
  team: { least: 10, share: 0.0005 },
  vendor: { least: 10, share: 0.001 },
  contract: { least: 10, share: 0.005 },
  network: { least: 10, share: 0.01 },
  service: { least: 15, share: 0.015 },
  software: { least: 15, share: 0.015 },
  rack: { least: 10, share: 0.02 },
  address: { least: 20, share: 0.25 },
  interface: { least: 20, share: 0.2 },
  incident: { least: 10, share: 0.08 },
};

export const FEWEST_ENTRIES = 250;
export const MOST_ENTRIES = 5_000_000;

/** Divides `entries` among the entities; the sum is exactly `entries`. */
export function makeShape(entries: number): Shape {
  if (!Number.isInteger(entries) || entries < FEWEST_ENTRIES || entries > MOST_ENTRIES) {
    throw new RangeError(`Demo data has ${FEWEST_ENTRIES} to ${MOST_ENTRIES} entries, not ${entries}`);
  }
  const counts = Object.entries(SHARES).map(
    ([key, { least, share }]) => [key, Math.max(least, Math.round(share * entries))] as const,
  );
  const rest = counts.reduce((left, [, count]) => left - count, entries);
  return Object.fromEntries([...counts, ['server', rest]]) as Shape;
}
