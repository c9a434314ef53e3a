import { DEMO_ENTITIES } from './entities/index.ts';
import { SELF_REFERENCE_DISTANCE, type DemoEntity, type DemoEntry } from './entry.ts';
import { makeRandom } from './random.ts';
import type { Shape } from './shape.ts';

/** Some entries of one entity, in order. */
export interface DemoBatch {
  readonly entity: DemoEntity;
  /** The index of the first of them. */
  readonly first: number;
  readonly entries: readonly DemoEntry[];
}

export function makeDemoEntry(entity: DemoEntity, index: number, shape: Shape): DemoEntry {
  return entity.makeEntry({ index, shape, random: makeRandom(entity.key, index) });
}

/** All entries of the demo data, `size` at a time at most, so that each comes after those it refers to in other entities. */
export function* demoBatches(shape: Shape, size: number): Generator<DemoBatch> {
  for (const entity of DEMO_ENTITIES) {
    const count = shape[entity.key];
    const step = refersToItself(entity) ? SELF_REFERENCE_DISTANCE : size;
    for (let first = 0; first < count; first += step) {
      const length = Math.min(step, count - first);
      const entries = Array.from({ length }, (_, at) => makeDemoEntry(entity, first + at, shape));
      yield { entity, first, entries };
    }
  }
}

function refersToItself(entity: DemoEntity): boolean {
  return entity.attrs.some((attr) => attr.referral?.includes(entity.key));
}
