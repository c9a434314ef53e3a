import type { Listener } from '../../db/index.ts';
import { EventSource } from '../../graphql/index.ts';
import { ENTRY_CHANGED, entryChangeEvent, fromPayload, type EntryChangeEvent } from './entry-change.ts';

/** Everything that happens to entries, on whichever process, from now on. */
export class EntryChanges {
  readonly #source = new EventSource<EntryChangeEvent>({ overflow: resync });

  static async start(listener: Listener): Promise<EntryChanges> {
    const changes = new EntryChanges();
    await listener.listen(ENTRY_CHANGED, (payload) => {
      for (const event of fromPayload(payload)) changes.#source.publish(event);
    });
    listener.onReconnect(() => changes.#source.publish(resync()));
    return changes;
  }

  /** The changes of one entity's entries, or of all. */
  subscribe(entityId: number | null): AsyncIterableIterator<EntryChangeEvent> {
    return this.#source.subscribe(
      (event) => entityId === null || event.entityId === null || event.entityId === entityId,
    );
  }
}

function resync(): EntryChangeEvent {
  return entryChangeEvent({ kind: 'RESYNC', id: null, entityId: null, time: new Date() });
}
