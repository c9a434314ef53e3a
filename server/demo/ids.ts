import type { DemoValue, Ref } from './entry.ts';
import type { EntityKey } from './shape.ts';

/** The ids of what was written so far, by index. */
export interface DemoIds {
  readonly entry: Map<EntityKey, number[]>;
  readonly group: readonly number[];
  readonly role: readonly number[];
}

function idOf(ids: DemoIds, ref: Ref): number {
  const id = ref.ref === 'entry' ? ids.entry.get(ref.entity)?.[ref.index] : ids[ref.ref][ref.index];
  if (id === undefined) throw new Error(`The demo data refers to ${JSON.stringify(ref)}, which was not written yet`);
  return id;
}

function isRef(value: DemoValue): value is Ref {
  return typeof value === 'object' && value !== null && 'ref' in value;
}

/** The value as inputs take it: every reference is an id. */
function withIds(value: DemoValue, ids: DemoIds): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isRef(value)) return idOf(ids, value);
  if (Array.isArray(value)) return value.map((element: DemoValue) => withIds(element, ids));
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withIds(part, ids)]));
}

export function toAttrInputs(
  attrs: Readonly<Record<string, DemoValue>>,
  ids: DemoIds,
): readonly { readonly attr: string; readonly value: unknown }[] {
  return Object.entries(attrs).map(([attr, value]) => ({ attr, value: withIds(value, ids) }));
}
