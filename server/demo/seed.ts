import type { EntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import { createEntity, updateEntity } from '../domains/entity/index.ts';
import { createEntries, deleteEntry, restoreEntry, updateEntry } from '../domains/entry/index.ts';
import type { JobContext } from '../domains/job/index.ts';
import { demoBatches } from './batches.ts';
import { closeThings } from './close.ts';
import { DEMO_ENTITIES } from './entities/index.ts';
import type { DemoAttr, DemoEntity } from './entry.ts';
import { demoHistory, type DemoChange } from './history.ts';
import { toAttrInputs, type DemoIds } from './ids.ts';
import { beginBulk, claimDemoMarker, endBulk, liftTimeLimit, refreshStatistics } from './marker.store.ts';
import { makeShape, type EntityKey, type Shape } from './shape.ts';
import { writePeople } from './write-people.ts';

/** As many as `createEntries` takes. */
const ENTRIES_AT_ONCE = 1000;

export interface SeedOptions {
  readonly entries: number;
  /** The context of whoever is to have created the data, on this connection and as new as its transaction. */
  readonly contextFor: (em: EntityManager) => Promise<Context>;
  /** As jobs tell how far they are. */
  readonly onProgress?: JobContext['progress'];
}

/**
 * Writes the demo data through the services, in one transaction: a seed that was killed leaves nothing behind.
 * False when the database has it already.
 */
export async function seedDemo(em: EntityManager, options: SeedOptions): Promise<boolean> {
  const shape = makeShape(options.entries);
  const isNew = await em.transactional(async (tx) => {
    await liftTimeLimit(tx);
    if (!(await claimDemoMarker(tx, options.entries))) return false;
    const ids: DemoIds = { entry: new Map(), ...(await writePeople(await options.contextFor(tx))) };
    await beginBulk(tx);
    const entityIds = await writeEntities(tx, options);
    await writeEntries(await options.contextFor(tx), shape, entityIds, ids, options);
    await endBulk(tx);
    await closeThings(await options.contextFor(tx), ids);
    return true;
  });
  if (isNew) await refreshStatistics(em);
  return isNew;
}

type EntityIds = ReadonlyMap<EntityKey, string>;

async function writeEntities(tx: EntityManager, { contextFor }: SeedOptions): Promise<EntityIds> {
  const ids = new Map<EntityKey, string>();
  for (const entity of DEMO_ENTITIES) {
    const isSelfish = (attr: DemoAttr): boolean => attr.referral?.includes(entity.key) === true;
    const attrs = entity.attrs.map((attr, index) => ({ ...attr, index }));
    const { id } = await createEntity(await contextFor(tx), {
      ...ownFields(entity),
      attrs: attrs.filter((attr) => !isSelfish(attr)).map((attr) => withReferral(attr, ids)),
    });
    ids.set(entity.key, String(id));
    // What refers to its own entity can be added only when that has an id.
    const selfish = attrs.filter(isSelfish).map((attr) => withReferral(attr, ids));
    if (selfish.length > 0) await updateEntity(await contextFor(tx), { id: String(id), attrs: selfish });
  }
  return ids;
}

function ownFields({ name, note, isToplevel, itemNamePattern, itemNameType }: DemoEntity) {
  return { name, note, isToplevel, itemNamePattern, itemNameType };
}

function withReferral<A extends DemoAttr>(attr: A, ids: EntityIds) {
  return { ...attr, referral: attr.referral?.map((key) => ids.get(key) ?? '') };
}

async function writeEntries(
  ctx: Context,
  shape: Shape,
  entityIds: EntityIds,
  ids: DemoIds,
  { entries: total, onProgress }: SeedOptions,
): Promise<void> {
  let done = 0;
  for (const { entity, entries } of demoBatches(shape, ENTRIES_AT_ONCE)) {
    const rows = await createEntries(ctx, {
      entity: entityIds.get(entity.key),
      entries: entries.map(({ name, attrs }) => ({ name, attrs: toAttrInputs(attrs, ids) })),
    });
    const known = ids.entry.get(entity.key) ?? [];
    for (const row of rows) known.push(row.id);
    ids.entry.set(entity.key, known);
    done += rows.length;
    onProgress?.(done, total, entity.name);
  }
  for (const change of demoHistory(shape)) await applyChange(ctx, change, ids);
}

async function applyChange(ctx: Context, change: DemoChange, ids: DemoIds): Promise<void> {
  const id = String(ids.entry.get(change.entity)?.[change.index]);
  if (change.kind === 'update') await updateEntry(ctx, { id, attrs: toAttrInputs(change.attrs, ids) });
  else if (change.kind === 'delete') await deleteEntry(ctx, { id });
  else await restoreEntry(ctx, { id });
}
