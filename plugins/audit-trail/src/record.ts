import type { EntityView, EntryView, UserView } from 'pagoda-plugin-sdk';

export type Action = 'CREATED' | 'UPDATED' | 'DELETED' | 'RESTORED' | 'NOTED';

/** What happened, as it is to be stored. */
export interface NewRecord {
  /** Null for a note. */
  readonly changeId: string | null;
  readonly time: Date;
  readonly action: Action;
  readonly entityId: number;
  readonly entityName: string;
  /** Null when it happened to the entity itself. */
  readonly entryId: number | null;
  /** What the entry, or the entity itself, was called when it was recorded. */
  readonly name: string;
  /** Null for the server itself. */
  readonly userId: number | null;
  readonly username: string;
  readonly note: string;
}

/** The same as it is stored. */
export interface AuditRecord extends Omit<NewRecord, 'changeId'> {
  readonly id: number;
}

/** What happened, and to what: an entry, or the entity itself. */
export interface Happening {
  readonly changeId: string | null;
  readonly time: Date;
  readonly action: Action;
  readonly entity: Pick<EntityView, 'id' | 'name'>;
  readonly entry: Pick<EntryView, 'id' | 'name'> | null;
  readonly user: Pick<UserView, 'id' | 'username'>;
  readonly note?: string;
}

export function makeRecord({ entity, entry, user, note = '', ...rest }: Happening): NewRecord {
  return {
    ...rest,
    entityId: entity.id,
    entityName: entity.name,
    entryId: entry?.id ?? null,
    name: (entry ?? entity).name,
    // Hooks are told of the server itself as a user with the id 0.
    userId: user.id === 0 ? null : user.id,
    username: user.username,
    note,
  };
}
