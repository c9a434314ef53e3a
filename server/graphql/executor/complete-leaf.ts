import { inspect } from 'node:util';
import type { LeafPlan } from './plan.ts';

/** The serialised value of a scalar or enum. */
export function completeLeaf(plan: LeafPlan, value: unknown): unknown {
  if (typeof value === plan.passes) return value;
  const serialized: unknown = plan.type.serialize(value);
  if (serialized === null || serialized === undefined) {
    throw new Error(`${plan.type.name} cannot represent the value ${inspect(value)}.`);
  }
  return serialized;
}
