/** The demo data: a data centre, always the same one, at any size. */
export { demoBatches, makeDemoEntry, type DemoBatch } from './batches.ts';
export { DEMO_CLOSED } from './closed.ts';
export { DEMO_ENTITIES, DEMO_ENTITY } from './entities/index.ts';
export type { DemoAttr, DemoEntity, DemoEntry, DemoValue, Ref } from './entry.ts';
export { demoHistory, type DemoChange } from './history.ts';
export { DEMO_GROUPS, DEMO_ROLES, DEMO_USERS } from './people.ts';
export { findDemoMarker } from './marker.store.ts';
export { seedDemo, type SeedOptions } from './seed.ts';
export { ENTITY_KEYS, FEWEST_ENTRIES, makeShape, MOST_ENTRIES, type EntityKey, type Shape } from './shape.ts';
