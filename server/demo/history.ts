import type { DemoValue } from './entry.ts';
import { makeRandom } from './random.ts';
import type { EntityKey, Shape } from './shape.ts';

/** What happened to an entry after it was created. */
export type DemoChange =
  | {
      readonly kind: 'update';
      readonly entity: EntityKey;
      readonly index: number;
      readonly attrs: Readonly<Record<string, DemoValue>>;
    }
  | { readonly kind: 'delete' | 'restore'; readonly entity: EntityKey; readonly index: number };

const MOST_CHANGED_SERVERS = 200;
const MOST_DELETED = 20;

/** Up to `most` indexes out of `count`, far from each other. */
function spread(count: number, most: number): readonly number[] {
  const chosen = Math.min(most, Math.floor(count / 10));
  return Array.from({ length: chosen }, (_, at) => Math.floor((at * count) / chosen));
}

function* growth(shape: Shape): Generator<DemoChange> {
  for (const index of spread(shape.server, MOST_CHANGED_SERVERS)) {
    const random = makeRandom('growth', index);
    const update = { kind: 'update', entity: 'server', index } as const;
    yield { ...update, attrs: { stage: 'staging', memory: 96 } };
    if (random.chance(0.7))
      yield { ...update, attrs: { stage: 'production', remark: 'Übergabe an den Betrieb 本番化。' } };
    if (random.chance(0.4)) yield { ...update, attrs: { memory: 192, administrators: [{ ref: 'group', index: 3 }] } };
  }
}

function* negotiations(shape: Shape): Generator<DemoChange> {
  for (const index of spread(shape.contract, MOST_DELETED)) {
    yield { kind: 'update', entity: 'contract', index, attrs: { 'monthly fee': 4321.5 } };
    yield { kind: 'update', entity: 'contract', index, attrs: { 'monthly fee': 3999, 'renews itself': false } };
  }
}

function* goodbyes(shape: Shape): Generator<DemoChange> {
  const gone = ['interface', 'incident', 'software'] as const;
  for (const entity of gone) {
    for (const index of spread(shape[entity], MOST_DELETED)) yield { kind: 'delete', entity, index };
  }
  yield { kind: 'restore', entity: 'incident', index: 0 };
}

/** The changes that give the demo data a past: several versions of some values, a few deleted entries, a restored one. */
export function* demoHistory(shape: Shape): Generator<DemoChange> {
  yield* growth(shape);
  yield* negotiations(shape);
  yield* goodbyes(shape);
}
