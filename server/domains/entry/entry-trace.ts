import type { EntityView, EntryView, UserView } from 'pagoda-plugin-sdk';
import type { Actor, Context } from '../../context.ts';
import type { Change } from '../../db/index.ts';
import type { ChangedObjects } from '../../plugins/index.ts';
import { toEntityView, type Catalog } from '../entity/index.ts';
import { toEntryView } from './entry.hooks.ts';
import type { EntryRow } from './entry-row.ts';

/** What a change left: an entry as it was committed, and who was authenticated for it. */
class EntryTrace {
  readonly row: EntryRow;
  /** Null where somebody acted with other rights than his own. */
  readonly caller: Actor | null;
  /** Of the catalog in which the change was made. */
  readonly epoch: number;

  constructor({ id, entityId, name, isActive }: EntryRow, caller: Actor | null, epoch: number) {
    // Without its document, which may be large.
    this.row = { id, entityId, name, isActive };
    this.caller = caller;
    this.epoch = epoch;
  }
}

/** Spares who is told of a change the statements that would load it. */
export function traceOf({ actor, caller = null, catalog }: Context, row: EntryRow): object {
  return new EntryTrace(row, actor === caller ? caller : null, catalog.epoch);
}

/** Gives a catalog that is at least so new. */
type CatalogAt = (epoch: number) => Catalog | Promise<Catalog>;

/** The objects that changes are about, as these left them; nothing if some of the changes left no trace. */
export async function recallChanged(changes: readonly Change[], catalogAt: CatalogAt): Promise<ChangedObjects> {
  const entries = new Map<number, EntryView>();
  const entities = new Map<number, EntityView>();
  const users = new Map<number, UserView>();
  const objects: ChangedObjects = { entries, entities, users };
  const traces = tracesOf(changes);
  if (traces.length < changes.length) return objects;
  const catalog = await catalogAt(newestOf(traces));
  for (const { row, caller } of traces) {
    const { id, entityId } = row;
    const entity = catalog.getEntity(entityId);
    entries.set(id, toEntryView(entity, row));
    entities.set(entityId, toEntityView(entity));
    if (caller) users.set(caller.id, { id: caller.id, username: caller.username, isSuperuser: caller.isSuperuser });
  }
  return objects;
}

/** Who made all of these changes, as he was authenticated, and the newest catalog that any of them knew; null if that is not known. */
export function callerOf(changes: readonly Change[]): { readonly actor: Actor; readonly epoch: number } | null {
  const traces = tracesOf(changes);
  const actor = traces.at(-1)?.caller ?? null;
  if (!actor || traces.length < changes.length || traces.some(({ caller }) => caller?.id !== actor.id)) return null;
  return { actor, epoch: newestOf(traces) };
}

function tracesOf(changes: readonly Change[]): readonly EntryTrace[] {
  return changes.flatMap(({ trace }) => (trace instanceof EntryTrace ? trace : []));
}

function newestOf(traces: readonly EntryTrace[]): number {
  return traces.reduce((newest, { epoch }) => Math.max(newest, epoch), 0);
}
